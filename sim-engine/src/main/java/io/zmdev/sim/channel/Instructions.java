package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;

/**
 * Condition codes and status changes of the I/O instructions that do not depend on who carries the function out (QEMU {@code
 * css_do_*}): used for a subchannel of the channel subsystem and for QEMU's picture of one that is passed through.
 */
public final class Instructions {

    public static final int DONE = 0;
    public static final int STATUS_PENDING = 1;
    public static final int BUSY = 2;
    public static final int NOT_OPERATIONAL = 3;

    private Instructions() {}

    /** Whether START SUBCHANNEL may start: cc 0, else the condition code that it ends with. */
    public static int mayStart(SubchannelState state) {
        if (!state.isOperational()) {
            return NOT_OPERATIONAL;
        }
        int scsw = state.scsw();
        if ((scsw & Scsw.PENDING) != 0) {
            return STATUS_PENDING;
        }
        return (scsw & Scsw.FUNCTION) != 0 ? BUSY : DONE;
    }

    /** Takes the ORB over and sets start function and start pending. */
    public static void beginStart(SubchannelState state, Area area, long orb) {
        state.area().copy(SubchannelState.ORB, area, orb, Orb.SIZE);
        state.area().putInt(SubchannelState.CCW_ADDRESS, state.area().getInt(SubchannelState.ORB + Orb.CPA));
        state.replaceScsw(Scsw.PATH_NOT_OPERATIONAL, Scsw.START | Scsw.START_PENDING);
    }

    /** Whether HALT SUBCHANNEL may halt. */
    public static int mayHalt(SubchannelState state) {
        if (!state.isOperational()) {
            return NOT_OPERATIONAL;
        }
        int scsw = state.scsw();
        if ((scsw & Scsw.STATUS) == Scsw.PENDING || (scsw & (Scsw.PRIMARY | Scsw.SECONDARY | Scsw.ALERT)) != 0) {
            return STATUS_PENDING;
        }
        return (scsw & (Scsw.HALT | Scsw.CLEAR)) != 0 ? BUSY : DONE;
    }

    /** Sets halt function and halt pending; a lone intermediate status of a running program is withdrawn. */
    public static void beginHalt(SubchannelState state) {
        int scsw = (state.scsw() & ~Scsw.START) | Scsw.HALT;
        if ((scsw & Scsw.ACTIVITY) == (Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE)
                && (scsw & Scsw.STATUS) == Scsw.INTERMEDIATE) {
            scsw &= ~Scsw.PENDING;
        }
        state.setScsw(scsw | Scsw.HALT_PENDING);
    }

    public static int mayClear(SubchannelState state) {
        return state.isOperational() ? DONE : NOT_OPERATIONAL;
    }

    /** Clear function and clear pending take the place of every other function and activity. */
    public static void beginClear(SubchannelState state) {
        state.replaceScsw(Scsw.FUNCTION | Scsw.ACTIVITY, Scsw.CLEAR | Scsw.CLEAR_PENDING);
    }

    /** CANCEL SUBCHANNEL: takes a function back that has not begun, or is suspended. */
    public static int cancel(SubchannelState state) {
        if (!state.isOperational()) {
            return NOT_OPERATIONAL;
        }
        int scsw = state.scsw();
        if ((scsw & Scsw.STATUS) != 0) {
            return STATUS_PENDING;
        }
        if ((scsw & Scsw.FUNCTION) != Scsw.START
                || (scsw & (Scsw.RESUME_PENDING | Scsw.START_PENDING | Scsw.SUSPENDED)) == 0
                || (scsw & Scsw.SUBCHANNEL_ACTIVE) != 0) {
            return BUSY;
        }
        state.replaceScsw(Scsw.START | Scsw.RESUME_PENDING | Scsw.START_PENDING | Scsw.SUSPENDED, 0);
        state.area().putInt(SubchannelState.CCW_ADDRESS, 0);
        state.area().putShort(SubchannelState.LAST_COMMAND, 0);
        state.area().putShort(SubchannelState.SCSW + Scsw.DEVICE_STATUS, 0);
        return DONE;
    }

