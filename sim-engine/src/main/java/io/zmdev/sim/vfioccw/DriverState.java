package io.zmdev.sim.vfioccw;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;

/** What the driver keeps for a device ({@code struct vfio_ccw_private}), in an area of its own. */
final class DriverState {

    /** The {@link FsmState}, as its number in 4 bytes. */
    static final long STATE = 0;

    private static final long LPM = 4;
    private static final long WORK_QUEUED = 8;

    /** The IRB of the last interruption, 64 bytes. */
    static final long IRB = 0x40;

    /** The SCHIB as it was last stored, 52 bytes. */
    static final long SCHIB = 0x80;

    /** Where the queue of channel report words begins. */
    static final long CRWS = 0xc0;

    private static final long SIZE = 0x100;
    private static final int FIRST_PATH = 0x80;

    private final Area area;

    DriverState(StateSpace space, String suffix) {
        area = space.add("vfio_ccw" + suffix, SIZE);
        setFsm(FsmState.STANDBY);
        setPaths(FIRST_PATH);
    }

    Area area() {
        return area;
    }

    FsmState fsm() {
        return FsmState.of(area.getInt(STATE));
    }

    void setFsm(FsmState state) {
        area.putInt(STATE, state.number());
    }

    /** The operational paths as a mask, 0x80 the first. */
    int paths() {
        return area.getInt(LPM);
    }

    void setPaths(int mask) {
        area.putInt(LPM, mask);
    }

    boolean isWorkQueued() {
        return area.getInt(WORK_QUEUED) != 0;
    }

    void setWorkQueued(boolean queued) {
        area.putInt(WORK_QUEUED, queued ? 1 : 0);
    }
}
