package io.zmdev.sim.flow;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.ArchitectedChannel;
import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.channel.QemuCss;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.flow.CostModel.Cost;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.vfioccw.DmaMappings;
import io.zmdev.sim.vfioccw.DriverFeatures;
import io.zmdev.sim.vfioccw.FsmEvent;
import io.zmdev.sim.vfioccw.FsmState;
import io.zmdev.sim.vfioccw.HostMemory;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.sim.vfioccw.Tracepoints;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.util.Optional;

/** A device of the host that is passed through: its subchannel, the driver, and what happens of its own accord. */
final class HostDevice
        implements VfioCcwDriver.Kernel, Tracepoints, ChannelSubsystem.InterruptSink, ArchitectedChannel.Delay {

    private static final int ONLY_PATH = 0x80;
    private static final int BYTES_PER_KIB = 1024;

    private final Session session;
    private final int index;
    private final int number;
    private final int chpid;
    private final FaultyDevice device;
    private final FaultySubchannel css;
    private final VfioCcwDriver driver;
    private final boolean queuesInterruptions;
    private int pendingInterruptions;
    private boolean handlerWaits;
    private Optional<Fault.ForgedSubmission> forged = Optional.empty();

    /**
     * A device with nothing going on.
     *
     * @param index among those that are passed through
     * @param number among all of the scenario
     */
    HostDevice(
            Session session,
            int index,
            int number,
            Attachment attachment,
            ChannelBehaviour channel,
            KernelVersion kernel,
            DmaMappings mappings) {
        this.session = session;
        this.index = index;
        this.number = number;
        this.chpid = chpid(attachment.model());
        StateSpace space = session.space();
        String suffix = "." + attachment.id();
        SubchannelState subchannel = new SubchannelState(space.add("subchannel" + suffix, SubchannelState.SIZE));
        Area kernelMemory = space.add("kernel" + suffix, HostMemory.KERNEL_SIZE);
        prepare(subchannel.area(), attachment.model());
        HostMemory storage = new HostMemory(kernelMemory, session.guestMemory());
        device = new FaultyDevice(session.device(attachment));
        ChannelSubsystem behaviour = switch (channel) {
            case QEMU_CSS -> {
                // Programs of format 1 were run before, and QEMU never clears the F bit.
                subchannel.setScsw(Scsw.FORMAT_1);
                yield new QemuCss(subchannel, storage, device, this, session.timeline());
            }
            case ARCHITECTED -> new ArchitectedChannel(subchannel, storage, device, this, this, session.timeline());
        };
        queuesInterruptions = channel.queuesInterruptions();
        css = new FaultySubchannel(behaviour);
        driver = new VfioCcwDriver(
                space, suffix, kernelMemory, mappings, DriverFeatures.of(kernel), css, this, this, session.timeline());
    }

    VfioCcwDriver driver() {
        return driver;
    }

    /** Its place in the scenario. */
    int number() {
        return number;
    }

    /** The subchannel as io_subchannel left it: one path, concurrent sense on. */
    private static void prepare(Area area, DeviceModel model) {
        long pmcw = SubchannelState.SCHIB;
        area.putShort(pmcw + Schib.FLAGS, Schib.DEVICE_NUMBER_VALID);
        area.putByte(pmcw + Schib.LPM, 0x80);
        area.putByte(pmcw + Schib.LPUM, 0x80);
        area.putByte(pmcw + Schib.PIM, 0x80);
        area.putByte(pmcw + Schib.POM, 0xff);
        area.putByte(pmcw + Schib.PAM, 0x80);
        area.putByte(pmcw + Schib.CHPIDS, chpid(model));
        area.putInt(pmcw + Schib.CHARACTERISTICS, Schib.CONCURRENT_SENSE);
    }

    private static int chpid(DeviceModel model) {
        return switch (model) {
            case TN3270 -> 0x01;
            case VIRTIO_NET, VIRTIO_BLK, VIRTIO_SERIAL, VIRTIO_RNG, VIRTIO_9P -> 0x00;
            case DASD_3390_3, DASD_3390_9, DASD_3390_27, TAPE_3590, QDIO, NONE -> 0x40;
        };
    }

    /** Something happens to a channel path. */
    void change(Request.Path path) {
        switch (path.change()) {
            case VARY_OFF -> driver.pathVaried(false, path.mask());
            case VARY_ON -> driver.pathVaried(true, path.mask());
            case CONFIGURE_OFF -> driver.pathConfigured(path.chpid(), false, path.mask());
            case CONFIGURE_ON -> driver.pathConfigured(path.chpid(), true, path.mask());
        }
    }

    /** Something happens to the device on the host. */
    void suffer(Fault.Host what) {
        int before = session.timeline().turnTo(number);
        switch (what) {
            case DEVICE_GONE -> {
                css.disappear();
                pendingInterruptions = 0;
                driver.notOperational();
            }
            case PATH_LOST -> driver.pathConfigured(chpid, false, ONLY_PATH);
            case PATH_VARIED_OFF -> driver.pathVaried(false, ONLY_PATH);
            case PATH_VARIED_ON -> driver.pathVaried(true, ONLY_PATH);
            case RESET -> driver.reset();
        }
        session.timeline().turnTo(before);
    }

    void failNextCommand(Fault.UnitCheck check) {
        device.failNext(check);
    }

    void answerNextStart(int cc) {
        css.answerNextStart(cc);
    }

    /** The VMM changes what it submits next. */
    void forgeNext(Fault.ForgedSubmission forgery) {
        forged = Optional.of(forgery);
    }

    /** What the VMM changes in this submission. */
    Optional<Fault.ForgedSubmission> takeForgery() {
        Optional<Fault.ForgedSubmission> taken = forged;
        forged = Optional.empty();
        return taken;
    }

    /** The device presents attention of its own accord. */
    void attention() {
        css.unsolicited(Scsw.ATTENTION);
    }

    @Override
    public void interrupt() {
        pendingInterruptions = queuesInterruptions ? pendingInterruptions + 1 : 1;
    }

    @Override
    public void advanceAfter(int bytesMoved) {
        session.reschedule(
                session.timeline().cost(Cost.COMMAND)
                        + session.timeline().cost(Cost.CHANNEL_KIB) * bytesMoved / BYTES_PER_KIB,
                index,
                Session.Task.ADVANCE);
    }

    /** The eventfd into the kernel was written: a work item starts what the I/O region holds. */
    void scheduleKick() {
        session.schedule(Cost.WORK, index, Session.Task.KICK);
    }

    /** The work item of {@link #scheduleKick()}; a start that fails is a completion too. */
    void kicked() {
        if (driver.start(Region.IO, Region.IO.size()) < 0) {
            driver.signal(VfioCcwDriver.IO_IRQ);
        }
    }

    /** The channel goes on with its program. */
    void advance() {
        css.advance();
    }

    @Override
    public void interruptsEnabled() {
        if (hasPendingInterruption() && session.othersGoOn()) {
            interruptionGoesOn();
        }
    }

    /** A pending interruption is taken; its handler may be overtaken before it looks at the subchannel. */
    void interruptionGoesOn() {
        if (pendingInterruptions > 0 && !handlerWaits && session.isOvertaken()) {
            pendingInterruptions--;
            handlerWaits = true;
            int before = session.timeline().turnTo(number);
            driver.interruptionTaken();
            session.timeline().turnTo(before);
        } else {
            takePendingInterruptions();
        }
    }

    /** Whether an interruption is pending, or was taken by a handler that has yet to look at the subchannel. */
    boolean hasPendingInterruption() {
        return pendingInterruptions > 0 || handlerWaits;
    }

    /** The identifier of its only channel path. */
    int chpid() {
        return chpid;
    }

    /** Lets the handler that waits go on, then the interruptions in that are pending: one processor takes them all. */
    void takePendingInterruptions() {
        int before = session.timeline().turnTo(number);
        if (handlerWaits) {
            handlerWaits = false;
            driver.interrupt();
        }
        while (pendingInterruptions > 0) {
            pendingInterruptions--;
            driver.interrupt();
        }
        session.timeline().turnTo(before);
    }

    @Override
    public void queueIoWork() {
        session.schedule(Cost.WORK, index, Session.Task.IO_WORK);
    }

    @Override
    public void ioWorkDone() {
        if (session.exploresOrders()) {
            session.reschedule(0, index, Session.Task.SIGNAL);
        } else {
            driver.signal(VfioCcwDriver.IO_IRQ);
        }
    }

    @Override
    public void eventfdSignalled(int irq) {
        session.schedule(Cost.WAKE, index, Session.Task.WAKE);
    }

    @Override
    public void waitForInterrupt() {
        takePendingInterruptions();
        session.runUntil(
                () -> false, session.timeline().now() + session.timeline().cost(Cost.WORK));
    }

    @Override
    public void fsmEvent(FsmState state, FsmEvent event) {
        session.trace(new FsmEntry.Event(state.number(), event.number()));
    }

    @Override
    public void fsmIoRequest(int functionControl, int errno, String info) {
        session.trace(new FsmEntry.IoRequest(functionControl, errno, info));
    }

    @Override
    public void fsmAsyncRequest(int command, int errno) {
        session.trace(new FsmEntry.AsyncRequest(command, errno));
    }
}
