package io.zmdev.sim.vfioccw;

import static io.zmdev.model.Errno.EBUSY;
import static io.zmdev.model.Errno.ENODEV;

import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepSink;

/** How the driver enables, disables and quiets the subchannel (drivers/s390/cio/cio.c). Calls return 0 or a negative errno. */
final class SubchannelControl {

    /** What stands for the address of the kernel's subchannel object in interruption parameters. */
    static final int SUBCHANNEL_OBJECT = 0x0148_cc00;

    private static final int ISC = 3;
    private static final int COMMIT_RETRIES = 5;
    private static final int QUIESCE_RETRIES = 255;
    private static final int STILL_BUSY = 2;

    private final ChannelSubsystem css;
    private final VfioCcwDriver.Kernel kernel;
    private final StepSink steps;
    private final Area area;
    private final Area scratch;

    SubchannelControl(
            ChannelSubsystem css, VfioCcwDriver.Kernel kernel, StepSink steps, DriverState state, Area scratch) {
        this.css = css;
        this.kernel = kernel;
        this.steps = steps;
        this.area = state.area();
        this.scratch = scratch;
    }

    /** Stores the SCHIB and tells whether the subchannel has a device. */
    boolean update() {
        return css.stsch(area, DriverState.SCHIB) == 0 && (flags() & Schib.DEVICE_NUMBER_VALID) != 0;
    }

    int lastUsedPath() {
        return area.getByte(DriverState.SCHIB + Schib.LPUM);
    }

    int enable() {
        return commit(true);
    }

    int disable() {
        return commit(false);
    }

    /** Disables the subchannel once nothing goes on in it any more ({@code vfio_ccw_sch_quiesce}). */
    int quiesce() {
        int result = commit(false);
        for (int i = 0; result == -EBUSY.number() && i < QUIESCE_RETRIES; i++) {
            cancelHaltClear();
            result = commit(false);
        }
        return result;
    }

    /** Ends what the subchannel does, by the mildest means that works ({@code cio_cancel_halt_clear}). */
    void cancelHaltClear() {
        update();
        int scsw = area.getInt(DriverState.SCHIB + Schib.SCSW);
        int cc = STILL_BUSY;
        if ((scsw & (Scsw.HALT_PENDING | Scsw.CLEAR_PENDING)) == 0) {
            cc = css.xsch();
            if (cc == STILL_BUSY) {
                cc = css.hsch();
                kernel.waitForInterrupt();
            }
        }
        if (cc == STILL_BUSY) {
            cc = css.csch();
            kernel.waitForInterrupt();
        }
        steps.step(DriverStep.QUIESCE, cc);
    }

    /** {@code cio_commit_config}. */
    private int commit(boolean enabled) {
        int result = -EBUSY.number();
        for (int i = 0; i < COMMIT_RETRIES; i++) {
            if (!update()) {
                return -ENODEV.number();
            }
            int flags = flags() & ~(Schib.ENABLED | Schib.ISC);
            flags |= ISC << Schib.ISC_SHIFT | (enabled ? Schib.ENABLED : 0);
            area.putShort(DriverState.SCHIB + Schib.FLAGS, flags);
            area.putInt(DriverState.SCHIB + Schib.INTPARM, enabled ? SUBCHANNEL_OBJECT : 0);
            switch (css.msch(area, DriverState.SCHIB)) {
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

    private int flags() {
        return area.getShort(DriverState.SCHIB + Schib.FLAGS);
    }
}
