package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.TraceHash;
import io.zmdev.sim.mmio.MmioSimulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every machine records of the library's scenarios: {@code zmdev sim io --hash} and {@code zmdev sim mmio --hash} print the
 * same lines on JDK 25 of any processor. A change of a step changes its scenario's line; put the new ones into trace-hashes.txt then.
 */
class TraceHashTest {

    private static String lines() throws IOException {
        try (var in = Objects.requireNonNull(TraceHashTest.class.getResourceAsStream("trace-hashes.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> recorded() {
        Stream<Recording> channelIo =
                ScenarioDocument.builtInNames().stream().map(name -> Simulation.run(ScenarioDocument.builtIn(name)));
        Stream<Recording> mmio = MmioScenarioDocument.builtInNames().stream()
                .map(name ->
                        MmioSimulation.run(MmioScenarioDocument.builtIn(name).value()));
        return Stream.concat(channelIo, mmio).collect(Collectors.toMap(Recording::name, TraceHash::of));
    }

    @Test
    void everyScenarioOfTheLibraryIsRecordedAsOnEveryOtherMachine() throws IOException {
        Map<String, String> expected = Arrays.stream(lines().split("\n"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[1], words -> words[0]));

        assertThat(recorded()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void theLocaleOfTheMachineDoesNotMatter() {
        String here = TraceHash.of(Simulation.run(ScenarioDocument.builtIn("sense-id")));
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(TraceHash.of(Simulation.run(ScenarioDocument.builtIn("sense-id"))))
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
        }
    }
}
