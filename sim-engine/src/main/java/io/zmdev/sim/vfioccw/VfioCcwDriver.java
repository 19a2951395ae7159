package io.zmdev.sim.vfioccw;

import static io.zmdev.model.Errno.EACCES;
import static io.zmdev.model.Errno.EAGAIN;
import static io.zmdev.model.Errno.EBUSY;
import static io.zmdev.model.Errno.EINVAL;
import static io.zmdev.model.Errno.EIO;
import static io.zmdev.model.Errno.ENODEV;
import static io.zmdev.model.Errno.EOPNOTSUPP;

import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.trace.StepSink;
import java.util.Arrays;
import java.util.List;

/**
 * One mediated vfio-ccw device: what user space does with its file, and what the hardware's interruptions do ({@code
 * vfio_ccw_drv.c}, {@code _ops.c}, {@code _fsm.c}, {@code _async.c}, {@code _chp.c}). Calls return a byte count, 0 or a negative
 * errno, as the system calls do.
 *
 * <p>The hard interrupt only keeps the IRB and queues {@link #ioWork()}; there is one IRB and one work item, so that a second
 * interrupt before the work overwrites the first.
 */
public final class VfioCcwDriver {

    /** The eventfds, by index of the interrupt. */
    public static final int IO_IRQ = 0;

    public static final int CRW_IRQ = 1;
    public static final int REQ_IRQ = 2;

    private static final int ISC = 3;
    private static final int COMMIT_RETRIES = 5;
    private static final int QUIESCE_RETRIES = 255;
    /** What stands for the address of the kernel's subchannel object in interruption parameters. */
    private static final int SUBCHANNEL_OBJECT = 0x0148_cc00;

    /** Where the driver's area holds the {@link FsmState}, as its number in 4 bytes. */
    public static final long STATE = 0;

    private static final long LPM = 4;
    private static final long WORK_QUEUED = 8;
    private static final long KEPT_IRB = 0x40;
    private static final long SCHIB = 0x80;
    private static final long CRW_COUNT = 0xc0;
    private static final long CRWS = 0xc4;
    private static final int MAX_CRWS = 15;
    private static final long DRIVER_SIZE = 0x100;
    private static final int CRW_BYTES = 4;

    /** What the driver needs from the rest of the kernel and from the machine. */
    public interface Kernel {

        /** Runs {@link #ioWork()} later, on the workqueue. */
        void queueIoWork();

        /** An eventfd's counter was raised. */
        void eventfdSignalled(int irq);

        /** The subchannel's lock is free: an interruption that is pending comes in. */
        void interruptsEnabled();

        /** Lets the interruption of a halt or clear come in, and runs the work that it queued. */
        void waitForInterrupt();
    }

    private final ChannelSubsystem css;
    private final Kernel kernel;
    private final Tracepoints tracepoints;
    private final StepSink steps;
    private final DriverFeatures features;
    private final ChannelProgram program;
    private final Area driver;
    private final List<Area> areas;
    private final Area eventfds;
    private final Area scratch;

    /**
     * Creates its areas in the state space; the file is not open yet.
     *
     * @param suffix of the names of its areas
     */
    public VfioCcwDriver(
            StateSpace space,
            String suffix,
            Area kernelMemory,
            DmaMappings mappings,
            DriverFeatures features,
            ChannelSubsystem css,
            Kernel kernel,
            Tracepoints tracepoints,
            StepSink steps) {
        this.css = css;
        this.kernel = kernel;
        this.tracepoints = tracepoints;
        this.steps = steps;
        this.features = features;
        areas = Arrays.stream(Region.values())
                .map(region -> space.add("region." + region.id() + suffix, region.size()))
                .toList();
        driver = space.add("vfio_ccw" + suffix, DRIVER_SIZE);
        eventfds = space.add("eventfds" + suffix, 24);
        scratch = space.add("stack" + suffix, Irb.SIZE_WITH_EMW);
        program = new ChannelProgram(
                space.add("cp" + suffix, ChannelProgram.STATE_SIZE), kernelMemory, mappings, features, steps);
        setState(FsmState.STANDBY);
        driver.putInt(LPM, 0x80);
    }

