package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zmdev.model.Errno;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Fault;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.vfioccw.FsmEvent;
import io.zmdev.sim.vfioccw.FsmState;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in the library's scenarios, and what stops those who mean harm. */
class FaultScenarioTest {

    private static Run run(String name) {
        return Simulation.run(ScenarioDocument.builtIn(name));
    }

    private static List<String> ids(Run run) {
        return run.steps().subList(run.setupSteps(), run.steps().size()).stream()
                .map(step -> step.id().text())
                .toList();
    }

    private static List<String> texts(Run run) {
        return run.steps().stream().map(Step::what).toList();
    }

    private static Result.ConditionCode start(Run run, int request) {
        return (Result.ConditionCode) run.results().get(request);
    }

    private static String irb(Run run) {
        return HexFormat.of().formatHex(((Result.GuestIrb) run.results().getLast()).irb());
    }

    @ParameterizedTest
    @CsvSource({
        "vmm-forged-program-address, K1.4, EINVAL",
        "vmm-forged-data-address, K2.6, EINVAL",
        "vmm-forged-transport-mode, K1.5, EOPNOTSUPP",
        "racing-idaw, K2.6, EINVAL"
    })
    void whatIsForgedIsRefusedBeforeAnythingStarts(String name, String stoppedBy, Errno errno) {
        Run run = run(name);

        assertThat(ids(run)).contains(stoppedBy).doesNotContain("K3.2", "K3.3");
        assertThat(start(run, 0).region().orElseThrow().errno()).contains(errno);
        assertThat(run.pins()).isEmpty();
    }

