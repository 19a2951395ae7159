package io.zmdev.hw.live;

import static io.zmdev.hw.live.OpenFiles.must;

import io.zmdev.hw.nativecalls.NativeFile;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.vfioccw.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The regions and eventfds of an open vfio_ccw device. ORB, SCSW, IRB and SCHIB are big-endian as the channel subsystem has them,
 * commands and return codes are numbers of this machine. For one thread.
 */
final class LiveDevice {

    /** How long one ppoll(2) lasts at most. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final NativeFile device;
    private final NativeFile ioEventfd;
    private final NativeFile requestEventfd;
    private final Map<Region, Long> offsets = new EnumMap<>(Region.class);

    /**
     * Looks at the regions and has each interrupt signal an eventfd.
     *
     * @param files where the eventfds are kept
     */
    LiveDevice(NativeFile device, OpenFiles files) {
        this.device = device;
        for (Region region : Region.values()) {
            byte[] info = VfioStructures.regionInfo(region.index());
            must(
                    device.ioctl(VfioStructures.VFIO_DEVICE_GET_REGION_INFO, info),
                    "VFIO_DEVICE_GET_REGION_INFO of the region " + region.id());
            offsets.put(region, VfioStructures.regionOffset(info));
        }
        ioEventfd = eventfd(VfioStructures.IO_IRQ, files);
        eventfd(VfioStructures.CRW_IRQ, files);
        requestEventfd = eventfd(VfioStructures.REQ_IRQ, files);
    }

    private NativeFile eventfd(int irq, OpenFiles files) {
        NativeFile eventfd = files.keep(NativeFile.eventfd(), "eventfd");
        must(
                device.ioctl(VfioStructures.VFIO_DEVICE_SET_IRQS, VfioStructures.signal(irq, eventfd.descriptor())),
                "VFIO_DEVICE_SET_IRQS of the interrupt %d".formatted(irq));
        return eventfd;
    }

    /** A start, with what user space leaves in the region. */
    Result start(Request.Ssch ssch) {
        ByteBuffer region = ByteBuffer.allocate(Math.max(Region.IO.size(), ssch.length()));
        region.put(Region.ORB, ssch.orb(), 0, Orb.SIZE);
        region.putInt(Region.SCSW, ssch.functionControl() << Scsw.FUNCTION_SHIFT);
        region.order(ByteOrder.nativeOrder()).putInt(Region.RET_CODE, ssch.retCode());
        return write(Region.IO, 0, Arrays.copyOf(region.array(), ssch.length()));
    }

    /** A halt or clear. */
    Result command(int command) {
        ByteBuffer region = ByteBuffer.allocate(Region.ASYNC.size()).order(ByteOrder.nativeOrder());
        return write(Region.ASYNC, 0, region.putInt(Region.COMMAND, command).array());
    }

    /** One pwrite(2). */
    Result write(Region region, long offset, byte[] bytes) {
        Answer<Integer> written = device.pwrite(bytes, offset(region) + offset);
        OptionalInt retCode = switch (region) {
            case IO -> OptionalInt.of(retCode(region, Region.RET_CODE));
            case ASYNC -> OptionalInt.of(retCode(region, Region.COMMAND_RET_CODE));
            case SCHIB, CRW -> OptionalInt.empty();
        };
        return new Result.RegionWrite(written.refusal(), written.asOptional().orElse(0), retCode);
    }

    private int retCode(Region region, int at) {
        byte[] code = new byte[Integer.BYTES];
        must(device.pread(code, offset(region) + at), "ret_code of the region " + region.id());
        return ByteBuffer.wrap(code).order(ByteOrder.nativeOrder()).getInt();
    }

    /** One pread(2). */
    Result read(Region region, long offset, int length) {
        byte[] bytes = new byte[length];
        Answer<Integer> read = device.pread(bytes, offset(region) + offset);
        return new Result.RegionRead(
                read.refusal(), Arrays.copyOf(bytes, read.asOptional().orElse(0)));
    }

    /** The I/O region after an interrupt. */
    Result readIrb() {
        ByteBuffer region = ByteBuffer.allocate(Region.IO.size());
        must(device.pread(region.array(), offset(Region.IO)), "the I/O region");
        byte[] irb = new byte[Irb.SIZE_WITH_EMW];
        region.get(Region.IRB, irb);
        return new Result.RegionIrb(irb, region.order(ByteOrder.nativeOrder()).getInt(Region.RET_CODE));
    }

    /** The SCHIB that the driver stores for it; the errno where the region answers with one. */
    Result readSchib() {
        Result read = read(Region.SCHIB, 0, Region.SCHIB.size());
        return read instanceof Result.RegionRead(Optional<Errno> errno, byte[] bytes) && errno.isEmpty()
                ? new Result.StoredSchib(bytes, OptionalInt.empty())
                : read;
    }

    /**
     * Waits for an interrupt.
     *
     * @throws ZmdevException DISTURBS when the host wants the device back
     */
    Result await(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            List<NativeFile> readable = must(
                    NativeFile.poll(
                            List.of(ioEventfd, requestEventfd), Duration.ofNanos(Math.min(left, POLL.toNanos()))),
                    "ppoll");
            if (readable.contains(ioEventfd)) {
                must(ioEventfd.readCount(), "eventfd");
                return new Result.Waited(true, Optional.empty());
            }
            if (readable.contains(requestEventfd)) {
                throw new ZmdevException(ErrorCode.DISTURBS, "the host wants the device back; the run was given up");
            }
            if (left == 0) {
                return new Result.Waited(false, Optional.empty());
            }
        }
    }

    /** VFIO_DEVICE_RESET. */
    Result reset() {
        return new Result.Called(
                device.ioctl(VfioStructures.VFIO_DEVICE_RESET, 0).refusal());
    }

    private long offset(Region region) {
        Long offset = offsets.get(region);
        if (offset == null) {
            throw new IllegalStateException(region.id());
        }
        return offset;
    }
}
