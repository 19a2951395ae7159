package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.tracing.SimulatedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceExportTest {

    private static final int REQUESTS = 200;

    @TempDir
    private Path folder = Path.of("");

    private static SimulatedTrace manyRequests() {
        Scenario one = ScenarioDocument.builtIn("sense-id");
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.addAll(one.requests());
        }
        return SimulatedTrace.of(Simulation.run(new Scenario(
                one.name(),
                one.note(),
                one.kernel(),
                one.transport(),
                one.channel(),
                one.client(),
                one.devices(),
                one.memory(),
                one.program(),
                requests,
                one.faults(),
                one.schedule(),
                one.costs())));
    }

    @Test
    void perfettoGetsATrackForEachEventAndArrowsThatBeginAndEnd() throws IOException {
        Path file = folder.resolve("trace.json");
        SimulatedTrace trace = manyRequests();
        PerfettoDocument.write(file, trace.header(), trace.iterator());

        Set<Integer> tracks = new HashSet<>();
        Map<Integer, Double> begun = new HashMap<>();
        int arrows = 0;
        int events = 0;
        for (JsonNode event : JsonInput.MAPPER.readTree(file.toFile()).get("traceEvents")) {
            switch (event.get("ph").textValue()) {
                case "M" -> tracks.add(event.get("tid").intValue());
                case "s" ->
                    begun.put(event.get("id").intValue(), event.get("ts").doubleValue());
                case "f" -> {
                    arrows++;
                    assertThat(event.get("ts").doubleValue())
                            .isGreaterThanOrEqualTo(begun.get(event.get("id").intValue()));
                }
                default -> {
                    events++;
                    assertThat(tracks).contains(event.get("tid").intValue());
                }
            }
        }
        assertThat(events).isEqualTo((int) trace.header().events());
        assertThat(arrows).isEqualTo(begun.size()).isGreaterThan(3 * REQUESTS);
    }

    @Test
    void csvHasALineForEachEventWithAsManyFieldsAsTheHeader() throws IOException {
        Path file = folder.resolve("trace.csv");
        SimulatedTrace trace = manyRequests();
        TraceTable.write(file, trace.iterator());
        List<String> lines = Files.readAllLines(file);

        assertThat(lines).hasSize(1 + (int) trace.header().events());
        assertThat(lines).allMatch(line -> line.replaceAll("\"[^\"]*\"", "").split(",", -1).length == 11);
    }
}