    /** As the lab's machine does: QEMU checks no second IDAW, and the frame behind is the guest's next page or nobody's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "0x30fff | [{'at':'0x30fff','hex':'ff3270'},{'at':'0x32ff8','hex':'ff3270'}]",
                "0xfffff | [{'at':'0x32ff8','hex':'ff3270'},{'at':'0xfffff','hex':'ff'}]"
            })
    void dataBehindAnUnalignedIdawRunOverTheEndOfItsPage(String second, String memory) throws JsonProcessingException {
        String scenario = """
            { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "over-the-end", "kernel": "6.12",
              "transport": "region-eventfd", "channel": "qemu-css", "device": { "model": "tn3270" },
              "memory": { "size": "0x100000", "data": [ { "at": "0x80000", "hex": "00032ff8%08x" } ] },
              "program": [ { "at": "0x1000", "ccws": [
                { "cmd": "0xE4", "flags": ["SLI", "IDA"], "count": 16, "address": "0x80000" } ] } ],
              "requests": [ { "do": "ssch", "orb": { "cpa": "0x1000", "fmt": 1, "pfch": true, "lpm": "0x80" } },
                { "do": "wait" } ] }
            """.formatted(Integer.decode(second));
        String result = ResultDocument.text(
                Simulation.run(ScenarioDocument.parse("test", scenario.getBytes(StandardCharsets.UTF_8))));
        assertThat(new ObjectMapper().readTree(result).path("memory").toString().replace('"', '\''))
                .isEqualTo(memory);
    }

    @Test
    void aKickCanOnlyRefuseWithItsCompletion() {
        Run run = run("vmm-forged-function");

        assertThat(ids(run)).containsSubsequence("Q5", "K1.5", "K6", "Q7.1").doesNotContain("K3.2");
        assertThat(start(run, 0).cc()).isZero();
    }

    @Test
    void aForgedResultIsOverwrittenByTheHardwares() {
        Run run = run("vmm-forged-result");
        Result.GuestIrb irb = (Result.GuestIrb) run.results().getLast();

        assertThat(ids(run)).containsSubsequence("Q4.3", "K3.12", "K4.3");
        assertThat(start(run, 0).region().orElseThrow().retCode()).hasValue(0);
        assertThat(irb.irb()).startsWith(0x00, 0xc0, 0x40, 0x07, 0x00, 0x00, 0x10, 0x08, 0x0c, 0x00, 0x00, 0x09);
    }

    @Test
    void unmappingPinnedPagesEndsTheIo() {
        Run run = run("vmm-unmaps-pinned-pages");

        assertThat(ids(run))
                .containsSubsequence("Q0.12", "K3.2", "K5.4", "Q2.2")
                .doesNotContain("K3.4");
        assertThat(run.memoryChanges()).isEmpty();
    }

    @Test
    void everyAccessOutOfBoundsIsRefused() {
        Run run = run("vmm-out-of-bounds");

        assertThat(ids(run)).filteredOn("K1.6"::equals).hasSize(5);
        assertThat(ids(run)).doesNotContain("K1.1");
    }

    @Test
    void beforeTheCheckTheListOfTheSecondReadingIsUsed() {
        assertThat(texts(run("racing-idaw-before-7-0"))).anyMatch(text -> text.contains("guest address 2ffc"));
    }

    @Test
    void theDriversCopyOfTheProgramRuns() {
        assertThat(irb(run("racing-program"))).startsWith("00c04007000010080c00");
    }

    @Test
    void theSecondIdawMustBeAligned() {
        Run run = run("unaligned-idaw");
        byte[] irb = ((Result.RegionIrb) run.results().getLast()).irb();

        assertThat(HexFormat.of().formatHex(irb, 8, 10)).isEqualTo("0c20");
    }

    @Test
    void anInjectedUnitCheckBringsItsSenseData() {
        assertThat(irb(run("injected-unit-check"))).startsWith("00c24017").contains("10000000");
    }

    @ParameterizedTest
    @CsvSource({"1, EBUSY, 2", "2, EBUSY, 2", "3, ENODEV, 3"})
    void theHardwaresConditionCodeBecomesAnErrnoAndThatTheGuests(int hardware, Errno errno, int guest) {
        Run run = run("start-ends-with-cc-" + hardware);

        assertThat(start(run, 0).region().orElseThrow().errno()).contains(errno);
        assertThat(start(run, 0).cc()).isEqualTo(guest);
    }

    @Test
    void aResetEndsTheProgram() {
        Run run = run("reset-in-mid-io");

        assertThat(ids(run)).contains("K3.2", "K5.4").doesNotContain("K3.4");
        assertThat(run.results().get(1)).isEqualTo(new Result.Waited(false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"halt-during-io, 00c02001", "clear-during-io, 00001001"})
    void haltAndClearEndTheProgramWithOneInterruption(String name, String scsw) {
        Run run = run(name);

        assertThat(irb(run)).startsWith(scsw);
        assertThat(run.counts().guestInterrupts()).isEqualTo(1);
    }

    @Test
    void aVariedPathIsNotReported() {
        Run run = run("path-varied-off");

        assertThat(ids(run)).contains("K5.6").doesNotContain("Q7.3");
        assertThat(irb(run)).startsWith("03c1");
    }

    @Test
    void aDeviceThatGoesInMidIoFreesItsPages() {
        Run run = run("device-gone-in-mid-io");

        assertThat(ids(run)).containsSubsequence("K5.4", "K5.7");
        assertThat(start(run, 3).region().orElseThrow().errno()).contains(Errno.EIO);
    }

    private static Run goneAfter(String step) {
        String document = """
            { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "gone", "device": { "model": "tn3270" },
              "program": [ { "at": 4096, "ccws": [ { "cmd": "0xe4", "flags": ["SLI"], "count": 16, "address": 8192 } ] } ],
              "requests": [ { "do": "ssch", "orb": { "cpa": 4096 } }, { "do": "wait", "timeoutMs": 10 },
                            { "do": "ssch", "orb": { "cpa": 4096 } }, { "do": "reset" } ] }""";
        Scenario scenario = ScenarioDocument.parse("gone.json", document.getBytes(StandardCharsets.UTF_8));
        return Simulation.run(new Scenario(
                scenario.name(),
                scenario.note(),
                scenario.kernel(),
                scenario.transport(),
                scenario.channel(),
                scenario.client(),
                scenario.devices(),
                scenario.memory(),
                scenario.program(),
                scenario.requests(),
                List.of(new Fault("", Fault.Host.DEVICE_GONE, new Fault.When(0, Optional.of(step)))),
                scenario.schedule(),
                scenario.costs()));
    }

    private static Optional<Errno> errno(Run run, int request) {
        return ((Result.RegionWrite) run.results().get(request)).errno();
    }

    /** The event of the first request, of the loss, of the second request. */
    private static List<FsmEntry> events(Run run) {
        return run.fsm().stream()
                .filter(FsmEntry.Event.class::isInstance)
                .limit(3)
                .toList();
    }

