package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.Scsw;

/** The commands that read home addresses and records. */
final class ReadCommands {

    private static final byte[] END_OF_TRACK = {-1, -1, -1, -1, -1, -1, -1, -1};

    private ReadCommands() {}

    static int homeAddress(EckdUnit unit) {
        EckdState state = unit.state();
        if (unit.isMultitrack() && !unit.isInDomain()) {
            int status = unit.nextTrack();
            if (status != EckdUnit.OK) {
                return status;
            }
        }
        state.setOrientation(Orientation.HOME_ADDRESS);
        state.forgetIndex();
        return unit.give(unit.volume().homeAddress(state.track()));
    }

    static int r0(EckdUnit unit) {
        if (unit.isMultitrack() && !unit.isInDomain()) {
            int status = unit.nextTrack();
            if (status != EckdUnit.OK) {
                return status;
            }
        }
        unit.state().orient(Orientation.COUNT, Volume.R0);
        return give(unit, true, true);
    }

    static int count(EckdUnit unit) {
        int status = unit.nextRecord();
        if (status != EckdUnit.OK) {
            return status;
        }
        unit.data().toStorage(bytes(unit.count()), 0, Count.SIZE);
        return EckdUnit.OK;
    }

    static int countKeyData(EckdUnit unit) {
        int status = unit.nextRecord();
        return status == EckdUnit.OK ? give(unit, true, true) : status;
    }

    static int keyData(EckdUnit unit) {
        int status = unit.isAtCount() ? EckdUnit.OK : unit.nextRecord();
        return status == EckdUnit.OK ? give(unit, false, true) : status;
    }

    static int data(EckdUnit unit) {
        int status = unit.isBeforeData() ? EckdUnit.OK : unit.nextRecord();
        return status == EckdUnit.OK ? give(unit, false, false) : status;
    }

    /** Record 1 of the first track of the volume. */
    static int ipl(EckdUnit unit) {
        EckdState state = unit.state();
        if (state.isExtentDefined() || state.isFileMaskSet()) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        state.setFileMask(0);
        state.seek(0);
        int status = unit.nextRecord();
        return status == EckdUnit.OK ? give(unit, false, false) : status;
    }

    /** All records of the track, or those behind the one located, then eight bytes FF; the next such command reads the next track. */
    static int track(EckdUnit unit) {
        EckdState state = unit.state();
        if (state.previousCommand() == EckdCommand.READ_TRACK.code()) {
            int status = unit.nextTrack();
            if (status != EckdUnit.OK) {
                return status;
            }
        }
        return giveRecords(
                unit,
                switch (state.orientation()) {
                    case NONE, INDEX, HOME_ADDRESS -> Volume.R0;
                    case COUNT, KEY, DATA -> state.place() + Count.recordLength(unit.count());
                });
    }

    /** Count, key and data of all records from the next one to the end of the track. */
    static int multipleCountKeyData(EckdUnit unit) {
        int status = unit.nextRecord();
        return status == EckdUnit.OK ? giveRecords(unit, unit.state().place()) : status;
    }

    private static int giveRecords(EckdUnit unit, int first) {
        EckdState state = unit.state();
        int place = first;
        for (long count = unit.volume().count(state.track(), place); count != Count.END_OF_TRACK; ) {
            state.orient(Orientation.COUNT, place);
            byte[] fields = fields(unit, count, 0);
            if (!unit.data().toStorage(bytes(count), 0, Count.SIZE)
                    || !unit.data().toStorage(fields, 0, fields.length)) {
                return EckdUnit.OK;
            }
            place += Count.recordLength(count);
            count = unit.volume().count(state.track(), place);
        }
        state.setOrientation(Orientation.DATA);
        unit.data().toStorage(END_OF_TRACK, 0, END_OF_TRACK.length);
        return EckdUnit.OK;
    }

    /** Gives the current record; one without data is the end of a file. */
    private static int give(EckdUnit unit, boolean withCount, boolean withKey) {
        long count = unit.count();
        unit.state().forgetIndex();
        unit.state().setOrientation(Orientation.DATA);
        byte[] fields = fields(unit, count, withKey ? 0 : Count.keyLength(count));
        boolean moved = !withCount || unit.data().toStorage(bytes(count), 0, Count.SIZE);
        if (moved) {
            unit.data().toStorage(fields, 0, fields.length);
        }
        return Count.dataLength(count) == 0 ? EckdUnit.OK | Scsw.UNIT_EXCEPTION : EckdUnit.OK;
    }

    /** Key and data of the current record without the first {@code skip} bytes. */
    private static byte[] fields(EckdUnit unit, long count, int skip) {
        byte[] fields = new byte[Count.recordLength(count) - Count.SIZE - skip];
        unit.volume().get(unit.state().track(), unit.state().place(), skip, fields, 0, fields.length);
        return fields;
    }

    private static byte[] bytes(long count) {
        byte[] bytes = new byte[Count.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (count >>> (56 - 8 * i));
        }
        return bytes;
    }
}
