package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.sim.flow.Simulation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        JsonNode expected =
                JsonInput.MAPPER.readTree(folder().resolve(name + EXPECTED).toFile());
        String result = ResultDocument.text(Simulation.run(ScenarioDocument.read(folder().resolve(name + ".json"))));
        JsonNode actual = JsonInput.MAPPER.readTree(result.getBytes(StandardCharsets.UTF_8));

        assertThat(firstDifference(expected, actual)).as(name).isEmpty();
    }

    private static List<String> firstDifference(JsonNode expected, JsonNode actual) {
        List<String> differences = new ArrayList<>();
        compare(
                "/requests",
                blanked(expected.get("requests")),
                blanked(expected.get("requests"), actual.get("requests")),
                differences);
        compare("/fsm", expected.get("fsm"), actual.get("fsm"), differences);
        compare("/memory", expected.get("memory"), actual.get("memory"), differences);
        return differences.isEmpty() ? differences : differences.subList(0, 1);
    }

    private static JsonNode blanked(JsonNode requests) {
        return blanked(requests, requests);
    }

    /** The requests with the bytes zeroed that the recording tells to ignore. */
    private static JsonNode blanked(JsonNode rules, JsonNode requests) {
        JsonNode copy = requests.deepCopy();
        for (int i = 0; i < rules.size() && i < copy.size(); i++) {
            for (String key : List.of("irb", "schib")) {
                if (rules.get(i).has("ignore") && copy.get(i).has(key)) {
                    StringBuilder hex = new StringBuilder(copy.get(i).get(key).textValue());
                    for (JsonNode range : rules.get(i).get("ignore")) {
                        for (int at = 2 * range.get(0).intValue();
                                at < 2 * range.get(1).intValue();
                                at++) {
                            hex.setCharAt(at, '0');
                        }
                    }
                    ((ObjectNode) copy.get(i)).put(key, hex.toString());
                }
            }
        }
        return copy;
    }

    /** Every key of the expected tree; keys that only the actual tree has are allowed. */
    private static void compare(String at, JsonNode expected, JsonNode actual, List<String> differences) {
        if (actual == null) {
            differences.add(at + ": expected " + expected + ", got nothing");
        } else if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                if (!member.getKey().equals("ignore")) {
                    compare(at + "/" + member.getKey(), member.getValue(), actual.get(member.getKey()), differences);
                }
            }
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(at + "/" + i, expected.get(i), actual.get(i), differences);
            }
            if (actual.size() > expected.size()) {
                differences.add(at + ": expected " + expected.size() + " entries, got " + actual.size());
            }
        } else if (!expected.equals(actual) && !expected.asText().equals(actual.asText())) {
            differences.add(at + ": expected " + expected + ", got " + actual);
        }
    }
}
