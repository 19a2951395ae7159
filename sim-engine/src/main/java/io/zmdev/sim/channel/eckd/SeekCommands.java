package io.zmdev.sim.channel.eckd;

/** The commands that move the access mechanism or limit where it may go. */
final class SeekCommands {

    private static final int ADDRESS = 6;
    private static final int NO_SECTOR = 0xff;

    private SeekCommands() {}

    /** Cylinder and head. */
    static int seek(EckdUnit unit) {
        return (unit.state().fileMask() & DefineExtent.SEEKS) == DefineExtent.ALL_SEEKS
                ? seekTo(unit, false)
                : unit.unitCheck(EckdSense.FILE_PROTECTED);
    }

    static int cylinder(EckdUnit unit) {
        int seeks = unit.state().fileMask() & DefineExtent.SEEKS;
        return seeks == DefineExtent.ALL_SEEKS || seeks == DefineExtent.CYLINDER_AND_HEAD
                ? seekTo(unit, false)
                : unit.unitCheck(EckdSense.FILE_PROTECTED);
    }

    /** A head of the cylinder. */
    static int head(EckdUnit unit) {
        return (unit.state().fileMask() & DefineExtent.SEEKS) == DefineExtent.NO_SEEKS
                ? unit.unitCheck(EckdSense.FILE_PROTECTED)
                : seekTo(unit, true);
    }

    /** Waits for a sector; every record can be found from everywhere, so that only the number is checked. */
    static int setSector(EckdUnit unit) {
        Parameters parameters = unit.parameters(1);
        if (parameters == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        int sector = parameters.getByte(0);
        if (sector >= Geometry.SECTORS && sector != NO_SECTOR) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        unit.state().forgetIndex();
        return EckdUnit.OK;
    }

    /** The sector of the last record that was used. */
    static int readSector(EckdUnit unit) {
        return unit.give(new byte[1]);
    }

    static int setFileMask(EckdUnit unit) {
        EckdState state = unit.state();
        if (state.isFileMaskSet() || state.isExtentDefined()) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        Parameters parameters = unit.parameters(1);
        if (parameters == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        if ((parameters.getByte(0) & DefineExtent.RESERVED) != 0) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        state.setFileMask(parameters.getByte(0));
        return EckdUnit.OK;
    }

    private static int seekTo(EckdUnit unit, boolean headOnly) {
        Parameters parameters = unit.parameters(ADDRESS);
        if (parameters == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        EckdState state = unit.state();
        int cchh = headOnly ? (Volume.cchh(state.track()) & 0xffff0000) | parameters.getShort(4) : parameters.getInt(2);
        int track = unit.volume().track(cchh);
        if (parameters.getShort(0) != 0 || track < 0) {
            return unit.reject(EckdSense.INVALID_PARAMETER);
        }
        if (!state.isInExtent(track)) {
            return unit.unitCheck(EckdSense.FILE_PROTECTED);
        }
        state.seek(track);
        return EckdUnit.OK;
    }
}