    public FsmState state() {
        return FsmState.of(driver.getInt(STATE));
    }

    /** Whether user space finds this region. */
    public boolean has(Region region) {
        return switch (region) {
            case IO -> true;
            case ASYNC -> features.asyncRegion();
            case SCHIB, CRW -> features.schibAndCrwRegions();
        };
    }

    /** The contents of a region as user space last left, or the driver last made, them. */
    public Area region(Region region) {
        return areas.get(region.index());
    }

    /** Opens the device: enables the subchannel. Returns 0 or -EINVAL. */
    public int open() {
        event(FsmEvent.OPEN);
        return state() == FsmState.NOT_OPER ? -EINVAL.number() : 0;
    }

    /** Closes the device: quiesces and disables the subchannel. */
    public void close() {
        event(FsmEvent.CLOSE);
    }

    /** VFIO_DEVICE_RESET: the events CLOSE and OPEN; the regions keep their contents. */
    public int reset() {
        event(FsmEvent.CLOSE);
        event(FsmEvent.OPEN);
        steps.step(DriverStep.RESET, driver.getInt(STATE));
        return state() == FsmState.NOT_OPER ? -EINVAL.number() : 0;
    }

    /** pwrite(2) of {@code length} bytes at an offset of a region: copies them, then starts what the region says. */
    public int write(Region region, long offset, byte[] bytes, int length) {
        if (!has(region) || !region.isWritable() || !region.info().shape().contains(offset, length)) {
            return returned(-EINVAL.number(), 0);
        }
        copyIn(region, offset, bytes, length);
        return start(region, length);
    }

    /** A write that only stores: what the proposals with a separate start have. Returns the byte count or a negative errno. */
    public int store(Region region, long offset, byte[] bytes, int length) {
        if (!has(region) || !region.isWritable() || !region.info().shape().contains(offset, length)) {
            return returned(-EINVAL.number(), 0);
        }
        copyIn(region, offset, bytes, length);
        return length;
    }

    private void copyIn(Region region, long offset, byte[] bytes, int length) {
        region(region).put(offset, bytes, 0, length);
        steps.step(DriverStep.COPY_REGION, region.index(), length, offset);
    }

    /** Starts what the region says; the byte count or a negative errno. */
    public int start(Region region, int length) {
        int retCode;
        if (region == Region.IO) {
            event(FsmEvent.IO_REQ);
            retCode = region(region).getInt(Region.RET_CODE);
        } else {
            event(FsmEvent.ASYNC_REQ);
            retCode = region(region).getInt(Region.COMMAND_RET_CODE);
        }
        return returned(retCode != 0 ? retCode : length, retCode);
    }

    private int returned(int result, int retCode) {
        steps.step(DriverStep.RETURN, result, retCode);
        return result;
    }

    /** pread(2) of {@code length} bytes at an offset of a region. */
    public int read(Region region, long offset, byte[] target, int length) {
        if (!has(region) || !region.info().shape().contains(offset, length)) {
            return -EINVAL.number();
        }
        Area area = region(region);
        switch (region) {
            case SCHIB -> {
                if (css.stsch(area, 0) != 0) {
                    return -ENODEV.number();
                }
            }
            case CRW -> nextCrw(area);
            case IO, ASYNC -> {}
        }
        area.noteRead(offset, length);
        area.get(offset, target, 0, length);
        steps.step(readStep(region), region.index(), length, offset);
        return length;
    }

    private static DriverStep readStep(Region region) {
        return switch (region) {
            case IO, ASYNC -> DriverStep.READ_REGION;
            case SCHIB -> DriverStep.READ_SCHIB;
            case CRW -> DriverStep.READ_CRW;
        };
    }

    /** The counter of an eventfd; reading sets it to 0, as read(2) does. */
    public long readEventfd(int irq) {
        long count = eventfds.getLong(8L * irq);
        if (count != 0) {
            eventfds.putLong(8L * irq, 0);
        }
        return count;
    }

