package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.flow.Simulation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every channel program that was recorded on a Linux 6.12 kernel under QEMU, run in the simulator. */
class RecordedChannelProgramTest {

    private static final String FOLDER = "/recordings/channel-io";
    private static final String EXPECTED = ".expected.json";

    static Stream<String> names() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - EXPECTED.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(RecordedChannelProgramTest.class.getResource(FOLDER).toURI());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSimulatorAnswersWhatTheKernelAnswered(String name) throws IOException, URISyntaxException {
        String expected = Files.readString(folder().resolve(name + EXPECTED));
        String actual = ResultDocument.text(Simulation.run(ScenarioDocument.read(folder().resolve(name + ".json"))));

        assertThat(ResultDifference.first(name + EXPECTED, expected, name, actual))
                .isEmpty();
    }
}
