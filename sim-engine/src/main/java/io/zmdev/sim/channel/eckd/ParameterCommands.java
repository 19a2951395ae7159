package io.zmdev.sim.channel.eckd;

/** The commands that tell the storage control what the following commands will do. */
final class ParameterCommands {

    private static final int PREFIX_SIZE = 12;
    private static final int PREFIX_EXTENT_SIZE = 32;
    private static final int PREFIX_FORMAT_WITH_LOCATE = 1;
    private static final int PREFIX_EXTENT_VALID = 0x80;

    private ParameterCommands() {}

    /** A further one in a program may only narrow the extent. */
    static int defineExtent(EckdUnit unit) {
        if (unit.state().isFileMaskSet()) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        Parameters parameters = unit.parameters(DefineExtent.SIZE);
        return parameters == null ? unit.reject(EckdSense.COUNT_TOO_SMALL) : defineExtent(unit, parameters);
    }

    static int locateRecord(EckdUnit unit) {
        return locateRecord(unit, LocateRecord.SIZE);
    }

    static int locateRecordExtended(EckdUnit unit) {
        return locateRecord(unit, LocateRecord.EXTENDED_SIZE);
    }

    /** DEFINE EXTENT and LOCATE RECORD EXTENDED in one. */
    static int prefix(EckdUnit unit) {
        if (unit.state().isFileMaskSet()) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        Parameters head = unit.parameters(PREFIX_SIZE);
        if (head == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        int format = head.getByte(0);
        boolean extentValid = (head.getByte(1) & PREFIX_EXTENT_VALID) != 0;
        if (format > PREFIX_FORMAT_WITH_LOCATE || (format == PREFIX_FORMAT_WITH_LOCATE && !extentValid)) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        if (!extentValid) {
            return EckdUnit.OK;
        }
        Parameters extent = unit.parameters(PREFIX_EXTENT_SIZE);
        if (extent == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        int status = defineExtent(unit, extent.part(0, DefineExtent.SIZE));
        return status == EckdUnit.OK && format == PREFIX_FORMAT_WITH_LOCATE ? locateRecordExtended(unit) : status;
    }

    private static int defineExtent(EckdUnit unit, Parameters parameters) {
        EckdState state = unit.state();
        if (state.isExtentDefinedOtherwise(parameters.getByte(0), parameters.getByte(1), parameters.getShort(2))) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        DefineExtent extent = DefineExtent.parse(parameters, unit.volume());
        if (extent == null) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        if (!state.isInExtent(extent.firstTrack()) || !state.isInExtent(extent.lastTrack())) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        state.defineExtent(extent);
        return EckdUnit.OK;
    }

    private static int locateRecord(EckdUnit unit, int size) {
        EckdState state = unit.state();
        Parameters parameters = unit.parameters(size);
        if (parameters == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        if (!state.isExtentDefined()) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        LocateRecord locate = LocateRecord.parse(parameters, unit.volume(), state.blockSize());
        if (locate == null) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        if (!state.isInExtent(locate.track())) {
            return unit.unitCheck(EckdSense.FILE_PROTECTED);
        }
        state.seek(locate.track());
        int status = orient(unit, locate);
        if (status == EckdUnit.OK) {
            state.beginDomain(locate);
            state.setPrepared(locate.isWrite() ? prepared(locate) : Prepared.NOTHING);
        }
        return status;
    }

    private static Prepared prepared(LocateRecord locate) {
        return switch (locate.orientation()) {
            case LocateRecord.ORIENT_COUNT -> Prepared.IDENTIFIER;
            case LocateRecord.ORIENT_HOME, LocateRecord.ORIENT_INDEX -> Prepared.HOME_ADDRESS;
            default -> Prepared.NOTHING;
        };
    }

    private static int orient(EckdUnit unit, LocateRecord locate) {
        EckdState state = unit.state();
        switch (locate.orientation()) {
            case LocateRecord.ORIENT_INDEX -> state.setOrientation(Orientation.INDEX);
            case LocateRecord.ORIENT_HOME -> {
                if ((int) (locate.searchArgument() >>> 8) != Volume.cchh(state.track())) {
                    return unit.unitCheck(EckdSense.NO_RECORD_FOUND);
                }
                state.setOrientation(Orientation.HOME_ADDRESS);
            }
            default -> {
                int status;
                do {
                    status = unit.nextRecordOrR0();
                } while (status == EckdUnit.OK && Count.identifier(unit.count()) != locate.searchArgument());
                if (status != EckdUnit.OK) {
                    return status;
                }
                if (locate.orientation() == LocateRecord.ORIENT_DATA) {
                    state.setOrientation(Orientation.DATA);
                }
                state.forgetIndex();
            }
        }
        return EckdUnit.OK;
    }
}
