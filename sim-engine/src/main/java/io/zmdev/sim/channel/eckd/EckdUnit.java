package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.DataTransfer;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command works on: the volume, the state of the device, the data path and the sense data. What ends a command returns its
 * device status; {@link #OK} is channel end and device end.
 */
final class EckdUnit {

    static final int OK = Scsw.CHANNEL_END | Scsw.DEVICE_END;
    static final int UNIT_CHECK = OK | Scsw.UNIT_CHECK;

    private final EckdState state;
    private final Volume volume;
    private final DataTransfer data;
    private final SenseData sense;
    private final boolean multitrack;

    EckdUnit(EckdState state, Volume volume, DataTransfer data, SenseData sense, boolean multitrack) {
        this.state = state;
        this.volume = volume;
        this.data = data;
        this.sense = sense;
        this.multitrack = multitrack;
    }

    EckdState state() {
        return state;
    }

    Volume volume() {
        return volume;
    }

    DataTransfer data() {
        return data;
    }

    SenseData sense() {
        return sense;
    }

    /** Whether the command may go on to the next track, or means the next track. */
    boolean isMultitrack() {
        return multitrack;
    }

    /** Gives all bytes to the program. */
    int give(byte[] bytes) {
        data.toStorage(bytes, 0, bytes.length);
        return OK;
    }

    /** The parameter list of the command, or null when the program gives fewer bytes. */
    @Nullable
    Parameters parameters(int size) {
        byte[] bytes = new byte[size];
        return data.fromStorage(bytes, 0, size) == size ? new Parameters(bytes) : null;
    }

    /** Command reject with a message of format 0. */
    int reject(int message) {
        EckdSense.set(sense, SenseData.COMMAND_REJECT, 0, message, state.track());
        return UNIT_CHECK;
    }

    /** The program ends before the domain of its LOCATE RECORD does. */
    int incompleteDomain() {
        EckdSense.set(sense, SenseData.COMMAND_REJECT | EckdSense.INCOMPLETE_DOMAIN, 0, 0, state.track());
        return UNIT_CHECK;
    }

    /** A unit check that byte 1 of the sense data explains. */
    int unitCheck(int byte1) {
        EckdSense.set(sense, 0, byte1, 0, state.track());
        return UNIT_CHECK;
    }

    /** The count field of the current record. */
    long count() {
        return volume.count(state.track(), state.place());
    }

    /** Whether the command is in the domain of a LOCATE RECORD. */
    boolean isInDomain() {
        return state.domainCount() > 0;
    }

    /** Whether key or data of the current record are still to come. */
    boolean isAtCount() {
        return state.orientation() == Orientation.COUNT;
    }

    /** Whether the data of the current record are still to come. */
    boolean isBeforeData() {
        return state.orientation() == Orientation.COUNT || state.orientation() == Orientation.KEY;
    }

    /** Orients to the count field of the next record that is not R0. */
    int nextRecord() {
        return next(volume::r1);
    }

    /** Orients to the count field of the next record, R0 included. */
    int nextRecordOrR0() {
        return next(track -> Volume.R0);
    }

    /** @param first where the first record of a track is */
    private int next(IntUnaryOperator first) {
        while (true) {
            int place = switch (state.orientation()) {
                case NONE, INDEX, HOME_ADDRESS -> first.applyAsInt(state.track());
                case COUNT, KEY, DATA -> state.place() + Count.recordLength(count());
            };
            if (volume.count(state.track(), place) != Count.END_OF_TRACK) {
                state.orient(Orientation.COUNT, place);
                return OK;
            }
            int status = multitrack ? nextTrack() : passIndex();
            if (status != OK) {
                return status;
            }
        }
    }

    private int passIndex() {
        if (state.hasPassedIndex()) {
            return unitCheck(EckdSense.NO_RECORD_FOUND);
        }
        state.passIndex();
        state.setOrientation(Orientation.INDEX);
        return OK;
    }

    /** Goes on to the index of the next track of the cylinder; of the extent inside the domain of a LOCATE RECORD. */
    int nextTrack() {
        boolean inDomain = isInDomain();
        if (!inDomain && (state.fileMask() & DefineExtent.SEEKS) == DefineExtent.NO_SEEKS) {
            return unitCheck(EckdSense.FILE_PROTECTED);
        }
        int track = state.track() + 1;
        if (!inDomain && track % Geometry.HEADS == 0) {
            return unitCheck(EckdSense.END_OF_CYLINDER);
        }
        if (!state.isInExtent(track)) {
            return unitCheck(EckdSense.FILE_PROTECTED);
        }
        state.seek(track);
        state.setOrientation(Orientation.INDEX);
        return OK;
    }
}
