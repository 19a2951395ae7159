package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.AreaStorage;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.testing.ChainRunner;
import io.zmdev.testing.ProgramCase;
import io.zmdev.testing.ProgramOutcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Runs a case on a simulated volume, resuming the program when it suspends. */
final class SimulatedVolume {

    private static final int STORAGE = 0x1000000;
    private static final int MAX_IRBS = 16;

    private SimulatedVolume() {}

    static ProgramOutcome run(ProgramCase program) {
        StateSpace space = new StateSpace();
        Area storage = space.add("storage", STORAGE);
        storage.put(program.base(), program.memory());
        SenseData sense = new SenseData(space.add("sense", SenseData.SIZE), 0);
        EckdDasd device = new EckdDasd(space, "dasd", new Geometry(program.cylinders()));
        for (int track = 0; track < program.tracks().size(); track++) {
            device.volume().load(track, program.tracks().get(track));
        }
        ChainRunner runner = new ChainRunner(new AreaStorage(storage), device, sense, program.concurrentSense());
        List<byte[]> irbs = new ArrayList<>(runner.start(program.orbControl(), program.base()));
        while (irbs.size() < MAX_IRBS && (word0(irbs.getLast()) & Scsw.SUSPENDED) != 0) {
            irbs.addAll(runner.resume());
        }
        byte[] sensed = new byte[SenseData.SIZE];
        if ((irbs.getLast()[Irb.SCSW + Scsw.DEVICE_STATUS] & Scsw.UNIT_CHECK) != 0) {
            sense.get(sensed);
        }
        List<byte[]> tracks = new ArrayList<>();
        for (int track = 0; track < program.tracks().size(); track++) {
            tracks.add(device.volume().save(track));
        }
        return new ProgramOutcome(irbs, sensed, storage.get(program.base(), program.memory().length), tracks);
    }

    private static int word0(byte[] irb) {
        return ByteBuffer.wrap(irb).getInt(0);
    }
}
