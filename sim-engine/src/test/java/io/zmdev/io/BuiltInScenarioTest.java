package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios that come with the program. */
class BuiltInScenarioTest {

    static Stream<String> names() {
        return ScenarioDocument.builtInNames().stream();
    }

    @Test
    void everyFileOfTheLibraryIsListed() throws IOException {
        Path folder = Path.of("..", "assets", "src", "main", "resources", "io", "zmdev", "assets", "scenarios");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".json"))
                            .map(name -> name.substring(0, name.length() - ".json".length())))
                    .containsExactlyInAnyOrderElementsOf(ScenarioDocument.builtInNames());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyScenarioSaysWhatItTeachesAndRunsToItsEnd(String name) {
        Scenario scenario = ScenarioDocument.builtIn(name);
        Run run = Simulation.run(scenario);

        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.note()).isNotBlank();
        assertThat(run.stopped()).isEmpty();
        assertThat(run.results()).hasSameSizeAs(scenario.requests());
        assertThat(ResultDocument.text(run)).contains("\"format\": \"zmdev.result/1\"");
    }

    @Test
    void twoInterruptsBeforeTheWorkLoseTheFirstStatus() {
        Run run = Simulation.run(ScenarioDocument.builtIn("lost-interrupt"));
        Result.GuestIrb irb = (Result.GuestIrb) run.results().getLast();

        assertThat(HexFormat.of().formatHex(irb.irb(), 0, 4)).isEqualTo("00801001");
        assertThat(run.memoryChanges()).isNotEmpty();
    }

    @Test
    void aDeviceThatIsGoneRefusesEveryFurtherStart() {
        Run run = Simulation.run(ScenarioDocument.builtIn("device-gone"));
        Result.ConditionCode start = (Result.ConditionCode) run.results().get(3);

        assertThat(start.region().orElseThrow().errno()).contains(Errno.EIO);
        assertThat(run.fsm()).contains(new FsmEntry.Event(2, 0), new FsmEntry.Event(0, 1));
    }

    @Test
    void aTapeMarkIsAUnitException() {
        Run run = Simulation.run(ScenarioDocument.builtIn("tape-write-and-read"));
        Result.RegionIrb irb = (Result.RegionIrb) run.results().getLast();

        assertThat(irb.irb()[8]).isEqualTo((byte) 0x0d);
        assertThat(run.memoryChanges().getFirst().bytes()).endsWith(0xdd, 0xee, 0xff);
    }

    @Test
    void theEmulatedDeviceTakesNoStepOfTheDriver() {
        Run run = Simulation.run(ScenarioDocument.builtIn("emulated-beside-passed-through"));
        int secondStart = -1;
        for (int i = run.setupSteps(); i < run.steps().size(); i++) {
            if (run.steps().get(i).id().text().equals("Q3.1")) {
                secondStart = i;
            }
        }

        assertThat(run.steps().subList(secondStart, run.steps().size()))
                .noneMatch(step -> step.id().text().startsWith("K"));
    }
}
