package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.CommonCommands;

/** The commands that concern the storage control, its paths and its description. */
final class SubsystemCommands {

    /** PERFORM SUBSYSTEM FUNCTION: prepare for READ SUBSYSTEM DATA. */
    private static final int ORDER_PREPARE = 0x18;

    private static final int PREPARE_SIZE = 12;
    private static final int SUBORDER_STATISTICS = 0x01;
    private static final int SUBORDER_FEATURES = 0x41;
    private static final int STATISTICS_SIZE = 192;
    private static final int FEATURES_SIZE = 256;
    private static final int SUBSYSTEM_STATUS_SIZE = 40;

    private static final int GROUP_SIZE = 1 + EckdState.PATH_GROUP_ID_SIZE;
    private static final int FUNCTION_RESIGN = 0x40;
    private static final int FUNCTION_DISBAND = 0x20;
    private static final int STATE_UNGROUPED = 0x80;
    private static final int STATE_GROUPED = 0xc0;
    private static final int STATE_MULTIPATH = 0x08;
    private static final int FUNCTION_MULTIPATH = 0x80;

    private SubsystemCommands() {}

    static int noOperation(EckdUnit unit) {
        return EckdUnit.OK;
    }

    static int sense(EckdUnit unit) {
        CommonCommands.sense(unit.data(), unit.sense());
        return EckdUnit.OK;
    }

    /** With one host attached a reserve always succeeds; the answer is the sense data. */
    static int reserve(EckdUnit unit) {
        return sense(unit);
    }

    static int senseId(EckdUnit unit) {
        return unit.give(Characteristics.senseId(unit.volume().geometry()));
    }

    static int deviceCharacteristics(EckdUnit unit) {
        return unit.give(Characteristics.deviceCharacteristics(unit.volume().geometry()));
    }

    static int configurationData(EckdUnit unit) {
        return unit.give(Characteristics.configurationData(unit.volume().geometry()));
    }

    static int senseSubsystemStatus(EckdUnit unit) {
        return unit.give(new byte[SUBSYSTEM_STATUS_SIZE]);
    }

    /** The path state and the path-group identifier. */
    static int sensePathGroupId(EckdUnit unit) {
        byte[] answer = new byte[GROUP_SIZE];
        answer[0] = (byte) unit.state().pathState();
        System.arraycopy(unit.state().pathGroupId(), 0, answer, 1, EckdState.PATH_GROUP_ID_SIZE);
        return unit.give(answer);
    }

    static int setPathGroupId(EckdUnit unit) {
        Parameters parameters = unit.parameters(GROUP_SIZE);
        if (parameters == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        int function = parameters.getByte(0);
        byte[] id = parameters.part(1, EckdState.PATH_GROUP_ID_SIZE).bytes();
        if ((function & (FUNCTION_RESIGN | FUNCTION_DISBAND)) != 0) {
            unit.state().setPathGroup(STATE_UNGROUPED, new byte[EckdState.PATH_GROUP_ID_SIZE]);
        } else {
            int paths = (function & FUNCTION_MULTIPATH) != 0 ? STATE_MULTIPATH : 0;
            unit.state().setPathGroup(STATE_GROUPED | paths, id);
        }
        return EckdUnit.OK;
    }

    static int performFunction(EckdUnit unit) {
        Parameters order = unit.parameters(PREPARE_SIZE);
        if (order == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        int suborder = order.getByte(6);
        if (order.getByte(0) != ORDER_PREPARE || (suborder != SUBORDER_STATISTICS && suborder != SUBORDER_FEATURES)) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        unit.state().setSubsystemData(suborder);
        return EckdUnit.OK;
    }

    /** The data that PERFORM SUBSYSTEM FUNCTION prepared: no statistics, no features. */
    static int subsystemData(EckdUnit unit) {
        int suborder = unit.state().subsystemData();
        if (suborder == 0) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        return unit.give(new byte[suborder == SUBORDER_FEATURES ? FEATURES_SIZE : STATISTICS_SIZE]);
    }
}
