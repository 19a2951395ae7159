package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.Scsw;

/** The commands that write home addresses and records. */
final class WriteCommands {

    private WriteCommands() {}

    /** Updates the data field of the current, or in a domain of the next, record. */
    static int data(EckdUnit unit) {
        return update(unit, false);
    }

    /** Updates key and data field. */
    static int keyData(EckdUnit unit) {
        return update(unit, true);
    }

    /** Writes a record behind the current one; the rest of the track is erased. What the program does not give is zero. */
    static int countKeyData(EckdUnit unit) {
        return format(unit, false);
    }

    /** Writes R1 of the next track, after a record of this one. */
    static int countKeyDataNextTrack(EckdUnit unit) {
        int previous = unit.state().previousCommand();
        if (previous != EckdCommand.WRITE_COUNT_KEY_DATA.code()
                && previous != EckdCommand.WRITE_COUNT_KEY_DATA_NEXT_TRACK.code()) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        int status = unit.nextTrack();
        if (status != EckdUnit.OK) {
            return status;
        }
        unit.state().orient(Orientation.DATA, Volume.R0);
        return format(unit, false);
    }

    static int r0(EckdUnit unit) {
        unit.state().setOrientation(Orientation.HOME_ADDRESS);
        return format(unit, true);
    }

    /** Writes flag byte and CCHH. */
    static int homeAddress(EckdUnit unit) {
        if (!allowsHomeAddress(unit)) {
            return unit.unitCheck(EckdSense.FILE_PROTECTED);
        }
        Parameters parameters = unit.parameters(Volume.HOME_ADDRESS);
        if (parameters == null) {
            return unit.reject(EckdSense.COUNT_TOO_SMALL);
        }
        unit.volume().writeHomeAddress(unit.state().track(), parameters.bytes());
        unit.state().setOrientation(Orientation.HOME_ADDRESS);
        return EckdUnit.OK;
    }

    /** Erases the track behind the current record; takes count, key and data of a record, which mean nothing. */
    static int erase(EckdUnit unit) {
        EckdState state = unit.state();
        if (!allowsFormat(unit)) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        byte[] countField = new byte[Count.SIZE];
        if (unit.data().fromStorage(countField, 0, Count.SIZE) < 0) {
            return EckdUnit.OK;
        }
        byte[] fields = new byte[Count.recordLength(count(countField)) - Count.SIZE];
        if (unit.data().fromStorage(fields, 0, fields.length) < 0) {
            return EckdUnit.OK;
        }
        unit.volume().erase(state.track(), behindCurrent(unit));
        state.setOrientation(Orientation.DATA);
        state.forgetIndex();
        return EckdUnit.OK;
    }

    private static int update(EckdUnit unit, boolean withKey) {
        EckdState state = unit.state();
        if ((state.fileMask() & DefineExtent.WRITES) == DefineExtent.INHIBIT_WRITES) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        boolean positioned = withKey ? unit.isAtCount() : unit.isBeforeData();
        int status = positioned ? EckdUnit.OK : unit.nextRecord();
        if (status != EckdUnit.OK) {
            return status;
        }
        long count = unit.count();
        int length = (withKey ? Count.keyLength(count) : 0) + Count.dataLength(count);
        if (unit.isInDomain() && state.transferLength() != length) {
            return unit.unitCheck(EckdSense.INVALID_TRACK_FORMAT);
        }
        byte[] fields = new byte[length];
        if (unit.data().fromStorage(fields, 0, length) < 0) {
            return EckdUnit.OK;
        }
        unit.volume().put(state.track(), state.place(), withKey ? 0 : Count.keyLength(count), fields, 0, length);
        state.setOrientation(Orientation.DATA);
        state.forgetIndex();
        return Count.dataLength(count) == 0 ? EckdUnit.OK | Scsw.UNIT_EXCEPTION : EckdUnit.OK;
    }

    private static int format(EckdUnit unit, boolean r0) {
        EckdState state = unit.state();
        if (r0 ? !allowsHomeAddress(unit) : !allowsFormat(unit)) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        byte[] countField = new byte[Count.SIZE];
        int got = unit.data().fromStorage(countField, 0, Count.SIZE);
        if (got < 0) {
            return EckdUnit.OK;
        }
        long count = count(countField);
        int place = r0 ? Volume.R0 : behindCurrent(unit);
        if (r0 ? Count.dataLength(count) > Geometry.MAX_R0_DATA : !unit.volume().fits(state.track(), place, count)) {
            return unit.unitCheck(EckdSense.INVALID_TRACK_FORMAT);
        }
        byte[] fields = new byte[Count.keyLength(count) + Count.dataLength(count)];
        if (unit.data().fromStorage(fields, 0, fields.length) < 0) {
            return EckdUnit.OK;
        }
        unit.volume().format(state.track(), place, count, fields);
        state.orient(Orientation.DATA, place);
        state.forgetIndex();
        return EckdUnit.OK;
    }

    private static long count(byte[] countField) {
        Parameters parameters = new Parameters(countField);
        return (long) parameters.getInt(0) << 32 | (parameters.getInt(4) & 0xffffffffL);
    }

    private static int behindCurrent(EckdUnit unit) {
        EckdState state = unit.state();
        return switch (state.orientation()) {
            case NONE, INDEX, HOME_ADDRESS -> unit.volume().r1(state.track());
            case COUNT, KEY, DATA -> state.place() + Count.recordLength(unit.count());
        };
    }

    private static boolean allowsFormat(EckdUnit unit) {
        int writes = unit.state().fileMask() & DefineExtent.WRITES;
        return writes == DefineExtent.INHIBIT_HOME_ADDRESS || writes == DefineExtent.ALL_WRITES;
    }

    private static boolean allowsHomeAddress(EckdUnit unit) {
        return (unit.state().fileMask() & DefineExtent.WRITES) == DefineExtent.ALL_WRITES;
    }
}