    /** Whether poll(2) finds the eventfd readable. */
    public boolean isSignalled(int irq) {
        return eventfds.getLong(8L * irq) != 0;
    }

    /** The hard interrupt of the subchannel ({@code do_cio_interrupt}, {@code vfio_ccw_sch_irq}). */
    public void interrupt() {
        int cc = css.tsch(scratch, 0);
        steps.step(DriverStep.TEST_SUBCHANNEL, cc, scratch.getInt(0));
        if (cc == 0) {
            event(FsmEvent.INTERRUPT);
        }
    }

    /** The queued work of an interrupt ({@code vfio_ccw_sch_io_todo}). */
    public void ioWork() {
        driver.putInt(WORK_QUEUED, 0);
        int scsw = driver.getInt(KEPT_IRB);
        boolean finished = false;
        if (Scsw.isSolicited(scsw)) {
            int hostCpa = driver.getInt(KEPT_IRB + Scsw.CPA);
            int guestCpa = program.guestCpa(hostCpa);
            driver.putInt(KEPT_IRB + Scsw.CPA, guestCpa);
            steps.step(DriverStep.UPDATE_CPA, hostCpa & 0xffffffffL, guestCpa & 0xffffffffL);
            if (Scsw.isFinal(scsw) && state() == FsmState.CP_PENDING) {
                program.free(DriverStep.UNPIN);
                finished = true;
            }
        }
        region(Region.IO).copy(Region.IRB, driver, KEPT_IRB, Irb.SIZE);
        if (finished) {
            setState(FsmState.IDLE);
        }
        steps.step(DriverStep.STORE_IRB, driver.getInt(STATE));
        signal(IO_IRQ);
    }

    /** User space unmaps a range: a program that has pages of it pinned is ended by a reset ({@code dma_unmap}). */
    public void unmap(long iova, long length) {
        if (program.hasPinned(iova, length)) {
            reset();
        }
    }

    /** A channel path that went offline or came online ({@code vfio_ccw_chp_event}): a channel report word for user space. */
    public void pathConfigured(int chpid, boolean online, int mask) {
        int lpm = driver.getInt(LPM);
        driver.putInt(LPM, online ? lpm | mask : lpm & ~mask);
        steps.step(DriverStep.PATH_EVENT, online ? 1 : 0, mask, driver.getInt(LPM));
        if (!online) {
            terminateOn(mask);
        }
        queueCrw(online ? Crw.CHANNEL_PATH_INITIALIZED : Crw.CHANNEL_PATH_GONE, chpid);
    }

    /** A channel path that was varied: the operational paths change, user space is not told. */
    public void pathVaried(boolean online, int mask) {
        int lpm = driver.getInt(LPM);
        driver.putInt(LPM, online ? lpm | mask : lpm & ~mask);
        steps.step(DriverStep.PATH_EVENT, online ? 1 : 0, mask, driver.getInt(LPM));
        if (!online) {
            terminateOn(mask);
        }
    }

    private void terminateOn(int mask) {
        css.stsch(driver, SCHIB);
        if (driver.getByte(SCHIB + Schib.LPUM) == mask) {
            cancelHaltClear();
        }
    }

    /** The subchannel is no longer there. */
    public void notOperational() {
        event(FsmEvent.NOT_OPER);
    }

    private void queueCrw(int word, int rsid) {
        int count = driver.getInt(CRW_COUNT);
        if (count < MAX_CRWS) {
            driver.putInt(CRWS + (long) count * CRW_BYTES, word | rsid);
            driver.putInt(CRW_COUNT, count + 1);
        }
        signal(CRW_IRQ);
    }

    private void nextCrw(Area region) {
        int count = driver.getInt(CRW_COUNT);
        region.putInt(0, count == 0 ? 0 : driver.getInt(CRWS));
        if (count > 0) {
            driver.copy(CRWS, driver, CRWS + CRW_BYTES, (count - 1) * CRW_BYTES);
            driver.putInt(CRW_COUNT, count - 1);
        }
        if (count > 1) {
            signal(CRW_IRQ);
        }
    }

