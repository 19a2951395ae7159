package io.zmdev.sim.flow;

import io.zmdev.model.host.DeviceModel;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Round trips of SENSE ID over the region and eventfds: start, wait for the interruption, TEST SUBCHANNEL. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChannelProgramBenchmark {

    private static final int ROUND_TRIPS = 10_000;
    private static final Scenario ONE = Programs.senseId(Client.VFIO);
    private static final Scenario MANY = Programs.scenario(
            Client.VFIO,
            ChannelBehaviour.QEMU_CSS,
            DeviceModel.TN3270,
            Collections.nCopies(ROUND_TRIPS, Programs.oneIo(0x11110001)).stream()
                    .flatMap(List::stream)
                    .toList(),
            Programs.senseId(16));

    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public Run traced() {
        return Simulation.run(MANY);
    }

    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public long untraced() {
        return Simulation.repeat(ONE, ROUND_TRIPS);
    }
}
