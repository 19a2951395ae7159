package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.RecordedGuest.Part;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.RequestSummary;
import io.zmdev.sim.tracing.Requests;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.StepOrder;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceDifference;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every test of the recorded guest: what it saw, which steps were taken with which words, and in which order. */
class RecordedGuestTest {

    private static final long DATA = 0x49000;

    private static Run run(String scenario) {
        return Simulation.run(ScenarioDocument.read(RecordedGuest.file(scenario)));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(RecordedGuest.file(name));
    }

    private static List<RequestSummary> summaries(Iterator<TraceEvent> events) {
        List<RequestSummary> requests = new ArrayList<>();
        new Requests(events).forEachRemaining(requests::add);
        return requests;
    }

    @Test
    void theGuestPrintsWhatTheRecordedOnePrinted() throws IOException {
        List<String> golden = lines("golden.txt");

        assertThat(new GuestConsole(run("l2.json"), golden).lines()).isEqualTo(golden);
    }

    @Test
    void everyTestTakesExactlyTheRecordedSteps() throws IOException {
        List<String> expected = lines("steps-golden.txt").stream()
                .map(line -> line.substring(line.lastIndexOf(" : ") + 3))
                .toList();
        List<String> simulated = stepSets(SimulatedTrace.of(run("l2.json")).iterator());
        List<String> recorded = stepSets(RecordedGuest.events(RecordedGuest.timeline("timeline-plain.txt"))
                .iterator());

        assertThat(expected).hasSize(17);
        assertThat(simulated).isEqualTo(expected);
        assertThat(recorded).isEqualTo(expected);
    }

    private static List<String> stepSets(Iterator<TraceEvent> events) {
        return summaries(events).stream()
                .map(request -> String.join(" ", new TreeSet<>(request.steps())))
                .toList();
    }

