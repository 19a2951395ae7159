package io.zmdev.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.zmdev.io.ResultDifference;
import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.sim.flow.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A channel-I/O scenario. Its parts are the pieces of data, the CCWs and the requests; a request goes together with the waits
 * behind it, so that nothing is left running.
 */
record ProgramCase(String name, String host, String text) implements Case {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An element of an array of the scenario, and how many elements it takes with it. */
    private record Part(ArrayNode array, int index, int length) {}

    @Override
    public String batch() {
        return "channel-io";
    }

    @Override
    public String ending() {
        return "json";
    }

    @Override
    public Optional<String> difference(String answerOfTheLab) {
        String answer = ResultDocument.text(
                Simulation.run(ScenarioDocument.parse(name, text.getBytes(StandardCharsets.UTF_8))));
        return ResultDifference.first("the lab", answerOfTheLab, "the simulator", answer);
    }

    @Override
    public int parts() {
        return parts(tree()).size();
    }

    @Override
    public ProgramCase with(List<Integer> parts) {
        JsonNode scenario = tree();
        List<Part> all = parts(scenario);
        Set<Integer> kept = Set.copyOf(parts);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!kept.contains(i)) {
                Part part = all.get(i);
                for (int n = part.length(); n > 0; n--) {
                    part.array().remove(part.index());
                }
            }
        }
        return new ProgramCase(name, host, scenario.toPrettyString());
    }

    private JsonNode tree() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static List<Part> parts(JsonNode scenario) {
        List<Part> parts = new ArrayList<>();
        addElements(parts, scenario.at("/memory/data"));
        scenario.path("program").forEach(segment -> addElements(parts, segment.path("ccws")));
        JsonNode requests = scenario.path("requests");
        for (int i = 0; i < requests.size(); ) {
            int end = i + 1;
            while (end < requests.size()
                    && requests.get(end).path("do").asText().equals("wait")) {
                end++;
            }
            parts.add(new Part((ArrayNode) requests, i, end - i));
            i = end;
        }
        return parts;
    }

    private static void addElements(List<Part> parts, JsonNode elements) {
        for (int i = 0; i < elements.size(); i++) {
            parts.add(new Part((ArrayNode) elements, i, 1));
        }
    }
}
