package io.zmdev.sim.flow;

import io.zmdev.model.host.DeviceModel;
import io.zmdev.testing.figures.Figure;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A run of a million recorded steps: how long it takes to reach any of them, the slowest included, and, as a figure printed before the
 * first measurement, how much memory the run needs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MillionEventsBenchmark {

    private static final double MEBIBYTE = 1 << 20;

    /** The least number of steps. */
    @Param("1000000")
    public int events = 1_000_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private Player player = new Player(Simulation.run(Programs.senseId(Client.QEMU)));

    /** Starts a guest's SENSE ID as often as it takes. */
    @Setup
    public void record() {
        Run one = Simulation.run(Programs.senseId(Client.QEMU));
        int stepsOfOne = one.steps().size() - one.setupSteps();
        Scenario many = Programs.scenario(
                Client.QEMU,
                ChannelBehaviour.ARCHITECTED,
                DeviceModel.TN3270,
                Collections.nCopies(events / stepsOfOne + 1, Programs.oneIo(0x11110001)).stream()
                        .flatMap(List::stream)
                        .toList(),
                Programs.senseId(16));
        long before = used();
        Run run = Simulation.run(many);
        long after = used();
        player = new Player(run);
        new Figure("MillionEventsBenchmark.memory", (after - before) / MEBIBYTE, "MiB").print();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Benchmark
    public long seek() {
        player.goTo(random.nextInt(player.length() + 1));
        return player.stateHash();
    }
}
