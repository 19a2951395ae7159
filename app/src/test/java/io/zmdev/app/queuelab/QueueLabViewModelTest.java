package io.zmdev.app.queuelab;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Picture;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.load.Access;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.QueueCourse;
import io.zmdev.sim.ap.load.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QueueLabViewModelTest {

    private final List<Sweep> sweeps = new ArrayList<>();
    private final QueueLabViewModel model = new QueueLabViewModel(new Recorded());

    @Test
    void everyScenarioOfTheLibraryCanBeOpened() {
        for (String name : model.names()) {
            model.choose(name);
            assertThat(model.scenarioProperty().get())
                    .as(name)
                    .map(ApScenario::name)
                    .contains(name);
            assertThat(model.policies()).as(name).isNotEmpty();
        }
    }

    @Test
    void theRatesThatAreSetAreTheOnesThatRun() {
        model.choose("ap-shared-cards");
        model.rateOf("web1").set(0.5);
        model.compare();

        ApScenario before = model.scenarioProperty().get().orElseThrow();
        ApScenario run = sweeps.getFirst().scenario();
        assertThat(run.guests().get(0).arrivals())
                .isEqualTo(before.guests().get(0).arrivals().scaled(0.5));
        assertThat(run.guests().get(1).arrivals())
                .isEqualTo(before.guests().get(1).arrivals());
    }

    @Test
    void everyChosenPolicyIsComparedAtEveryLoad() {
        model.choose("ap-shared-cards");
        model.policies().clear();
        model.policies().addAll(List.of("jsq", "random"));
        model.compare();

        assertThat(sweeps.getFirst().policies()).containsExactly("random", "jsq");
        assertThat(sweeps.getFirst().cells()).hasSize(2 * 4);
    }

    @Test
    void withoutPoliciesNothingRuns() {
        model.choose("ap-shared-cards");
        model.policies().clear();
        model.compare();

        assertThat(sweeps).isEmpty();
    }

    @Test
    void aComparisonThatEndedLeavesItsRowsUntilAnotherScenarioIsChosen() {
        QueueLabViewModel lab = new QueueLabViewModel(new Immediate());
        lab.choose("ap-one-domain");
        String policy = lab.policies().iterator().next();
        lab.policies().retainAll(List.of(policy));
        lab.compare();

        assertThat(lab.rowsProperty().get()).hasSize(4);
        assertThat(lab.runningProperty().get()).isFalse();
        assertThat(lab.progressProperty().get()).isGreaterThan(0.99);
        lab.choose("ap-shared-cards");
        assertThat(lab.rowsProperty().get()).isEmpty();
    }

    @Test
    void aGuestWithAnotherMappingKeepsItsRateAndLosesTheResults() {
        QueueLabViewModel lab = new QueueLabViewModel(new Immediate());
        lab.choose("ap-shared-cards");
        lab.rateOf("web1").set(0.5);
        lab.watch();
        VirtualMapping mapping =
                new VirtualMapping(new TreeMap<>(Map.of(4, Mask256.of(3))), new TreeMap<>(Map.of(0, Mask256.of(8))));

        lab.remap("web1", mapping);

        ApScenario now = lab.scenarioProperty().get().orElseThrow();
        assertThat(now.guests().get(0).access())
                .isInstanceOfSatisfying(
                        Access.Virtual.class,
                        access -> assertThat(access.mapping()).isEqualTo(mapping));
        assertThat(lab.rateOf("web1").get()).isEqualTo(0.5);
        assertThat(lab.coursesProperty().get()).isEmpty();
    }

    @Test
    void realIdsAreThoseOfTheMachineInHexadecimal() {
        Mask256 there = Mask256.of(3, 0x16, 0xfe);

        assertThat(MappingPane.parse(" 03, fe", there)).contains(Mask256.of(3, 0xfe));
        assertThat(MappingPane.parse("04", there)).isEmpty();
        assertThat(MappingPane.parse("zz", there)).isEmpty();
        assertThat(MappingPane.parse("", there)).isEmpty();
    }

    @Test
    void theDiagramThatIsShownIsTheOneThatIsSaved() {
        QueueLabViewModel lab = new QueueLabViewModel(new Immediate());
        lab.choose("ap-one-domain");
        lab.policies().retainAll(List.of(lab.policies().iterator().next()));
        assertThat(lab.drawing()).isEmpty();
        lab.compare();

        assertThat(lab.drawing().orElseThrow().get()).contains("99 % response time");
        lab.diagramProperty().set(QueueLabViewModel.Diagram.UTILISATION);
        assertThat(lab.drawing().orElseThrow().get()).contains("utilisation of each card", "card");
    }

    @Test
    void aRunIsWatchedUnderEachChosenPolicyUntilAnotherScenarioIsOpened() {
        QueueLabViewModel lab = new QueueLabViewModel(new Immediate());
        lab.choose("ap-shared-cards");
        lab.policies().clear();
        lab.policies().addAll(List.of("jsq", "random"));
        lab.lookProperty().set(7);
        lab.watch();

        assertThat(lab.coursesProperty().get()).extracting(QueueCourse::policy).containsExactly("random", "jsq");
        assertThat(lab.lookProperty().get()).isZero();
        lab.choose("ap-one-domain");
        assertThat(lab.coursesProperty().get()).isEmpty();
    }

    /** Keeps what it is asked for, and does nothing. */
    private final class Recorded implements QueueLabWork {

        @Override
        public Runnable start(
                Sweep sweep, Consumer<Sweep.Cell> finished, Consumer<List<Sweep.Row>> done, Runnable ended) {
            sweeps.add(sweep);
            return () -> {};
        }

        @Override
        public void watch(ApScenario scenario, List<String> policies, Consumer<List<QueueCourse>> done) {}

        @Override
        public void saveSvg(Supplier<String> svg) {}

        @Override
        public void savePng(Picture picture) {}
    }

    /** Runs a sweep at once. */
    private static final class Immediate implements QueueLabWork {

        @Override
        public Runnable start(
                Sweep sweep, Consumer<Sweep.Cell> finished, Consumer<List<Sweep.Row>> done, Runnable ended) {
            done.accept(sweep.run(Map.of(), Runnable::run, (cell, result) -> finished.accept(cell)));
            ended.run();
            return () -> {};
        }

        @Override
        public void watch(ApScenario scenario, List<String> policies, Consumer<List<QueueCourse>> done) {
            done.accept(policies.stream()
                    .map(policy -> QueueCourse.of(scenario, policy, 2, QueueLabViewModel.BETWEEN_LOOKS_NS))
                    .toList());
        }

        @Override
        public void saveSvg(Supplier<String> svg) {}

        @Override
        public void savePng(Picture picture) {}
    }
}
