package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.vfioccw.FsmState;
import org.junit.jupiter.api.Test;

class PlayerTest {

    private final Run run = Simulation.run(Programs.senseId(Client.QEMU));
    private final Player player = new Player(run);

    private Step last() {
        return player.lastStep().orElseThrow();
    }

    @Test
    void standsAtTheStartAndStepsForthAndBack() {
        assertThat(player.position()).isZero();
        assertThat(player.back()).isFalse();
        long start = player.stateHash();

        assertThat(player.step()).isTrue();
        assertThat(last().n()).isZero();
        assertThat(player.back()).isTrue();
        assertThat(player.stateHash()).isEqualTo(start);

        player.goTo(player.length());
        assertThat(player.step()).isFalse();
        assertThatThrownBy(() -> player.goTo(player.length() + 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void runsToADocumentedStepOrOneOfItsParts() {
        player.goTo(run.setupSteps());

        assertThat(player.runTo(new Condition.StepIs("K2"))).isTrue();
        assertThat(last().id().text()).isEqualTo("K2.3");
        assertThat(player.runTo(new Condition.StepIs("K2.4"))).isTrue();
        assertThat(player.runBackTo(new Condition.StepIs("K1"))).isTrue();
        assertThat(last().id().text()).startsWith("K1.");
        assertThat(player.runTo(new Condition.StepIs("K99"))).isFalse();
        assertThat(player.position()).isEqualTo(player.length());
        assertThat(player.runBackTo(new Condition.StepIs("K99"))).isFalse();
        assertThat(player.position()).isZero();
    }

    @Test
    void runsToTheCommandOfACcw() {
        assertThat(player.runTo(new Condition.CommandIs(Ccw.SENSE_ID))).isTrue();
        assertThat(last().what()).startsWith("command e4");
        assertThat(player.runTo(new Condition.CommandIs(Ccw.SENSE_ID))).isFalse();
    }

    @Test
    void runsToAConditionCode() {
        player.goTo(player.length());

        assertThat(player.runBackTo(new Condition.ConditionCodeIs(0))).isTrue();
        assertThat(last().what()).contains("cc 0");
        assertThat(player.runTo(new Condition.ConditionCodeIs(3))).isFalse();
    }

    @Test
    void runsToTheStepThatChangesTheDriversState() {
        player.goTo(run.setupSteps());

        assertThat(player.runTo(new Condition.StateBecomes(FsmState.CP_PROCESSING)))
                .isTrue();
        assertThat(player.runTo(new Condition.StateBecomes(FsmState.CP_PENDING)))
                .isTrue();
        assertThat(player.runTo(new Condition.StateBecomes(FsmState.IDLE))).isTrue();
        assertThat(last().id().text()).isEqualTo("K5.5");
        assertThat(player.runBackTo(new Condition.StateBecomes(FsmState.CP_PENDING)))
                .isTrue();
    }

    @Test
    void runsToTheStepsThatReadOrWriteARange() {
        Range program = new Range("guest", Programs.PROGRAM, 8);
        Range data = new Range("guest", Programs.DATA + 2, 1);

        assertThat(player.runTo(new Condition.Reads(program))).isTrue();
        assertThat(last().id().text()).isEqualTo("K1.3");
        assertThat(player.runTo(new Condition.Writes(data))).isTrue();
        assertThat(last().id().text()).isEqualTo("K3.4");
        assertThat(player.writerOf("guest", Programs.DATA + 2)).map(Step::n).contains(last().n());
        assertThat(player.runBackTo(new Condition.Writes(data))).isFalse();
        assertThat(player.writerOf("guest", Programs.DATA + 2)).isEmpty();
        assertThat(player.runTo(new Condition.Writes(new Range("no such area", 0, 1))))
                .isFalse();
    }

    @Test
    void playsFromBreakpointToBreakpoint() {
        player.setBreakpoint(new Condition.StepIs("K3.2"));
        player.setBreakpoint(new Condition.StepIs("Q6"));
        player.setBreakpoint(new Condition.StepIs("Q6"));
        assertThat(player.breakpoints()).hasSize(2);

        assertThat(player.play()).isTrue();
        assertThat(last().id().text()).isEqualTo("K3.2");
        assertThat(player.play()).isTrue();
        assertThat(last().id().text()).isEqualTo("Q6.1");
        assertThat(player.playBack()).isTrue();
        assertThat(last().id().text()).isEqualTo("K3.2");

        player.clearBreakpoint(new Condition.StepIs("Q6"));
        assertThat(player.play()).isFalse();
    }

    @Test
    void bookmarksAreFoundAgain() {
        player.runTo(new Condition.StepIs("K3"));
        int position = player.position();
        long hash = player.stateHash();
        player.setBookmark("issue");
        player.goTo(player.length());

        assertThat(player.goToBookmark("issue")).isTrue();
        assertThat(player.position()).isEqualTo(position);
        assertThat(player.stateHash()).isEqualTo(hash);
        assertThat(player.bookmarks()).containsEntry("issue", position);
        player.clearBookmark("issue");
        assertThat(player.goToBookmark("issue")).isFalse();
    }
}
