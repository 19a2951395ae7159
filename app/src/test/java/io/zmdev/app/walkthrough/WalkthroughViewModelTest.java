package io.zmdev.app.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.TestMachines;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.Fault;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.vfioccw.FsmState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalkthroughViewModelTest {

    private final Scenario scenario = TestMachines.senseChain();
    private final WalkthroughViewModel model = new WalkthroughViewModel(new ImmediateWork());

    @BeforeEach
    void open() {
        model.offer(List.of(scenario));
    }

    @Test
    void aRunOpensAtItsStart() {
        assertThat(model.positionProperty().get()).isZero();
        assertThat(moment().step()).isEmpty();
        assertThat(model.length()).isGreaterThan(20);
    }

    @Test
    void steppingStopsAtBothEnds() {
        assertThat(model.back()).isFalse();
        model.seek(model.length() + 5);
        assertThat(model.positionProperty().get()).isEqualTo(model.length());
        assertThat(model.step()).isFalse();
    }

    @Test
    void thePictureOfAPositionIsTheSameWhicheverWayItWasReached() {
        List<String> straight = new ArrayList<>();
        for (int position = 0; position <= model.length(); position++) {
            model.seek(position);
            straight.add(picture());
        }
        long seed = 4711;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            int position = random.nextInt(model.length() + 1);
            model.seek(position);
            assertThat(picture()).as("position %d, seed %d", position, seed).isEqualTo(straight.get(position));
        }
    }

    @Test
    void theProgramIsTranslatedCcwByCcw() {
        assertThat(moment().program()).hasSize(3).allMatch(line -> line.host().isEmpty());

        seekStep("K2.4");
        assertThat(moment().program())
                .filteredOn(line -> line.host().isPresent())
                .hasSize(1);
        assertThat(moment().program().getFirst().current()).isTrue();

        model.seek(model.length());
        assertThat(moment().program()).allMatch(line -> line.host().isPresent());
    }

    @Test
    void pagesArePinnedWhileTheProgramRuns() {
        seekStep("K3.1");
        assertThat(moment().pins()).isNotEmpty();

        model.seek(model.length());
        assertThat(moment().pins()).isEmpty();
        assertThat(moment().driver()).contains(FsmState.IDLE);
    }

    @Test
    void aTranslationStepShowsTheHostCcwAndWhatItWasBefore() {
        seekStep("K2.4");

        Block block = moment().block().orElseThrow();
        assertThat(block.title()).startsWith("Host CCW at");
        assertThat(block.structure()).isPresent();
        assertThat(block.touched().cardinality()).isEqualTo(8);
        assertThat(block.bytes()).isNotEqualTo(block.before());
        assertThat(block.previousWriter()).map(step -> step.id().text()).contains("K1.3");
    }

    @Test
    void aConditionIsFoundForthAndBack() {
        Condition translated = new Condition.StepIs("K2.4");

        model.runTo(translated);
        int first = model.positionProperty().get();
        model.runTo(translated);
        int second = model.positionProperty().get();
        assertThat(moment().step()).map(step -> step.id().text()).contains("K2.4");
        assertThat(second).isGreaterThan(first);

        model.runBackTo(translated);
        assertThat(model.positionProperty().get()).isEqualTo(first);
    }

    @Test
    void breakpointsOutliveTheRunAndBookmarksDoNot() {
        model.setBreakpoint(new Condition.StepIs("K3"));
        model.seek(7);
        model.setBookmark();
        assertThat(model.marksProperty().get().bookmarks()).containsValue(7);

        model.choose(scenario);
        assertThat(model.marksProperty().get().bookmarks()).isEmpty();
        model.runToBreakpoint();
        assertThat(moment().step()).map(step -> step.id().text()).contains("K3.1");
        assertThat(model.isAtBreakpoint()).isTrue();
    }

    @Test
    void aByteLeadsToTheStepThatWroteItBefore() {
        seekStep("K2.4");
        Block block = moment().block().orElseThrow();

        model.goToWriter(block.area(), block.offset());
        assertThat(moment().step().map(Step::n))
                .isEqualTo(block.previousWriter().map(Step::n));
    }

    @Test
    void aByteThatNobodyWroteLeadsNowhere() {
        seekStep("K2.4");
        int here = model.positionProperty().get();

        model.goToWriter(Areas.GUEST, 0x7ff000);
        assertThat(model.positionProperty().get()).isEqualTo(here);
    }

    @Test
    void anInjectedFaultHappensAfterTheStepAndCanBeTakenBack() {
        int steps = model.length();
        seekStep("K3.2");

        model.inject(Fault.Host.DEVICE_GONE);
        assertThat(model.runProperty().get().orElseThrow().scenario().faults()).hasSize(1);
        model.seek(model.length());
        assertThat(moment().driver()).contains(FsmState.NOT_OPER);

        model.takeFaultsBack();
        assertThat(model.length()).isEqualTo(steps);
    }

    @Test
    void anotherTransportPlaysTheSameProgram() {
        model.chooseTransport(Transport.IOCTL);

        assertThat(model.runProperty().get().orElseThrow().scenario().transport())
                .isEqualTo(Transport.IOCTL);
        model.seek(model.length());
        assertThat(moment().driver()).contains(FsmState.IDLE);
    }

    @Test
    void everyScenarioOfTheLibraryCanBeOpened() {
        for (String name : ScenarioDocument.builtInNames()) {
            model.choose(ScenarioDocument.builtIn(name));
            model.seek(model.length());
            assertThat(moment().step()).as(name).isPresent();
        }
    }

    /** Goes to the first step with the id. */
    private void seekStep(String id) {
        for (int n = 0; n < model.length(); n++) {
            if (model.steps().get(n).id().text().equals(id)) {
                model.seek(n + 1);
                return;
            }
        }
        throw new AssertionError("no step " + id);
    }

    private Moment moment() {
        return model.momentProperty().get().orElseThrow();
    }

    private String picture() {
        Moment moment = moment();
        return moment.driver() + " " + moment.scsw() + moment.orb() + moment.program() + moment.pins();
    }
}
