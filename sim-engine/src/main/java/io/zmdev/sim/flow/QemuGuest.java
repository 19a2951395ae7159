package io.zmdev.sim.flow;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.flow.Result.GuestInterrupt;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A guest of QEMU: its I/O instructions, and the interruptions that it takes. */
final class QemuGuest implements Requester {

    private static final long NS_PER_MS = 1_000_000;
    /** GET_REGION_INFO is asked twice for every region from index 1 on, for each capability that is searched. */
    private static final int REGION_INFO_CALLS = 16;

    private static final int SUBSYSTEM_ID = 0x0001_0000;
    private static final int ISC_SHIFT = 27;

    /** Second byte of the instructions' operation codes; the first is B2. */
    private static final int CSCH = 0x30;

    private static final int HSCH = 0x31;
    private static final int MSCH = 0x32;
    private static final int SSCH = 0x33;
    private static final int STSCH = 0x34;
    private static final int RSCH = 0x38;
    private static final int XSCH = 0x76;

    private static final long ORB = 0;
    private static final long SCHIB = 0x10;
    private static final long IRB = 0x50;
    private static final long GUEST_SIZE = 0x100;

    private final Session session;
    private final Scenario scenario;
    private final List<GuestDevice> devices = new ArrayList<>();
    private final List<VfioCcwDriver> drivers = new ArrayList<>();
    private final Queue<GuestInterrupt> interrupts = new ArrayDeque<>();
    private final Area operands;

    QemuGuest(Session session, Scenario scenario) {
        this.session = session;
        this.scenario = scenario;
        operands = session.space().add("guest.operands", GUEST_SIZE);
        for (Attachment attachment : scenario.devices()) {
            int number = devices.size();
            Runnable interrupt = () -> inject(number);
            switch (attachment.way()) {
                case VFIO_CCW -> {
                    HostDevice host = session.hostDevices().get(drivers.size());
                    GuestSubchannel subchannel =
                            new GuestSubchannel(session, scenario.transport(), attachment, host, interrupt);
                    session.onWake(drivers.size(), subchannel::onEventfd);
                    drivers.add(host.driver());
                    devices.add(subchannel);
                }
                case EMULATED -> devices.add(new EmulatedDevice(session, attachment, interrupt));
            }
        }
    }

    @Override
    public void open() {
        new Setup(session, REGION_INFO_CALLS).run();
        for (VfioCcwDriver driver : drivers) {
            driver.reset();
            driver.reset();
        }
    }

    private void inject(int device) {
        GuestDevice from = devices.get(device);
        interrupts.add(new GuestInterrupt(
                SUBSYSTEM_ID + device, from.interruptionParameter(), from.interruptionSubclass() << ISC_SHIFT));
        session.timeline().step(ClientStep.INJECT, from.interruptionParameter());
    }

    @Override
    public Result answer(Request request) {
        int number = number(request);
        GuestDevice device = devices.get(number);
        session.timeline().turnTo(number);
        Result result = switch (request) {
            case Request.Ssch ssch -> {
                operands.put(ORB, ssch.orb(), 0, Orb.SIZE);
                intercept(SSCH);
                yield conditionCode(device.ssch(operands, ORB));
            }
            case Request.Instruction(String on, Request.Instruction.Kind kind) -> instruction(device, kind);
            case Request.Msch msch -> modify(device, msch);
            case Request.Wait(String on, long timeoutMs) -> await(timeoutMs);
            case Request.Reset reset -> device.reset();
            case Request.Path path -> {
                session.hostDevice(scenario.devices().get(number).id()).change(path);
                yield new Result.Done();
            }
            case Request.Attention attention -> {
                device.attention();
                yield new Result.Done();
            }
            case Request.Store(long at, byte[] bytes) -> {
                session.guestMemory().put(at, bytes);
                yield new Result.Done();
            }
            case Request.WriteRegion write -> throw hidden(request);
            case Request.ReadRegion read -> throw hidden(request);
        };
        session.runDue();
        session.timeline().turnTo(StepLog.NO_DEVICE);
        return result;
    }

    private int number(Request request) {
        if (request.on().isEmpty()) {
            return 0;
        }
        for (int i = 0; i < scenario.devices().size(); i++) {
            if (scenario.devices().get(i).id().equals(request.on())) {
                return i;
            }
        }
        throw new ZmdevException(
                ErrorCode.FILE_UNUSABLE,
                "%s: there is no device '%s' in the scenario".formatted(request.operation(), request.on()));
    }

    private static ZmdevException hidden(Request request) {
        return new ZmdevException(
                ErrorCode.UNSUPPORTED,
                "%s: a guest does not see the regions; use client vfio".formatted(request.operation()));
    }

    private void intercept(int operation) {
        session.timeline().step(ClientStep.INTERCEPT, operation);
    }

    private Result conditionCode(Result result) {
        if (result instanceof Result.ConditionCode(int cc, Optional<Result.RegionWrite> write)) {
            session.timeline().step(ClientStep.CONDITION_CODE, cc);
        }
        return result;
    }

    private Result instruction(GuestDevice device, Request.Instruction.Kind kind) {
        return switch (kind) {
            case TSCH -> {
                session.timeline().step(ClientStep.INTERCEPT_TSCH);
                yield device.tsch(operands, IRB);
            }
            case HSCH -> {
                intercept(HSCH);
                yield conditionCode(device.hsch());
            }
            case CSCH -> {
                intercept(CSCH);
                yield conditionCode(device.csch());
            }
            case XSCH -> {
                intercept(XSCH);
                yield conditionCode(device.xsch());
            }
            case RSCH -> {
                intercept(RSCH);
                yield conditionCode(device.rsch());
            }
            case STSCH -> {
                intercept(STSCH);
                yield device.stsch(operands, SCHIB);
            }
        };
    }

    /** What a guest does: store the SCHIB, change fields, modify. */
    private Result modify(GuestDevice device, Request.Msch msch) {
        instruction(device, Request.Instruction.Kind.STSCH);
        msch.intparm().ifPresent(value -> operands.putInt(SCHIB + Schib.INTPARM, value));
        msch.lpm().ifPresent(value -> operands.putByte(SCHIB + Schib.LPM, value));
        msch.isc().ifPresent(value -> replaceFlags(Schib.ISC, value << Schib.ISC_SHIFT));
        msch.enabled().ifPresent(value -> replaceFlags(Schib.ENABLED, value ? Schib.ENABLED : 0));
        msch.concurrentSense()
                .ifPresent(value -> operands.putInt(
                        SCHIB + Schib.CHARACTERISTICS,
                        (operands.getInt(SCHIB + Schib.CHARACTERISTICS) & ~Schib.CONCURRENT_SENSE)
                                | (value ? Schib.CONCURRENT_SENSE : 0)));
        intercept(MSCH);
        return conditionCode(device.msch(operands, SCHIB));
    }

    private void replaceFlags(int mask, int bits) {
        operands.putShort(SCHIB + Schib.FLAGS, (operands.getShort(SCHIB + Schib.FLAGS) & ~mask) | bits);
    }

    private Result await(long timeoutMs) {
        session.runUntil(() -> !interrupts.isEmpty(), session.timeline().now() + timeoutMs * NS_PER_MS);
        Optional<GuestInterrupt> taken = Optional.ofNullable(interrupts.poll());
        taken.ifPresent(interrupt -> {
            session.timeline().turnTo(interrupt.subchannelId() - SUBSYSTEM_ID);
            session.timeline().step(ClientStep.TAKE_INTERRUPT, interrupt.parameter(), interrupt.word());
        });
        return new Result.Waited(taken.isPresent(), taken);
    }
}