    /** ORB and SCSW words, states, condition codes, results and statuses, wherever both traces have them. */
    @Test
    void theSimulatedTraceHasNoDifferenceFromTheRecordedOne() {
        TraceImport recorded = RecordedGuest.timeline("timeline-plain.txt");
        SimulatedTrace simulated = SimulatedTrace.of(run("l2.json"));
        try (TraceImport.Events events = recorded.events()) {
            TraceComparison comparison =
                    TraceComparison.of(recorded.header(), events, simulated.header(), simulated.iterator());

            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.requests()).isEqualTo(17);
        }
    }

    static Stream<Arguments> recordedTests() {
        return Stream.of("plain", "race").flatMap(name -> {
            String scenario = name.equals("plain") ? "l2.json" : "l2race.json";
            List<TraceEvent> recorded = RecordedGuest.events(RecordedGuest.timeline("timeline-" + name + ".txt"));
            return RecordedGuest.parts(ScenarioDocument.read(RecordedGuest.file(scenario))).stream()
                    .map(part -> Arguments.of(name + " " + part.firstRequest(), part, recorded));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedTests")
    void theRecordedOrderIsAmongThoseOfTheSimulator(String name, Part part, List<TraceEvent> recorded) {
        StepOrder order = StepOrder.of(recorded.iterator(), part.firstRequest(), part.requests());

        assertThat(order.begun()).isNotEmpty();
        assertThat(order.reproduce(part.scenario())).as("%s: %s", name, order).isPresent();
    }

    @Test
    void anOrderThatNoMachineCanTakeIsNotFound() {
        List<TraceEvent> recorded = RecordedGuest.events(RecordedGuest.timeline("timeline-plain.txt"));
        Part part = RecordedGuest.parts(ScenarioDocument.read(RecordedGuest.file("l2.json")))
                .getFirst();
        List<StepOrder.Begun> begun =
                new ArrayList<>(StepOrder.of(recorded.iterator(), 0, 1).begun());
        Collections.swap(begun, 3, 4);

        assertThat(begun.get(3).beginning().step()).isEqualTo("K3");
        assertThat(new StepOrder(begun).reproduce(part.scenario())).isEmpty();
    }

    /** With the recorded order the races end as recorded: signals merge, or the status of the start is lost. */
    @ParameterizedTest
    @ValueSource(ints = {11, 13, 15})
    void aRaceInTheRecordedOrderHasTheRecordedOutcome(int firstRequest) {
        List<TraceEvent> recorded = RecordedGuest.events(RecordedGuest.timeline("timeline-race.txt"));
        Part part = RecordedGuest.parts(ScenarioDocument.read(RecordedGuest.file("l2race.json"))).stream()
                .filter(candidate -> candidate.firstRequest() == firstRequest)
                .findFirst()
                .orElseThrow();
        StepOrder order = StepOrder.of(recorded.iterator(), firstRequest, part.requests());
        Run sameOrder = order.reproduce(part.scenario()).orElseThrow();
        SimulatedTrace simulated = SimulatedTrace.of(sameOrder);
        List<TraceEvent> ofRace = recorded.stream()
                .filter(event -> event.request() >= firstRequest && event.request() < firstRequest + part.requests())
                .map(event -> event.withRequest(event.request() - firstRequest))
                .toList();

        // The guest's subchannel is new here: QEMU keeps the F bit of the test before in the SCSW that it submits.
        TraceDifference formatKept = new TraceDifference(0, "K1", "scsw", "00804400", "00004400");
        assertThat(part.requests()).isEqualTo(2);
        assertThat(TraceComparison.of(simulated.header(), ofRace.iterator(), simulated.header(), simulated.iterator())
                        .differences())
                .allSatisfy(difference -> assertThat(difference).isEqualTo(formatKept));
    }

    private static StepOrder.Begun begun(int request, TraceThread thread, String step) {
        return new StepOrder.Begun(request, new RequestSummary.Beginning(thread, step));
    }

    private static List<StepOrder.Begun> submitted(int request, String... steps) {
        return Stream.of(steps)
                .map(step -> begun(request, TraceThread.SUBMITTER, step))
                .toList();
    }

    /**
     * As a guest of QEMU 10 did it on Linux 6.12 while the other processor was busy: that takes the interruption of the start
     * before K4, and looks at the subchannel after the CLEAR SUBCHANNEL of the next request.
     */
    @Test
    void aHandlerThatIsOvertakenByAClearFindsBothStatusesAndThenNone() {
        List<StepOrder.Begun> seen = new ArrayList<>(submitted(0, "Q3", "Q4", "K1", "K2", "K3"));
        seen.add(begun(0, TraceThread.INTERRUPT, "K5"));
        seen.addAll(submitted(0, "K4", "Q5"));
        seen.addAll(submitted(1, "Q3", "Q4", "K1", "K3"));
        seen.add(begun(1, TraceThread.INTERRUPT, "K5"));
        seen.add(begun(1, TraceThread.INTERRUPT, "K5.1"));
        seen.addAll(submitted(1, "K4"));
        seen.add(begun(1, TraceThread.WORKQUEUE, "K5"));
        seen.add(begun(1, TraceThread.WORKQUEUE, "K6"));
        seen.add(begun(1, TraceThread.MAIN_LOOP, "Q6"));
        seen.add(begun(1, TraceThread.MAIN_LOOP, "Q7"));
        seen.addAll(submitted(1, "Q5", "Q8"));

        Run run = new StepOrder(seen)
                .reproduce(ScenarioDocument.builtIn("lost-interrupt"))
                .orElseThrow();
        RequestSummary clear = summaries(SimulatedTrace.of(run).iterator()).get(1);

        assertThat(clear.values("K5", Fact.CC)).containsExactly("0", "1");
        assertThat(clear.values("K5", Fact.FUNCTION_CONTROL)).containsExactly("1", "0");
        assertThat(clear.values("K5", Fact.STATUS_CONTROL)).containsExactly("7", "0");
        assertThat(clear.values("K5", Fact.STATE)).containsExactly("4");
        assertThat(run.counts().eventfdSignals()).isEqualTo(1);
    }

    @Test
    void aStartOnAPathThatIsNotThereLeavesItsDeferredConditionCode() {
        Run run = run("l2nopath.json");
        Result.GuestIrb last = (Result.GuestIrb) run.results().stream()
                .filter(Result.GuestIrb.class::isInstance)
                .reduce((a, b) -> b)
                .orElseThrow();

        assertThat(ByteBuffer.wrap(last.irb()).getInt() & 0x0300_0000).isEqualTo(0x0300_0000);
    }

    /** The lines that the guest prints, its titles taken from the recording. */
    private static final class GuestConsole {

        private final Run run;
        private final Iterator<String> titles;
        private final Iterator<Integer> dataWords;
        private final Iterator<Integer> testSteps;
        private final List<String> lines = new ArrayList<>();

        GuestConsole(Run run, List<String> golden) {
            this.run = run;
            titles = golden.stream()
                    .filter(line -> line.startsWith("TEST "))
                    .map(line -> line.substring("TEST 00000000".length()))
                    .iterator();
            dataWords = dataWords(golden).iterator();
            testSteps = run.steps().stream()
                    .filter(step -> step.id().text().equals("Q8.3"))
                    .map(Step::n)
                    .iterator();
        }

        /** How many words of data each test prints after its IRB, where it has one. */
        private static List<Integer> dataWords(List<String> golden) {
            List<Integer> words = new ArrayList<>();
            for (int i = 0; i < golden.size(); i++) {
                if (golden.get(i).startsWith("  ecw ")) {
                    String next = golden.get(i + 1);
                    words.add(next.startsWith("  data ") ? next.split(" ", -1).length - 3 : 0);
                }
            }
            return words;
        }

        List<String> lines() {
            lines.add("L2 up, looking for devno 1234");
            lines.add(" sch 00010000 devno 1234");
            List<Request> requests = run.scenario().requests();
            for (int i = 0; i < requests.size(); i++) {
                line(i, requests.get(i), run.results().get(i));
            }
            lines.add("DONE");
            return lines;
        }

        private void line(int number, Request request, Result result) {
            switch (request) {
                case Request.Ssch ssch ->
                    test("%08x".formatted(ByteBuffer.wrap(ssch.orb()).getInt()), result);
                case Request.Instruction(String on, Request.Instruction.Kind kind) -> {
                    switch (kind) {
                        case HSCH, CSCH, XSCH -> test("--------", result);
                        case TSCH -> irb((Result.GuestIrb) result);
                        case STSCH -> schib(number, (Result.StoredSchib) result);
                        case RSCH -> throw new AssertionError("the guest never resumes");
                    }
                }
                case Request.Wait wait -> {
                    Result.GuestInterrupt taken =
                            ((Result.Waited) result).guest().orElseThrow();
                    lines.add("  I/O INT sch %08x parm %08x word %08x"
                            .formatted(taken.subchannelId(), taken.parameter(), taken.word()));
                }
                case Request.Msch msch -> modified(msch, ((Result.ConditionCode) result).cc());
                default -> {}
            }
        }

        private void test(String parameter, Result result) {
            lines.add("TEST " + parameter + titles.next());
            lines.add("  cc " + ((Result.ConditionCode) result).cc());
        }

        private void modified(Request.Msch msch, int cc) {
            if (msch.intparm().isPresent()) {
                lines.add("MSCH cc %d STSCH cc 0".formatted(cc));
            } else if (msch.concurrentSense().isPresent()) {
                lines.add("MSCH with concurrent sense cc %d chars ".formatted(cc));
            } else {
                lines.add("MSCH disable cc " + cc);
            }
        }

        private void schib(int number, Result.StoredSchib stored) {
            assertThat(stored.cc()).hasValue(0);
            if (lines.getLast().endsWith(" chars ")) {
                lines.add(lines.removeLast()
                        + "%08x".formatted(ByteBuffer.wrap(stored.schib()).getInt(24)));
            } else {
                lines.add((number == 0 ? "schib before " : "schib after  ") + words(stored.schib(), 0, 13));
            }
        }

        private void irb(Result.GuestIrb irb) {
            lines.add("  TSCH cc " + irb.cc());
            String scsw = words(irb.irb(), 0, 3);
            boolean start = (ByteBuffer.wrap(irb.irb()).getInt() & 0x4000) != 0;
            lines.add("  scsw " + (start ? scsw : scsw.substring(0, 9) + "HOSTADDR" + scsw.substring(17)));
            lines.add("  esw  " + words(irb.irb(), Irb.ESW, 5));
            lines.add("  ecw  " + words(irb.irb(), Irb.ECW, 8));
            int count = dataWords.next();
            int step = testSteps.next();
            if (count > 0) {
                run.timeTravel().seek(step + 1);
                lines.add("  data " + words(run.timeTravel().read("guest", DATA, 4 * count), 0, count));
            }
        }

        private static String words(byte[] bytes, int at, int count) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                words.add("%08x".formatted(ByteBuffer.wrap(bytes).getInt(at + 4 * i)));
            }
            return String.join(" ", words);
        }
    }
}
