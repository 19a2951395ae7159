package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.live.VfioWay;
import io.zmdev.io.ResultDifference;
import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.io.TraceDocument;
import io.zmdev.sim.flow.Interleavings;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code live run --mdev} on the real vfio_ccw of the lab, on the lab's own Java for s390x, by a group and by iommufd: the kernel's
 * answers are those of {@code sim io}, and so are the steps that ftrace saw. One boot for all of it.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRunTest {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    private static final Path RECORDINGS = MODULE.resolveSibling("sim-engine/src/test/resources/recordings/channel-io");

    /** Those of a terminal that one thread of the machine after the other runs. */
    private static final List<String> BUILT_IN = List.of(
            "sense-id",
            "sense-id-regions",
            "halt-idle",
            "clear-idle",
            "two-segments",
            "idal-2k",
            "program-too-long",
            "transport-mode",
            "unit-check-with-sense");

    /** Programs written by hand. */
    private static final List<String> RECORDED = List.of("write-01", "reset", "long-write-125", "schib-crw");

    /** A write to a region that is read only starts nothing, so that ftrace shows no request. */
    private static final String NOT_TRACED = "schib-crw";

    private static final int ORDERS = 200;

    private final LabProgram program = new LabProgram(MODULE.resolve("target/live"));
    private final Path out = program.out();
    private final List<Path> scenarios = new ArrayList<>();

    @BeforeAll
    void runThemAllInTheLab() throws IOException {
        program.clear();
        writeScenarios(program.files());
        program.run(LiveRuns.class);
        System.out.printf(
                "conformance: %d scenarios on a device of the lab, by a group and by iommufd%n", scenarios.size());
    }

    private void writeScenarios(Path target) throws IOException {
        for (String name : BUILT_IN) {
            Path source =
                    MODULE.resolveSibling("assets/src/main/resources/io/zmdev/assets/scenarios/" + name + ".json");
            scenarios.add(Files.copy(source, target.resolve(name + ".json")));
        }
        for (String name : RECORDED) {
            scenarios.add(
                    Files.copy(RECORDINGS.resolve("hand-3270-" + name + ".json"), target.resolve(name + ".json")));
        }
    }

    private String name(Path scenario, VfioWay way) {
        return scenario.getFileName().toString().replace(".json", "") + "." + way.id();
    }

    private Stream<DynamicTest> eachRun(Predicate<Path> wanted, Check check) {
        return scenarios.stream()
                .filter(wanted)
                .flatMap(scenario -> Stream.of(VfioWay.values())
                        .map(way -> DynamicTest.dynamicTest(
                                name(scenario, way),
                                () -> check.run(
                                        ScenarioDocument.read(scenario).ofProgram(),
                                        out.resolve(name(scenario, way))))));
    }

    @FunctionalInterface
    private interface Check {
        /** @param files what came of the run, without the endings */
        void run(Scenario scenario, Path files) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> theKernelAnswersWhatTheSimulatorAnswers() {
        return eachRun(scenario -> true, (scenario, files) -> {
            assertThat(Files.readString(Path.of(files + ".exit")))
                    .as(Files.readString(Path.of(files + ".err")))
                    .isEqualTo("0");
            String answers = Files.readString(Path.of(files + ".json"));
            assertSameInSomeOrder(
                    scenario,
                    run -> ResultDifference.first("the kernel", answers, "the simulator", ResultDocument.text(run)));
        });
    }

    @TestFactory
    Stream<DynamicTest> theKernelTakesTheStepsThatTheSimulatorTakes() {
        return eachRun(
                scenario -> !scenario.endsWith(NOT_TRACED + ".json"),
                (scenario, files) -> assertSameInSomeOrder(
                        scenario, run -> difference(SimulatedTrace.of(run), Path.of(files + ".jsonl"))));
    }

    @Test
    void nothingOfTheTracesIsLeft() throws IOException {
        assertThat(out.resolve("instances")).hasContent("[]");
    }

    @Test
    void aDeviceThatSomebodyHasOpenIsRefused() throws IOException {
        assertThat(Files.readString(out.resolve("held.exit"))).isEqualTo("3");
        assertThat(Files.readString(out.resolve("held.err")))
                .matches("(?s)ZM-DISTURB: /dev/vfio/\\d+: .*EBUSY.*uses the device.*");
    }

    private static void assertSameInSomeOrder(Scenario scenario, Function<Run, Optional<String>> difference) {
        Optional<String> asTimed = difference.apply(Simulation.run(scenario));
        boolean same = asTimed.isEmpty()
                || Interleavings.all(scenario, ORDERS).stream()
                        .anyMatch(run -> difference.apply(run).isEmpty());
        assertThat(same).as("as timed: %s", asTimed).isTrue();
    }

    private static Optional<String> difference(SimulatedTrace simulated, Path trace) {
        try (TraceDocument.Reader events = TraceDocument.open(trace)) {
            TraceComparison comparison =
                    TraceComparison.of(simulated.header(), simulated.iterator(), events.header(), events);
            return comparison.requests() > 0 && comparison.differing() == 0
                    ? Optional.empty()
                    : Optional.of(comparison.differences().toString());
        }
    }
}
