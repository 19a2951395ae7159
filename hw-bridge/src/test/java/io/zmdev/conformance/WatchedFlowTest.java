package io.zmdev.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.live.GuestProgram;
import io.zmdev.hw.live.WatchedGuests;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.io.TraceImport;
import io.zmdev.sim.flow.Interleavings;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.StepOrder;
import io.zmdev.sim.tracing.TraceComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Guests of QEMU on the real vfio_ccw, watched on the whole way, take the steps that the simulator takes. All scenarios that come
 * with zmdev and that a guest of the lab can make are run, also those of programs that use VFIO themselves.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedFlowTest {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    private static final String KERNEL = System.getProperty("zmdev.conform.kernel", "6.12");

    /**
     * What can't be compared: a guest of the lab has more storage than the scenario whose program is at its end, and QEMU answers
     * an ORB for transport mode with an operand exception before it traces the instruction.
     */
    private static final List<String> NOT_COMPARABLE = List.of("program-near-the-end", "transport-mode");

    /** How many orders of the threads are tried at most. */
    private static final int ORDERS = 200;

    private final List<Scenario> scenarios = ScenarioDocument.builtInNames().stream()
            .filter(name -> !NOT_COMPARABLE.contains(name))
            .flatMap(WatchedFlowTest::channelIo)
            .map(Scenario::ofGuest)
            .filter(scenario -> GuestProgram.obstacle(scenario).isEmpty())
            .toList();

    @SuppressWarnings("NullAway.Init") // before all tests
    private WatchedGuests guests;

    private static Stream<Scenario> channelIo(String name) {
        return Stream.of(ScenarioDocument.builtIn(name));
    }

    @BeforeAll
    void watch() {
        guests = WatchedGuests.run(
                MODULE.resolve("testbed/lab/lab"), KERNEL, scenarios, MODULE.resolve("target/watched"));
    }

    @Test
    void atLeastTenScenariosAreWatched() {
        assertThat(scenarios).hasSizeGreaterThanOrEqualTo(10);
    }

    @TestFactory
    Stream<DynamicTest> aGuestTakesTheStepsThatTheSimulatorTakes() {
        return scenarios.stream().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> compare(scenario)));
    }

    private void compare(Scenario scenario) {
        assertThat(guests.console(scenario))
                .as("console of %s", scenario.name())
                .endsWith("DONE");
        TraceImport watched = guests.trace(scenario);
        List<TraceComparison> comparisons = Stream.concat(
                        Interleavings.all(scenario, ORDERS).stream(), seenOrder(watched).reproduce(scenario).stream())
                .map(run -> compare(SimulatedTrace.of(run), watched))
                .toList();
        assertThat(comparisons)
                .as(
                        "%s in any order of the threads, simulator | lab; as timed: %s",
                        scenario.name(), comparisons.getFirst().differences())
                .anyMatch(comparison -> comparison.requests() > 0 && comparison.differing() == 0);
    }

    /** The order of the threads in the lab, which may be none of the first that the simulator tries. */
    private static StepOrder seenOrder(TraceImport watched) {
        try (TraceImport.Events events = watched.events()) {
            return StepOrder.of(events, 0, Integer.MAX_VALUE);
        }
    }

    private static TraceComparison compare(SimulatedTrace simulated, TraceImport watched) {
        try (TraceImport.Events events = watched.events()) {
            return TraceComparison.of(simulated.header(), simulated.iterator(), watched.header(), events);
        }
    }
}
