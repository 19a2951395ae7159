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
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepSink;

/** What the driver does for each event ({@code vfio_ccw_fsm.c}, {@code vfio_ccw_async.c}); answers go to the ret_code of a region. */
final class StateMachine {

    private final DriverState state;
    private final Area ioRegion;
    private final Area asyncRegion;
    private final ChannelProgram program;
    private final ChannelSubsystem css;
    private final SubchannelControl subchannel;
    private final VfioCcwDriver.Kernel kernel;
    private final Tracepoints tracepoints;
    private final StepSink steps;
    private final Area interruption;

    /** @param interruption where TEST SUBCHANNEL has stored the IRB */
    StateMachine(
            DriverState state,
            Area ioRegion,
            Area asyncRegion,
            ChannelProgram program,
            ChannelSubsystem css,
            SubchannelControl subchannel,
            VfioCcwDriver.Kernel kernel,
            Tracepoints tracepoints,
            StepSink steps,
            Area interruption) {
        this.state = state;
        this.ioRegion = ioRegion;
        this.asyncRegion = asyncRegion;
        this.program = program;
        this.css = css;
        this.subchannel = subchannel;
        this.kernel = kernel;
        this.tracepoints = tracepoints;
        this.steps = steps;
        this.interruption = interruption;
    }

    void event(FsmEvent event) {
        FsmState before = state.fsm();
        tracepoints.fsmEvent(before, event);
        steps.step(stepOf(event), before.number(), event.number());
        switch (FsmAction.of(before, event)) {
            case NOP -> {}
            case NOTOPER -> notoper(before);
            case IO_ERROR -> ioRetCode(-EIO.number());
            case IO_BUSY -> ioRetCode(-EBUSY.number());
            case IO_RETRY -> ioRetCode(-EAGAIN.number());
            case IO_REQUEST -> ioRequest();
            case ASYNC_ERROR -> asyncRetCode(-EIO.number());
            case ASYNC_RETRY -> asyncRetCode(-EAGAIN.number());
            case ASYNC_REQUEST -> asyncRequest();
            case DISABLED_IRQ -> subchannel.disable();
            case IRQ -> irq(before);
            case OPEN -> open();
            case CLOSE -> close();
        }
    }

    /** An event is part of the step in which it comes. */
    private static DriverStep stepOf(FsmEvent event) {
        return switch (event) {
            case IO_REQ, ASYNC_REQ -> DriverStep.EVENT;
            case INTERRUPT, NOT_OPER -> DriverStep.INTERRUPT_EVENT;
            case OPEN, CLOSE -> DriverStep.LIFECYCLE_EVENT;
        };
    }

    private void ioRetCode(int retCode) {
        ioRegion.putInt(Region.RET_CODE, retCode);
    }

    private void asyncRetCode(int retCode) {
        asyncRegion.putInt(Region.COMMAND_RET_CODE, retCode);
    }

    /**
     * The work that frees the program waits for a request that is under way ({@code io_mutex}). Such a request finds the subchannel
     * gone, frees the program itself, and leaves the state IDLE as any that fails.
     */
    private void notoper(FsmState before) {
        state.setFsm(FsmState.NOT_OPER);
        if (before != FsmState.CP_PROCESSING) {
            program.free(DriverStep.UNPIN);
        }
        steps.step(DriverStep.NOT_OPERATIONAL);
    }

    private void irq(FsmState before) {
        state.area().copy(DriverState.IRB, interruption, 0, Irb.SIZE);
        boolean queued = state.isWorkQueued();
        state.setWorkQueued(true);
        steps.step(DriverStep.QUEUE_WORK, before.number());
        if (!queued) {
            kernel.queueIoWork();
        }
    }

    private void ioRequest() {
        state.setFsm(FsmState.CP_PROCESSING);
        int function = Scsw.functionControl(ioRegion.getInt(Region.SCSW));
        String info = "request";
        if ((function & Scsw.START >> Scsw.FUNCTION_SHIFT) == 0) {
            if (function != 0) {
                refuse(function, false);
            }
        } else if ((ioRegion.getInt(Region.ORB + Orb.CONTROL) & Orb.TRANSPORT_MODE) != 0) {
            refuse(function, true);
            info = "transport mode";
        } else {
            info = start();
            if (info.isEmpty()) {
                return;
            }
        }
        state.setFsm(FsmState.IDLE);
        tracepoints.fsmIoRequest(function, ioRegion.getInt(Region.RET_CODE), info);
    }

    private void refuse(int function, boolean transportMode) {
        ioRetCode(-EOPNOTSUPP.number());
        steps.step(DriverStep.REFUSE_REQUEST, function, transportMode ? 1 : 0, -EOPNOTSUPP.number());
    }

    /** Translates and starts the program; how far it came when that failed, else an empty string. */
    private String start() {
        int result = program.init(ioRegion, Region.ORB);
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
        long orb = program.hostOrb(SubchannelControl.SUBCHANNEL_OBJECT, state.paths());
        int lpm = Orb.lpm(program.area().getInt(orb + Orb.CONTROL));
        // The state changes before the interruption can come in: both happen under the subchannel's lock.
        state.setFsm(FsmState.CP_PENDING);
        int cc = css.ssch(program.area(), orb);
        steps.step(DriverStep.SSCH, cc);
        kernel.interruptsEnabled();
        return switch (cc) {
            case 0 -> 0;
            case 1, 2 -> -EBUSY.number();
            case 3 -> {
                state.setPaths(state.paths() & ~lpm);
                yield subchannel.update() && state.paths() != 0 ? -EACCES.number() : -ENODEV.number();
            }
            default -> -EIO.number();
        };
    }

    private void asyncRequest() {
        int command = asyncRegion.getInt(Region.COMMAND);
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

    private void open() {
        if (subchannel.enable() == 0) {
            state.setFsm(FsmState.IDLE);
            steps.step(DriverStep.OPEN_DEVICE, 0);
        } else {
            event(FsmEvent.NOT_OPER);
        }
    }

    private void close() {
        if (subchannel.quiesce() == 0) {
            state.setFsm(FsmState.STANDBY);
            program.free(DriverStep.UNPIN);
            steps.step(DriverStep.CLOSE_DEVICE);
        } else {
            event(FsmEvent.NOT_OPER);
        }
    }
}