    /** RESUME SUBCHANNEL: sets resume pending when the program is suspended. */
    public static int resume(SubchannelState state) {
        if (!state.isOperational()) {
            return NOT_OPERATIONAL;
        }
        int scsw = state.scsw();
        if ((scsw & Scsw.PENDING) != 0) {
            return STATUS_PENDING;
        }
        if ((scsw & Scsw.FUNCTION) != Scsw.START || (scsw & Scsw.RESUME_PENDING) != 0 || (scsw & Scsw.SUSPENDED) == 0) {
            return BUSY;
        }
        state.replaceScsw(0, Scsw.RESUME_PENDING);
        return DONE;
    }

    /** MODIFY SUBCHANNEL: takes the modifiable fields of the PMCW over; without a valid device number it does nothing. */
    public static int modify(SubchannelState state, Area source, long schib) {
        if ((state.flags() & Schib.DEVICE_NUMBER_VALID) == 0) {
            return DONE;
        }
        int scsw = state.scsw();
        if ((scsw & Scsw.PENDING) != 0) {
            return STATUS_PENDING;
        }
        if ((scsw & Scsw.FUNCTION) != 0) {
            return BUSY;
        }
        Area area = state.area();
        long pmcw = SubchannelState.SCHIB;
        area.putInt(pmcw + Schib.INTPARM, source.getInt(schib + Schib.INTPARM));
        area.putShort(
                pmcw + Schib.FLAGS,
                (state.flags() & ~Schib.MODIFIABLE) | (source.getShort(schib + Schib.FLAGS) & Schib.MODIFIABLE));
        area.putByte(pmcw + Schib.LPM, source.getByte(schib + Schib.LPM));
        area.putShort(pmcw + Schib.MBI, source.getShort(schib + Schib.MBI));
        area.putByte(pmcw + Schib.POM, source.getByte(schib + Schib.POM));
        int modifiable = Schib.MEASUREMENT_FORMAT | Schib.CONCURRENT_SENSE;
        area.putInt(
                pmcw + Schib.CHARACTERISTICS,
                (area.getInt(pmcw + Schib.CHARACTERISTICS) & ~modifiable)
                        | (source.getInt(schib + Schib.CHARACTERISTICS) & modifiable));
        area.copy(pmcw + Schib.MBA, source, schib + Schib.MBA, 8);
        return DONE;
    }

    /** What TEST SUBCHANNEL clears once it has stored the IRB (QEMU {@code css_do_tsch_update_subch}). */
    public static void clearStatus(SubchannelState state, SenseData sense) {
        int scsw = state.scsw();
        if ((scsw & Scsw.PENDING) == 0) {
            return;
        }
        boolean intermediate = (scsw & Scsw.STATUS) == (Scsw.INTERMEDIATE | Scsw.PENDING);
        boolean suspended = (scsw & Scsw.SUSPENDED) != 0;
        boolean halt = (scsw & Scsw.HALT) != 0;
        int pending =
                Scsw.RESUME_PENDING | Scsw.START_PENDING | Scsw.HALT_PENDING | Scsw.CLEAR_PENDING | Scsw.SUSPENDED;
        int cleared = Scsw.STATUS;
        if (!intermediate || (halt && suspended)) {
            cleared |= Scsw.FUNCTION;
        }
        if (!intermediate) {
            cleared |= Scsw.PATH_NOT_OPERATIONAL | pending;
        } else if (suspended && (scsw & Scsw.START) != 0) {
            cleared |= Scsw.PATH_NOT_OPERATIONAL | (halt ? pending : Scsw.RESUME_PENDING);
        }
        state.setScsw(scsw & ~cleared);
        if (state.hasConcurrentSense()) {
            sense.clear();
        }
    }
}
