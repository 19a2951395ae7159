package io.zmdev.sim.vfioccw;

import static io.zmdev.model.Errno.EINVAL;
import static io.zmdev.model.Errno.ENODEV;

import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.channel.Irb;
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

    /** Where the driver's area holds the {@link FsmState}, as its number in 4 bytes. */
    public static final long STATE = DriverState.STATE;

    /** What the driver needs from the rest of the kernel and from the machine. */
    public interface Kernel {

        /** Runs {@link #ioWork()} later, on the workqueue. */
        void queueIoWork();

        /** The work has stored the IRB: calls {@link #signal} for {@link #IO_IRQ}, at once or when its thread goes on. */
        void ioWorkDone();

        /** An eventfd's counter was raised. */
        void eventfdSignalled(int irq);

        /** The subchannel's lock is free: an interruption that is pending comes in. */
        void interruptsEnabled();

        /** Lets the interruption of a halt or clear come in, and runs the work that it queued. */
        void waitForInterrupt();
    }

    private final ChannelSubsystem css;
    private final StepSink steps;
    private final DriverFeatures features;
    private final ChannelProgram program;
    private final DriverState driver;
    private final SubchannelControl subchannel;
    private final StateMachine machine;
    private final Eventfds eventfds;
    private final Kernel kernel;
    private final ChannelReports reports;
    private final List<Area> areas;
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
        this.steps = steps;
        this.features = features;
        areas = Arrays.stream(Region.values())
                .map(region -> space.add("region." + region.id() + suffix, region.size()))
                .toList();
        driver = new DriverState(space, suffix);
        eventfds = new Eventfds(space, suffix, steps, kernel::eventfdSignalled);
        scratch = space.add("stack" + suffix, Irb.SIZE_WITH_EMW);
        reports = new ChannelReports(driver, eventfds);
        program = new ChannelProgram(
                space.add("cp" + suffix, ChannelProgram.STATE_SIZE), kernelMemory, mappings, features, steps);
        subchannel = new SubchannelControl(css, kernel, steps, driver, scratch);
        machine = new StateMachine(
                driver,
                region(Region.IO),
                region(Region.ASYNC),
                program,
                css,
                subchannel,
                kernel,
                tracepoints,
                steps,
                scratch);
    }

    public FsmState state() {
        return driver.fsm();
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
        machine.event(FsmEvent.OPEN);
        return state() == FsmState.NOT_OPER ? -EINVAL.number() : 0;
    }

    /** Closes the device: quiesces and disables the subchannel. */
    public void close() {
        machine.event(FsmEvent.CLOSE);
    }

    /** VFIO_DEVICE_RESET: the events CLOSE and OPEN; the regions keep their contents. */
    public int reset() {
        machine.event(FsmEvent.CLOSE);
        machine.event(FsmEvent.OPEN);
        steps.step(DriverStep.RESET, state().number());
        return state() == FsmState.NOT_OPER ? -EINVAL.number() : 0;
    }

    /** pwrite(2) of {@code length} bytes at an offset of a region: copies them, then starts what the region says. */
    public int write(Region region, long offset, byte[] bytes, int length) {
        if (!region.isWritable() || !isWithin(region, offset, length)) {
            steps.step(DriverStep.REFUSE_ACCESS, region.index(), length, offset);
            return returned(-EINVAL.number(), 0);
        }
        copyIn(region, offset, bytes, length);
        return start(region, length);
    }

    /** A write that only stores: what the proposals with a separate start have. Returns the byte count or a negative errno. */
    public int store(Region region, long offset, byte[] bytes, int length) {
        if (!region.isWritable() || !isWithin(region, offset, length)) {
            steps.step(DriverStep.REFUSE_ACCESS, region.index(), length, offset);
            return returned(-EINVAL.number(), 0);
        }
        copyIn(region, offset, bytes, length);
        return length;
    }

    private boolean isWithin(Region region, long offset, int length) {
        return has(region) && region.info().shape().contains(offset, length);
    }

    private void copyIn(Region region, long offset, byte[] bytes, int length) {
        region(region).put(offset, bytes, 0, length);
        steps.step(DriverStep.COPY_REGION, region.index(), length, offset);
    }

    /** Starts what the region says; the byte count or a negative errno. */
    public int start(Region region, int length) {
        int retCode;
        if (region == Region.IO) {
            machine.event(FsmEvent.IO_REQ);
            retCode = region(region).getInt(Region.RET_CODE);
        } else {
            machine.event(FsmEvent.ASYNC_REQ);
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
        if (!isWithin(region, offset, length)) {
            steps.step(DriverStep.REFUSE_ACCESS, region.index(), length, offset);
            return -EINVAL.number();
        }
        Area area = region(region);
        switch (region) {
            case SCHIB -> {
                if (css.stsch(area, 0) != 0) {
                    return -ENODEV.number();
                }
            }
            case CRW -> reports.next(area);
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
        return eventfds.read(irq);
    }

    /** Whether poll(2) finds the eventfd readable. */
    public boolean isSignalled(int irq) {
        return eventfds.isSignalled(irq);
    }

    /** A processor has taken an interruption, and is overtaken before it gets the subchannel's lock: {@link #interrupt()} follows. */
    public void interruptionTaken() {
        steps.step(DriverStep.INTERRUPTION);
    }

    /** The hard interrupt of the subchannel ({@code do_cio_interrupt}, {@code vfio_ccw_sch_irq}). */
    public void interrupt() {
        int cc = css.tsch(scratch, 0);
        steps.step(DriverStep.TEST_SUBCHANNEL, cc, scratch.getInt(0));
        if (cc == 0) {
            machine.event(FsmEvent.INTERRUPT);
        }
    }

    /** The queued work of an interrupt ({@code vfio_ccw_sch_io_todo}). */
    public void ioWork() {
        driver.setWorkQueued(false);
        int scsw = driver.area().getInt(DriverState.IRB);
        boolean finished = false;
        if (Scsw.isSolicited(scsw)) {
            int hostCpa = driver.area().getInt(DriverState.IRB + Scsw.CPA);
            int guestCpa = program.guestCpa(hostCpa);
            driver.area().putInt(DriverState.IRB + Scsw.CPA, guestCpa);
            steps.step(DriverStep.UPDATE_CPA, hostCpa & 0xffffffffL, guestCpa & 0xffffffffL);
            if (Scsw.isFinal(scsw) && state() == FsmState.CP_PENDING) {
                program.free(DriverStep.UNPIN);
                finished = true;
            }
        }
        region(Region.IO).copy(Region.IRB, driver.area(), DriverState.IRB, Irb.SIZE);
        if (finished) {
            driver.setFsm(FsmState.IDLE);
        }
        steps.step(DriverStep.STORE_IRB, state().number());
        kernel.ioWorkDone();
    }

    /** User space unmaps a range: a program that has pages of it pinned is ended by a reset ({@code dma_unmap}). */
    public void unmap(long iova, long length) {
        if (program.hasPinned(iova, length)) {
            reset();
        }
    }

    /** A channel path that went offline or came online ({@code vfio_ccw_chp_event}): a channel report word for user space. */
    public void pathConfigured(int chpid, boolean online, int mask) {
        pathVaried(online, mask);
        reports.queue((online ? Crw.CHANNEL_PATH_INITIALIZED : Crw.CHANNEL_PATH_GONE) | chpid);
    }

    /** A channel path that was varied: the operational paths change, user space is not told. */
    public void pathVaried(boolean online, int mask) {
        driver.setPaths(online ? driver.paths() | mask : driver.paths() & ~mask);
        steps.step(DriverStep.PATH_EVENT, online ? 1 : 0, mask, driver.paths());
        if (!online) {
            subchannel.update();
            if (subchannel.lastUsedPath() == mask) {
                subchannel.cancelHaltClear();
            }
        }
    }

    /** The subchannel is no longer there. */
    public void notOperational() {
        machine.event(FsmEvent.NOT_OPER);
    }

    /** Raises the counter of an eventfd. */
    public void signal(int irq) {
        eventfds.signal(irq);
    }
}