    /** Raises the counter of an eventfd. */
    public void signal(int irq) {
        eventfds.putLong(8L * irq, eventfds.getLong(8L * irq) + 1);
        steps.step(DriverStep.SIGNAL, irq);
        kernel.eventfdSignalled(irq);
    }

    private void setState(FsmState state) {
        driver.putInt(STATE, state.number());
    }

    private void event(FsmEvent event) {
        FsmState state = state();
        tracepoints.fsmEvent(state, event);
        steps.step(DriverStep.EVENT, state.number(), event.number());
        switch (FsmAction.of(state, event)) {
            case NOP -> {}
            case NOTOPER -> notoper();
            case IO_ERROR -> ioRetCode(-EIO.number());
            case IO_BUSY -> ioRetCode(-EBUSY.number());
            case IO_RETRY -> ioRetCode(-EAGAIN.number());
            case IO_REQUEST -> ioRequest();
            case ASYNC_ERROR -> asyncRetCode(-EIO.number());
            case ASYNC_RETRY -> asyncRetCode(-EAGAIN.number());
            case ASYNC_REQUEST -> asyncRequest();
            case DISABLED_IRQ -> commit(false);
            case IRQ -> irq(state);
            case OPEN -> enable();
            case CLOSE -> disable();
        }
    }

    private void ioRetCode(int retCode) {
        region(Region.IO).putInt(Region.RET_CODE, retCode);
    }

    private void asyncRetCode(int retCode) {
        region(Region.ASYNC).putInt(Region.COMMAND_RET_CODE, retCode);
    }

    private void notoper() {
        setState(FsmState.NOT_OPER);
        program.free(DriverStep.UNPIN);
        steps.step(DriverStep.NOT_OPERATIONAL);
    }

    private void irq(FsmState state) {
        driver.copy(KEPT_IRB, scratch, 0, Irb.SIZE);
        boolean queued = driver.getInt(WORK_QUEUED) != 0;
        driver.putInt(WORK_QUEUED, 1);
        steps.step(DriverStep.QUEUE_WORK, state.number());
        if (!queued) {
            kernel.queueIoWork();
        }
    }

    private void ioRequest() {
        setState(FsmState.CP_PROCESSING);
        Area io = region(Region.IO);
        int function = Scsw.functionControl(io.getInt(Region.SCSW));
        String info = "request";
        if ((function & Scsw.START >> Scsw.FUNCTION_SHIFT) != 0) {
            if ((io.getInt(Region.ORB + Orb.CONTROL) & Orb.TRANSPORT_MODE) != 0) {
                ioRetCode(-EOPNOTSUPP.number());
                info = "transport mode";
            } else {
                info = start(io);
                if (info.isEmpty()) {
                    return;
                }
            }
        } else if (function != 0) {
            ioRetCode(-EOPNOTSUPP.number());
        }
        setState(FsmState.IDLE);
        tracepoints.fsmIoRequest(function, io.getInt(Region.RET_CODE), info);
    }

    /** Translates and starts the program; how far it came when that failed, else an empty string. */
    private String start(Area io) {
        int result = program.init(io, Region.ORB);
        ioRetCode(result);
        if (result != 0) {
            return "cp init";
        }
        result = program.prefetch();
        ioRetCode(result);
        if (result != 0) {
            program.free(DriverStep.RELEASE);
            return "cp prefetch";
        }
        result = startSubchannel();
        ioRetCode(result);
        if (result != 0) {
            program.free(DriverStep.RELEASE);
            return "cp fsm_io_helper";
        }
        return "";
    }

