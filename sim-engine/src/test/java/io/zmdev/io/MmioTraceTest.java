package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.Player;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.OnPath;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceDifference;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceThread;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Accesses to regions are traced, compared and played by what does so with channel I/O. */
class MmioTraceTest {

    private static MmioRun run(String name) {
        return MmioSimulation.run(MmioScenarioDocument.builtIn(name).value());
    }

    private static SimulatedTrace onPath(TrapPath path) {
        return SimulatedTrace.of(MmioSimulation.run(
                OnPath.of(MmioScenarioDocument.builtIn("mmio-load").value(), path)));
    }

    private static List<TraceEvent> events(SimulatedTrace trace) {
        return StreamSupport.stream(trace.spliterator(), false).toList();
    }

    private static TraceComparison compare(SimulatedTrace left, SimulatedTrace right) {
        return TraceComparison.of(left.header(), left.iterator(), right.header(), right.iterator());
    }

    /** BARs are programmed (request 0), then there is one write: the registration of a path is no request. */
    @Test
    void theSameWriteOnTwoPathsDiffersInTheStepsOfThePathsAlone() {
        TraceComparison comparison = compare(onPath(TrapPath.BACK_DOOR), onPath(TrapPath.FD_OFFSET));

        assertThat(comparison.requests()).isEqualTo(2);
        assertThat(comparison.differences())
                .containsExactly(
                        new TraceDifference(1, "U5", "step", "missing", "there"),
                        new TraceDifference(1, "B1", "step", "there", "missing"),
                        new TraceDifference(1, "F1", "step", "missing", "there"),
                        new TraceDifference(1, "F2", "step", "missing", "there"));
        assertThat(compare(onPath(TrapPath.USER_SPACE), onPath(TrapPath.FD_OFFSET))
                        .differences())
                .extracting(TraceDifference::step)
                .containsExactly("U1", "U2", "U3", "U4", "U6", "U8", "U9", "F1", "F2");
    }

    @Test
    void tracesOfTwoKindsAreNotCompared() {
        SimulatedTrace channelIo = SimulatedTrace.of(Simulation.run(ScenarioDocument.builtIn("sense-id")));
        ZmdevException refused =
                catchThrowableOfType(ZmdevException.class, () -> compare(onPath(TrapPath.USER_SPACE), channelIo));

        assertThat(refused.code()).isEqualTo(ErrorCode.FILE_UNUSABLE);
        assertThat(refused).hasMessageContaining("mmio").hasMessageContaining("channel-io");
    }

    /** The guest writes 1 into the four bytes at 0x10 of BAR0, little-endian. */
    @Test
    void theFactsOfAnEmulatedWriteAreItsPlaceAndItsBytes() {
        TraceEvent emulated = events(onPath(TrapPath.USER_SPACE)).stream()
                .filter(event -> event.request() == 1 && event.id().text().equals("U7"))
                .findFirst()
                .orElseThrow();

        assertThat(emulated.facts())
                .containsEntry(Fact.REGION, "0")
                .containsEntry(Fact.OFFSET, "10")
                .containsEntry(Fact.LENGTH, "4")
                .containsEntry(Fact.DATA, "01000000");
    }

    @Test
    void anInterruptIsInjectedByWhoGotItsSignal() {
        List<TraceEvent> events = events(SimulatedTrace.of(run("mmio-interrupts")));
        List<TraceThread> injecting = events.stream()
                .filter(event -> event.id().text().equals("I8"))
                .map(TraceEvent::thread)
                .distinct()
                .toList();

        assertThat(injecting).containsExactlyInAnyOrder(TraceThread.MAIN_LOOP, TraceThread.INTERRUPT);
        assertThat(events)
                .filteredOn(event -> event.id().text().equals("E4"))
                .allMatch(event -> event.thread() == TraceThread.MAIN_LOOP);
    }

    @Test
    void thePlayerStopsAtStepsAndRangesAndTellsWhoWroteAByte() {
        Recording recording = run("mmio-overlap-unchecked");
        Player player = new Player(recording);
        long start = player.stateHash();

        assertThat(player.runTo(new Condition.StepIs("U7"))).isTrue();
        assertThat(player.lastStep().map(step -> step.id().text())).contains("U7");
        player.goTo(player.length());
        Step write = recording.steps().stream()
                .filter(step -> step.id().text().equals("U7") && !step.writes().isEmpty())
                .reduce((earlier, later) -> later)
                .orElseThrow();
        String area = write.writes().getFirst().area();
        long offset = write.writes().getFirst().offset();
        assertThat(player.writerOf(area, offset)).map(Step::n).contains(write.n());
        player.setBreakpoint(new Condition.Writes(new Range(area, offset, 1)));
        player.goTo(0);
        assertThat(player.play()).isTrue();
        assertThat(player.lastStep().orElseThrow().writes())
                .anyMatch(change -> change.area().equals(area));
        player.goTo(0);
        assertThat(player.stateHash()).isEqualTo(start);
    }
}
