package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavingsTest {

    private static final List<String> CPU = List.of("Q3", "Q4", "K1", "K2", "K3", "K4", "Q5");
    private static final List<String> COMPLETION = List.of("K5.1", "K5.2", "K5.3", "K6", "Q6", "Q7");

    private static List<String> ids(Run run) {
        return run.steps().subList(run.setupSteps(), run.steps().size()).stream()
                .map(step -> step.id().text())
                .toList();
    }

    private static int index(List<String> ids, String id) {
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i).equals(id) || ids.get(i).startsWith(id + ".")) {
                return i;
            }
        }
        throw new AssertionError("no step " + id + " in " + ids);
    }

    @Test
    void everyInterleavingKeepsTheOrderOfEachThread() {
        List<Run> runs = Interleavings.all(Programs.senseId(Client.QEMU), 100);

        assertThat(runs).hasSizeGreaterThan(2);
        for (Run run : runs) {
            List<String> ids = ids(run);
            assertThat(CPU.stream().map(id -> index(ids, id))).isSorted();
            assertThat(COMPLETION.stream().map(id -> index(ids, id))).isSorted();
            assertThat(index(ids, "K3")).isLessThan(index(ids, "K5.1"));
            assertThat(run.memoryChanges()).hasSize(1);
        }
    }

    @Test
    void theResultMayComeBeforeTheConditionCode() {
        Scenario base = Programs.senseId(Client.QEMU);
        assertThat(Interleavings.first(base, List.of("Q7", "Q5"))).isPresent();
        assertThat(Interleavings.first(base, List.of("Q5", "K5.1"))).isPresent();
    }

    @Test
    void anImpossibleOrderIsRefused() {
        Scenario base = Programs.senseId(Client.QEMU);
        Scenario impossible = new Scenario(
                base.name(),
                base.note(),
                base.kernel(),
                base.transport(),
                base.channel(),
                base.client(),
                base.devices(),
                base.memory(),
                base.program(),
                base.requests(),
                base.faults(),
                new Schedule.Ordered(List.of("K6", "K3.2")),
                base.costs());

        assertThatThrownBy(() -> Simulation.run(impossible))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("K6, K3.2");
    }

    @Test
    void someOrdersLoseTheStatusOfTheStartWhenItIsClearedAtOnce() {
        Scenario scenario = Programs.scenario(
                Client.QEMU,
                ChannelBehaviour.QEMU_CSS,
                DeviceModel.TN3270,
                List.of(
                        Programs.start(1),
                        Programs.instruction(Request.Instruction.Kind.CSCH),
                        Programs.await(),
                        Programs.tsch()),
                Programs.senseId(16));

        assertThat(Interleavings.all(scenario, 200))
                .extracting(run -> run.counts().eventfdSignals())
                .contains(1L, 2L);
    }
}
