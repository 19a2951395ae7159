package io.zmdev.sim.flow;

import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** A program that uses the regions and eventfds of a vfio-ccw device itself. */
final class VfioProgram implements Requester {

    private static final long NS_PER_MS = 1_000_000;

    private final Session session;
    private final Scenario scenario;
    private final byte[] buffer = new byte[Region.IO.size()];
    private final ByteBuffer words = ByteBuffer.wrap(buffer);

    VfioProgram(Session session, Scenario scenario) {
        this.session = session;
        this.scenario = scenario;
    }

    @Override
    public void open() {
        new Setup(session, Region.values().length).run();
    }

    @Override
    public Result answer(Request request) {
        HostDevice device = session.hostDevice(request.on());
        session.timeline().turnTo(device.number());
        VfioCcwDriver driver = device.driver();
        Result result = switch (request) {
            case Request.Ssch ssch -> start(device, ssch);
            case Request.Instruction(String on, Request.Instruction.Kind kind) ->
                switch (kind) {
                    case TSCH -> readIrb(driver);
                    case HSCH -> command(driver, Region.COMMAND_HSCH);
                    case CSCH -> command(driver, Region.COMMAND_CSCH);
                    case STSCH -> readSchib(driver);
                    case XSCH, RSCH -> throw withoutRegion(request);
                };
            case Request.Msch msch -> throw withoutRegion(request);
            case Request.Wait(String on, long timeoutMs) -> await(driver, timeoutMs);
            case Request.Reset reset -> new Result.Called(errno(driver.reset()));
            case Request.Store(long at, byte[] bytes) -> {
                session.guestMemory().put(at, bytes);
                yield new Result.Done();
            }
            case Request.WriteRegion write -> write(driver, write);
            case Request.ReadRegion read -> read(driver, read);
            case Request.Path path -> {
                device.change(path);
                yield new Result.Done();
            }
            case Request.Attention attention -> {
                device.attention();
                yield new Result.Done();
            }
        };
        session.runDue();
        session.timeline().turnTo(StepLog.NO_DEVICE);
        return result;
    }

    private static ZmdevException withoutRegion(Request request) {
        return new ZmdevException(
                ErrorCode.UNSUPPORTED,
                "%s: the driver has no region for it; use client qemu".formatted(request.operation()));
    }

    private Result start(HostDevice device, Request.Ssch ssch) {
        Arrays.fill(buffer, (byte) 0);
        System.arraycopy(ssch.orb(), 0, buffer, Region.ORB, Orb.SIZE);
        words.putInt(Region.SCSW, ssch.functionControl() << Scsw.FUNCTION_SHIFT);
        words.putInt(Region.RET_CODE, ssch.retCode());
        int result = new Submission(session, scenario.transport(), device).start(buffer, ssch.length());
        return written(result, device.driver(), Region.IO);
    }

    private Result command(VfioCcwDriver driver, int command) {
        words.putInt(Region.COMMAND, command);
        words.putInt(Region.COMMAND_RET_CODE, 0);
        return write(driver, Region.ASYNC, 0, buffer, Region.ASYNC.size());
    }

    private Result write(VfioCcwDriver driver, Request.WriteRegion write) {
        return write(driver, write.region(), write.offset(), write.bytes(), write.bytes().length);
    }

    private Result write(VfioCcwDriver driver, Region region, long offset, byte[] bytes, int length) {
        session.timeline().step(ClientStep.WRITE_REGION, region.index(), length);
        return written(driver.write(region, offset, bytes, length), driver, region);
    }

    private static Result written(int result, VfioCcwDriver driver, Region region) {
        OptionalInt retCode = switch (region) {
            case IO -> OptionalInt.of(driver.region(region).getInt(Region.RET_CODE));
            case ASYNC -> OptionalInt.of(driver.region(region).getInt(Region.COMMAND_RET_CODE));
            case SCHIB, CRW -> OptionalInt.empty();
        };
        return new Result.RegionWrite(errno(result), Math.max(result, 0), retCode);
    }

    private Result read(VfioCcwDriver driver, Request.ReadRegion read) {
        byte[] bytes = new byte[read.length()];
        int result = driver.read(read.region(), read.offset(), bytes, read.length());
        return new Result.RegionRead(errno(result), result < 0 ? new byte[0] : bytes);
    }

    private Result readIrb(VfioCcwDriver driver) {
        driver.read(Region.IO, 0, buffer, Region.IO.size());
        byte[] irb = new byte[Irb.SIZE_WITH_EMW];
        System.arraycopy(buffer, Region.IRB, irb, 0, irb.length);
        return new Result.RegionIrb(irb, words.getInt(Region.RET_CODE));
    }

    private Result readSchib(VfioCcwDriver driver) {
        byte[] schib = new byte[Region.SCHIB.size()];
        int result = driver.read(Region.SCHIB, 0, schib, schib.length);
        return result < 0
                ? new Result.RegionRead(errno(result), new byte[0])
                : new Result.StoredSchib(schib, OptionalInt.empty());
    }

    private Result await(VfioCcwDriver driver, long timeoutMs) {
        boolean signalled = session.runUntil(
                () -> driver.isSignalled(VfioCcwDriver.IO_IRQ),
                session.timeline().now() + timeoutMs * NS_PER_MS);
        if (signalled) {
            long count = driver.readEventfd(VfioCcwDriver.IO_IRQ);
            session.timeline().step(ClientStep.READ_EVENTFD, VfioCcwDriver.IO_IRQ, count);
        }
        return new Result.Waited(signalled, Optional.empty());
    }

    private static Optional<Errno> errno(int result) {
        return result >= 0 ? Optional.empty() : Errno.ofNumber(-result);
    }
}
