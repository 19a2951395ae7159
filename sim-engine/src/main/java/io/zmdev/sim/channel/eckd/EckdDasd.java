package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.DataTransfer;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.trace.StateSpace;

/**
 * A 3390 behind a 3990 storage control. It moves no heads and turns no disk: every command ends at once with channel end and
 * device end together.
 */
public final class EckdDasd implements Device {

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
    public byte[] senseId() {
        return Characteristics.senseId(volume.geometry());
    }

    @Override
    public void start() {
        state.startProgram(volume.geometry());
    }

    @Override
    public boolean isImmediate(int command) {
        return command == EckdCommand.NO_OPERATION.code() || command == EckdCommand.RECALIBRATE.code();
    }

    @Override
    public int execute(int code, DataTransfer data, SenseData sense) {
        EckdUnit unit = new EckdUnit(state, volume, data, sense, (code & EckdCommand.MULTITRACK) != 0);
        EckdCommand command = EckdCommand.ofCode(code);
        if (command == null) {
            return unit.reject(EckdSense.INVALID_COMMAND);
        }
        int domainCount = state.domainCount();
        boolean allowed =
                domainCount > 0 ? command.domain().contains(state.domainOperation()) : isPrepared(command.needs());
        if (!allowed) {
            return unit.reject(EckdSense.INVALID_SEQUENCE);
        }
        int status = command.execute(unit);
        if (domainCount > 0) {
            state.setDomainCount(domainCount - 1);
        }
        state.setPrevious(command.code(), (status & Scsw.STATUS_MODIFIER) != 0);
        return status;
    }

    private boolean isPrepared(EckdCommand.Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case SEEK -> state.isPositioned();
            case SEARCH -> state.isPositioned() && state.wasPreviousEqual();
            case FORMAT_POSITION -> state.isPositioned() && (state.wasPreviousEqual() || wasPreviousFormat());
            case LOCATE -> false;
        };
    }

    private boolean wasPreviousFormat() {
        EckdCommand previous = EckdCommand.ofCode(state.previousCommand());
        return previous != null && previous.domain() == EckdCommand.Domain.FORMATS;
    }
}
