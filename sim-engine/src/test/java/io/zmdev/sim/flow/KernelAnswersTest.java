package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.ResultDifference;
import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.sim.flow.KernelAnswers.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelAnswersTest {

    private static KernelAnswers answersOf(Run run) {
        return new KernelAnswers(run.scenario(), run.results(), Optional.of(run.fsm()), run.memoryChanges());
    }

    private static Run run(String name) {
        return Simulation.run(ScenarioDocument.builtIn(name).ofProgram());
    }

    private static Optional<String> difference(KernelAnswers kernel, Run simulated) {
        return ResultDifference.first(
                "the kernel", ResultDocument.text(kernel), "the simulator", ResultDocument.text(simulated));
    }

    /** The same answers with another program address in the IRB of the last request. */
    private static KernelAnswers withProgramAddress(Run run, int address) {
        List<Result> results = new ArrayList<>(run.results());
        byte[] irb = ((Result.RegionIrb) results.removeLast()).irb().clone();
        ByteBuffer.wrap(irb).putInt(4, address);
        results.add(new Result.RegionIrb(irb, 0));
        return new KernelAnswers(run.scenario(), results, Optional.of(run.fsm()), run.memoryChanges());
    }

    @Test
    void theSameAnswersAreNoDifference() {
        Run run = run("sense-id-regions");

        assertThat(difference(answersOf(run), run)).isEmpty();
    }

    @Test
    void anAddressOfTheGuestIsCompared() {
        Run run = run("sense-id");

        assertThat(answersOf(run).ignored(2)).isEmpty();
        assertThat(difference(withProgramAddress(run, 0x1010), run))
                .hasValueSatisfying(difference -> assertThat(difference).startsWith("requests/2/irb"));
    }

    @Test
    void anAddressOfTheKernelIsNotCompared() {
        Run run = run("sense-id");
        KernelAnswers answers = withProgramAddress(run, 0x0148_cc08);

        assertThat(answers.ignored(2)).containsExactly(new Bytes(4, 8));
        assertThat(difference(answers, run)).isEmpty();
    }

    @Test
    void withoutATraceTheStateMachineIsNotCompared() {
        Run run = run("sense-id");
        KernelAnswers untraced =
                new KernelAnswers(run.scenario(), run.results(), Optional.empty(), run.memoryChanges());

        assertThat(ResultDocument.text(untraced)).doesNotContain("fsm");
        assertThat(difference(untraced, run)).isEmpty();
    }
}
