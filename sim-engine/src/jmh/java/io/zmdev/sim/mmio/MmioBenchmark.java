package io.zmdev.sim.mmio;

import io.zmdev.io.MmioScenarioDocument;
import io.zmdev.sim.mmio.load.OnPath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A guest's write of four bytes to a register, without trace. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // the benchmark sets them up
public class MmioBenchmark {

    private static final int ACCESSES = 10_000;

    /** The path of the writes. */
    @Param({"USER_SPACE", "BACK_DOOR", "FD_OFFSET", "IOEVENTFD", "COALESCED", "DIRECT"})
    public TrapPath path;

    private AccessStream stream;

    /** Programs the BARs and registers the path. */
    @Setup
    public void open() {
        stream = MmioSimulation.stream(
                OnPath.of(MmioScenarioDocument.builtIn("mmio-load").value(), path));
    }

    /** The cycles of the writes, so that none is left out. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long untraced() {
        long cycles = 0;
        for (int i = 0; i < ACCESSES; i++) {
            cycles += stream.next();
        }
        return cycles;
    }
}