    private int startSubchannel() {
        long orb = program.hostOrb(SUBCHANNEL_OBJECT, driver.getInt(LPM));
        int lpm = Orb.lpm(program.area().getInt(orb + Orb.CONTROL));
        // The state changes before the interruption can come in: both happen under the subchannel's lock.
        setState(FsmState.CP_PENDING);
        int cc = css.ssch(program.area(), orb);
        steps.step(DriverStep.SSCH, cc);
        kernel.interruptsEnabled();
        return switch (cc) {
            case 0 -> 0;
            case 1, 2 -> -EBUSY.number();
            case 3 -> {
                int left = driver.getInt(LPM) & ~lpm;
                driver.putInt(LPM, left);
                css.stsch(driver, SCHIB);
                boolean there = (driver.getShort(SCHIB + Schib.FLAGS) & Schib.DEVICE_NUMBER_VALID) != 0;
                yield there && left != 0 ? -EACCES.number() : -ENODEV.number();
            }
            default -> -EIO.number();
        };
    }

    private void asyncRequest() {
        int command = region(Region.ASYNC).getInt(Region.COMMAND);
        int result = switch (command) {
            case Region.COMMAND_HSCH -> {
                int cc = css.hsch();
                steps.step(DriverStep.HSCH, cc);
                kernel.interruptsEnabled();
                yield cc == 0 ? 0 : cc == 3 ? -ENODEV.number() : -EBUSY.number();
            }
            case Region.COMMAND_CSCH -> {
                int cc = css.csch();
                steps.step(DriverStep.CSCH, cc);
                kernel.interruptsEnabled();
                yield cc == 0 ? 0 : -ENODEV.number();
            }
            default -> -EINVAL.number();
        };
        asyncRetCode(result);
        tracepoints.fsmAsyncRequest(command, result);
    }

    private void enable() {
        if (commit(true) == 0) {
            setState(FsmState.IDLE);
            steps.step(DriverStep.OPEN_DEVICE, 0);
        } else {
            event(FsmEvent.NOT_OPER);
        }
    }

    private void disable() {
        int result = commit(false);
        for (int i = 0; result == -EBUSY.number() && i < QUIESCE_RETRIES; i++) {
            cancelHaltClear();
            result = commit(false);
        }
        if (result == 0) {
            setState(FsmState.STANDBY);
            program.free(DriverStep.UNPIN);
            steps.step(DriverStep.CLOSE_DEVICE);
        } else {
            event(FsmEvent.NOT_OPER);
        }
    }

    /** Ends what the subchannel does, by the mildest means that works ({@code cio_cancel_halt_clear}). */
    private void cancelHaltClear() {
        css.stsch(driver, SCHIB);
        int scsw = driver.getInt(SCHIB + Schib.SCSW);
        int cc = 2;
        if ((scsw & (Scsw.HALT_PENDING | Scsw.CLEAR_PENDING)) == 0) {
            cc = css.xsch();
            if (cc == 2) {
                cc = css.hsch();
                kernel.waitForInterrupt();
            }
        }
        if (cc == 2) {
            cc = css.csch();
            kernel.waitForInterrupt();
        }
        steps.step(DriverStep.QUIESCE, cc);
    }

    /** Enables or disables the subchannel ({@code cio_commit_config}). */
    private int commit(boolean enabled) {
        int result = -EBUSY.number();
        for (int i = 0; i < COMMIT_RETRIES; i++) {
            css.stsch(driver, SCHIB);
            int flags = driver.getShort(SCHIB + Schib.FLAGS);
            if ((flags & Schib.DEVICE_NUMBER_VALID) == 0) {
                return -ENODEV.number();
            }
            flags &= ~(Schib.ENABLED | Schib.ISC);
            flags |= ISC << Schib.ISC_SHIFT | (enabled ? Schib.ENABLED : 0);
            driver.putShort(SCHIB + Schib.FLAGS, flags);
            driver.putInt(SCHIB + Schib.INTPARM, enabled ? SUBCHANNEL_OBJECT : 0);
            switch (css.msch(driver, SCHIB)) {
                case 0 -> {
                    return 0;
                }
                case 1 -> css.tsch(scratch, 0);
                case 2 -> result = -EBUSY.number();
                default -> {
                    return -ENODEV.number();
                }
            }
        }
        return result;
    }
}
