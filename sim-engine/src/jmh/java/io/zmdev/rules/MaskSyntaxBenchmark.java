package io.zmdev.rules;

import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Parsing of one mask write. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MaskSyntaxBenchmark {

    @Benchmark
    public Answer<Mask256> relativeList() {
        return MaskSyntax.apply("-5,-6,+0x10-0x1f\n", Mask256.ALL);
    }
}