    /** Linux 6.12: {@code fsm_notoper} sets NOT_OPER at once, but a {@code fsm_io_request} that fails ends by setting IDLE. */
    @ParameterizedTest
    @ValueSource(strings = {"K1.3", "K2.4", "K3.1"})
    void aDeviceThatGoesBeforeItIsStartedFailsTheStart(String step) {
        Run run = goneAfter(step);

        assertThat(errno(run, 0)).contains(Errno.ENODEV);
        assertThat(ids(run)).contains("K4.1").doesNotContain("K5.1");
        assertThat(events(run))
                .containsExactly(
                        new FsmEntry.Event(FsmState.IDLE.number(), FsmEvent.IO_REQ.number()),
                        new FsmEntry.Event(FsmState.CP_PROCESSING.number(), FsmEvent.NOT_OPER.number()),
                        new FsmEntry.Event(FsmState.IDLE.number(), FsmEvent.IO_REQ.number()));
        assertThat(errno(run, 2)).contains(Errno.ENODEV);
        assertThat(run.results().getLast()).isEqualTo(new Result.Called(Optional.of(Errno.EINVAL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"K3.2", "K4"})
    void aDeviceThatGoesOnceItIsStartedIsLostForGood(String step) {
        Run run = goneAfter(step);

        assertThat(errno(run, 0)).isEmpty();
        assertThat(ids(run)).containsOnlyOnce("K5.4").doesNotContain("K5.1", "K6");
        assertThat(events(run))
                .containsExactly(
                        new FsmEntry.Event(FsmState.IDLE.number(), FsmEvent.IO_REQ.number()),
                        new FsmEntry.Event(FsmState.CP_PENDING.number(), FsmEvent.NOT_OPER.number()),
                        new FsmEntry.Event(FsmState.NOT_OPER.number(), FsmEvent.IO_REQ.number()));
        assertThat(errno(run, 2)).contains(Errno.EIO);
        assertThat(run.results().getLast()).isEqualTo(new Result.Called(Optional.of(Errno.EINVAL)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ 'what': 'meteor', 'when': { 'request': 0 } }",
                "{ 'what': 'reset', 'when': { 'request': 0, 'step': 'K2' } }",
                "{ 'what': 'memory-changed', 'at': 0, 'hex': '00', 'when': { 'request': 0, 'step': 'X' } }",
                "{ 'what': 'memory-changed', 'at': '0xfffff', 'hex': '0000', 'when': { 'request': 0 } }",
                "{ 'what': 'condition-code', 'cc': 4, 'when': { 'request': 0 } }",
                "{ 'what': 'unit-check', 'when': { 'request': 0 } }",
                "{ 'what': 'reset', 'when': { 'request': 9 } }",
                "{ 'what': 'reset' }"
            })
    void faultsThatMakeNoSenseAreRefused(String fault) {
        String document = """
            { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "x", "device": { "model": "tn3270" },
              "requests": [ { "do": "wait" } ], "faults": [ %s ] }""".formatted(fault.replace('\'', '"'));

        assertThatThrownBy(() -> ScenarioDocument.parse("x.json", document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("/faults/0");
    }
}
