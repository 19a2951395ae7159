package io.zmdev.sim.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.StepId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TraceComparisonTest {

    private static final TraceHeader ALL = new TraceHeader(
            "test", TraceKind.CHANNEL_IO, TraceHeader.Origin.SIMULATION, TraceKind.CHANNEL_IO.steps(), 0);

    private static TraceEvent event(int request, String id, TraceThread thread, Map<Fact, String> facts) {
        return new TraceEvent(
                0,
                OptionalLong.empty(),
                request,
                new StepId(id),
                Lane.QEMU,
                Lane.VFIO,
                thread,
                Evidence.OBSERVED,
                id,
                "test",
                facts);
    }

    private static List<TraceEvent> requests(int count) {
        List<TraceEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(i, "Q3", TraceThread.SUBMITTER, Map.of(Fact.INSTRUCTION, "ssch")));
            events.add(event(i, "Q4", TraceThread.SUBMITTER, Map.of()));
            events.add(event(i, "K3.2", TraceThread.SUBMITTER, Map.of(Fact.CC, "0", Fact.HOST_CPA, "0000100" + i)));
            events.add(event(i, "K5.1", TraceThread.INTERRUPT, Map.of()));
            events.add(event(i, "K4", TraceThread.SUBMITTER, Map.of(Fact.RESULT, "124")));
            events.add(event(i, "Q5", TraceThread.SUBMITTER, Map.of(Fact.CC, "0")));
            events.add(event(i, "Q7", TraceThread.MAIN_LOOP, Map.of()));
            events.add(event(i, "Q8", TraceThread.SUBMITTER, Map.of()));
        }
        return events;
    }

    private static TraceComparison compare(Consumer<List<TraceEvent>> change) {
        List<TraceEvent> right = new ArrayList<>(requests(3));
        change.accept(right);
        return TraceComparison.of(ALL, requests(3).iterator(), ALL, right.iterator());
    }

    private static void swap(List<TraceEvent> events, int a, int b) {
        TraceEvent first = events.get(a);
        events.set(a, events.get(b));
        events.set(b, first);
    }

    @Test
    void theSameTraceHasNoDifference() {
        assertThat(compare(events -> {})).isEqualTo(new TraceComparison(3, 0, List.of(), Optional.empty()));
    }

    @Test
    void anInterruptAfterTheReturnIsNoDifference() {
        assertThat(compare(events -> swap(events, 8 + 3, 8 + 4)).differences()).isEmpty();
    }

    @Test
    void aResultBeforeTheConditionCodeIsNoDifference() {
        assertThat(compare(events -> swap(events, 8 + 5, 8 + 6)).differences()).isEmpty();
    }

    @Test
    void anInterruptBeforeTheStartIsADifference() {
        assertThat(compare(events -> swap(events, 8 + 2, 8 + 3)).differences())
                .containsExactly(new TraceDifference(1, "K5", "order", "K3 before K5", "K5 before K3"));
    }

    @Test
    void anotherOrderOfOneThreadIsADifference() {
        assertThat(compare(events -> swap(events, 4, 5)).differences().getFirst())
                .extracting(TraceDifference::request, TraceDifference::what)
                .containsExactly(0, "order");
    }

    @Test
    void anotherValueIsNamedWithItsStep() {
        assertThat(compare(events -> events.set(
                                18, event(2, "K3.2", TraceThread.SUBMITTER, Map.of(Fact.CC, "3", Fact.HOST_CPA, "7"))))
                        .differences())
                .containsExactly(new TraceDifference(2, "K3", "cc", "0", "3"));
    }

    @Test
    void aMissingStepAndAMissingRequestAreNamed() {
        TraceComparison comparison = compare(events -> {
            events.subList(16, 24).clear();
            events.remove(3);
        });

        assertThat(comparison.differences())
                .containsExactly(
                        new TraceDifference(0, "K5", "step", "there", "missing"),
                        new TraceDifference(2, "", "request", "request 2", "missing"));
        assertThat(comparison.differing()).isEqualTo(2);
    }

    private static List<TraceEvent> starts(String... programs) {
        List<TraceEvent> events = new ArrayList<>();
        for (int i = 0; i < programs.length; i++) {
            events.add(event(i, "Q3", TraceThread.SUBMITTER, Map.of(Fact.INSTRUCTION, "ssch")));
            events.add(event(i, "K1", TraceThread.SUBMITTER, Map.of(Fact.CPA, programs[i])));
            events.add(event(i, "Q5", TraceThread.SUBMITTER, Map.of(Fact.CC, "0")));
        }
        return events;
    }

    private static TraceComparison compare(List<TraceEvent> left, List<TraceEvent> right) {
        return TraceComparison.of(ALL, left.iterator(), ALL, right.iterator());
    }

    @Test
    void aRequestThatOnlyOneTraceHasMovesNothingBehindIt() {
        TraceComparison more = compare(starts("a", "b", "c", "d"), starts("a", "x", "b", "c", "d"));
        TraceComparison fewer = compare(starts("a", "b", "c", "d"), starts("a", "d"));

        assertThat(more.differences()).containsExactly(new TraceDifference(1, "", "request", "missing", "request 1"));
        assertThat(more.requests()).isEqualTo(5);
        assertThat(fewer.differences())
                .containsExactly(
                        new TraceDifference(1, "", "request", "request 1", "missing"),
                        new TraceDifference(2, "", "request", "request 2", "missing"));
    }

    @Test
    void aRequestForAnotherProgramStandsBesideTheOneInItsPlace() {
        assertThat(compare(starts("a", "b", "c"), starts("a", "x", "c")).differences())
                .containsExactly(new TraceDifference(1, "K1", "cpa", "b", "x"));
    }

    @Test
    void manyRequestsThatOnlyOneTraceHasAreLeftAloneAcrossTheWindow() {
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            programs.add("p" + i);
        }
        List<String> more = new ArrayList<>(programs);
        more.addAll(100, List.of("x", "y", "z"));
        TraceComparison comparison =
                compare(starts(programs.toArray(String[]::new)), starts(more.toArray(String[]::new)));

        assertThat(comparison.differences())
                .extracting(TraceDifference::request, TraceDifference::right)
                .containsExactly(tuple(100, "request 100"), tuple(101, "request 101"), tuple(102, "request 102"));
    }

    @Test
    void aTraceComparedWithNothingHasEveryRequestAlone() {
        assertThat(compare(starts("a", "b"), List.of()).differing()).isEqualTo(2);
        assertThat(compare(List.of(), List.of()).requests()).isZero();
    }

    @Test
    void whatOneSourceCanNotShowIsNoDifference() {
        TraceHeader kernelOnly = new TraceHeader(
                "ftrace",
                TraceKind.CHANNEL_IO,
                TraceHeader.Origin.FTRACE,
                new LinkedHashSet<>(List.of("K1", "K2", "K3", "K4", "K5", "K6")),
                0);
        List<TraceEvent> kernel = requests(3).stream()
                .filter(event -> event.id().text().startsWith("K"))
                .toList();

        assertThat(TraceComparison.of(ALL, requests(3).iterator(), kernelOnly, kernel.iterator())
                        .differences())
                .isEmpty();
    }
}
