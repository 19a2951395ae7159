package io.zmdev.app.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.TestMachines;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.vfioccw.FsmState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalkthroughViewModelTest {

    private final Scenario scenario = TestMachines.senseChain();
    private final WalkthroughViewModel model =
            new WalkthroughViewModel((chosen, done) -> done.accept(Simulation.run(chosen)));

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
