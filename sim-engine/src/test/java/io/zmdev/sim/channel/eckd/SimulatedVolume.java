package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.AreaStorage;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.testing.ChannelMachine;
import io.zmdev.testing.ProgramCase;
import io.zmdev.testing.ProgramOutcome;
import java.util.ArrayList;
import java.util.List;

/** Runs a case on a simulated volume. */
final class SimulatedVolume {

    private static final int STORAGE = 0x1000000;

    private SimulatedVolume() {}

    static ProgramOutcome run(ProgramCase program) {
        StateSpace space = new StateSpace();
        Area storage = space.add("storage", STORAGE);
        storage.put(program.base(), program.memory());
        EckdDasd device = new EckdDasd(space, "dasd", new Geometry(program.cylinders()));
        for (int track = 0; track < program.tracks().size(); track++) {
            device.volume().load(track, program.tracks().get(track));
        }
        ChannelMachine machine = new ChannelMachine(space, new AreaStorage(storage), device, program.concurrentSense());
        List<byte[]> irbs = machine.run(program.orbControl(), program.base());
        boolean unitCheck = (irbs.getLast()[Irb.SCSW + Scsw.DEVICE_STATUS] & Scsw.UNIT_CHECK) != 0;
        byte[] sense = unitCheck ? machine.sense() : new byte[SenseData.SIZE];
        List<byte[]> tracks = new ArrayList<>();
        for (int track = 0; track < program.tracks().size(); track++) {
            tracks.add(device.volume().save(track));
        }
        return new ProgramOutcome(irbs, sense, storage.get(program.base(), program.memory().length), tracks);
    }
}
