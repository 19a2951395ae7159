package io.zmdev.bench;

import io.zmdev.plan.PlanBenchmark;
import io.zmdev.rules.ValidatorBenchmark;
import io.zmdev.sim.ap.load.MmcBenchmark;
import io.zmdev.sim.flow.ChannelProgramBenchmark;
import io.zmdev.sim.flow.MillionEventsBenchmark;
import io.zmdev.sim.host.SysfsWriteBenchmark;
import io.zmdev.sim.mmio.MmioBenchmark;
import io.zmdev.testing.figures.Figure;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and prints a figure for each: its mean, of samples the slowest. */
public final class EngineFigures {

    private static final List<Class<?>> BENCHMARKS = List.of(
            SysfsWriteBenchmark.class,
            ValidatorBenchmark.class,
            PlanBenchmark.class,
            ChannelProgramBenchmark.class,
            MillionEventsBenchmark.class,
            MmcBenchmark.class,
            MmioBenchmark.class);

    private EngineFigures() {}

    public static void main(String[] arguments) throws RunnerException {
        for (Class<?> benchmark : BENCHMARKS) {
            OptionsBuilder options = new OptionsBuilder();
            options.include("\\." + benchmark.getSimpleName() + "\\.")
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .shouldFailOnError(true);
            new Runner(options.build())
                    .run().stream().map(EngineFigures::figure).forEach(Figure::print);
        }
    }

    private static Figure figure(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        boolean sampled = result.getParams().getMode() == Mode.SampleTime;
        String unit = primary.getScoreUnit();
        return new Figure(
                name(result),
                sampled ? primary.getStatistics().getMax() : primary.getScore(),
                unit.startsWith("ops") ? unit.substring(3) : unit.replace("/op", ""));
    }

    /** Class and method, and the path of an access where there are several. */
    private static String name(RunResult result) {
        String[] parts = result.getParams().getBenchmark().split("\\.");
        String method = parts[parts.length - 2] + "." + parts[parts.length - 1];
        return result.getParams().getParamsKeys().contains("path")
                ? method + "." + result.getParams().getParam("path")
                : method;
    }
}
