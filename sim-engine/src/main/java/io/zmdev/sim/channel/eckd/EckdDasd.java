package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.DataTransfer;
import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.channel.StorageDevice;
import io.zmdev.sim.trace.StateSpace;
import java.util.Map;
import java.util.TreeMap;

/**
 * A 3390 behind a 3990 storage control. It moves no heads and turns no disk: every command ends at once with channel end and
 * device end together.
 */
public final class EckdDasd implements StorageDevice {

    private final EckdState state;
    private final Volume volume;

    /** Adds the areas {@code name} and {@code name.tracks}. */
    public EckdDasd(StateSpace space, String name, Geometry geometry) {
        this.state = new EckdState(space, name);
        this.volume = new Volume(space, name + ".tracks", geometry);
        state.startProgram(geometry);
    }

    /** The tracks, for loading and saving. */
    public Volume volume() {
        return volume;
    }

    @Override
    public void load(Medium medium) {
        medium.parts().forEach(volume::load);
    }

    @Override
    public Medium save() {
        Map<Integer, byte[]> tracks = new TreeMap<>();
        volume.forEachWrittenTrack(track -> tracks.put(track, volume.save(track)));
        return new Medium(tracks);
    }

    @Override
    public byte[] senseId() {
        return Characteristics.senseId(volume.geometry());
    }

    @Override
    public void begin() {
        state.startProgram(volume.geometry());
    }

    @Override
    public boolean isImmediate(int command) {
        return command == EckdCommand.NO_OPERATION.code();
    }

    @Override
    public int execute(int code, DataTransfer data, SenseData sense) {
        EckdUnit unit = new EckdUnit(state, volume, data, sense, (code & EckdCommand.MULTITRACK) != 0);
        EckdCommand command = EckdCommand.ofCode(code);
        if (command == null) {
            return unit.reject(EckdSense.INVALID_COMMAND);
        }
        int domainCount = state.domainCount();
        boolean inDomain = domainCount > 0;
        if ((inDomain && !isInDomain(command, domainCount)) || !isPrepared(command.needs(), inDomain)) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        int status = command.execute(unit);
        if (inDomain) {
            state.setDomainCount(domainCount - 1);
            if ((status & Scsw.UNIT_CHECK) == 0 && domainCount > 1 && !data.isCommandChained()) {
                return unit.incompleteDomain();
            }
        }
        prepare(domainCount == 1 ? EckdCommand.Leaves.NOTHING : command.leaves());
        state.setPreviousCommand(command.code());
        return status;
    }

    private boolean isInDomain(EckdCommand command, int count) {
        return command.domain().contains(state.domainOperation())
                || (command == EckdCommand.READ_COUNT && count == 1 && state.isReadCountSuffixed());
    }

    private boolean isPrepared(EckdCommand.Needs needs, boolean inDomain) {
        Prepared prepared = state.prepared();
        return switch (needs) {
            case NOTHING -> true;
            case TRACK -> state.isTrackChosen();
            case HOME_ADDRESS -> inDomain || prepared == Prepared.HOME_ADDRESS;
            case IDENTIFIER -> prepared == Prepared.IDENTIFIER;
            case FOUND -> prepared == Prepared.IDENTIFIER || prepared == Prepared.KEY;
            case PLACE -> inDomain || (prepared != Prepared.NOTHING && prepared != Prepared.HOME_ADDRESS);
            case DOMAIN -> inDomain;
        };
    }

    private void prepare(EckdCommand.Leaves leaves) {
        switch (leaves) {
            case NOTHING -> state.setPrepared(Prepared.NOTHING);
            case HOME_ADDRESS -> state.setPrepared(Prepared.HOME_ADDRESS);
            case FORMATTED_RECORD -> state.setPrepared(Prepared.FORMATTED_RECORD);
            case DATA ->
                state.setPrepared(
                        switch (state.prepared()) {
                            case IDENTIFIER, IDENTIFIED_RECORD -> Prepared.IDENTIFIED_RECORD;
                            case KEY, KEYED_RECORD -> Prepared.KEYED_RECORD;
                            case NOTHING, HOME_ADDRESS, FORMATTED_RECORD -> Prepared.NOTHING;
                        });
            case KEY_AND_DATA ->
                state.setPrepared(
                        switch (state.prepared()) {
                            case IDENTIFIER, IDENTIFIED_RECORD -> Prepared.IDENTIFIED_RECORD;
                            case NOTHING, HOME_ADDRESS, KEY, KEYED_RECORD, FORMATTED_RECORD -> Prepared.NOTHING;
                        });
            case ITS_OWN -> {}
        }
    }
}
