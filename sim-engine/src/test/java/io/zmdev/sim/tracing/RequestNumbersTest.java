package io.zmdev.sim.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.ScenarioDocument;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RequestNumbersTest {

    /** Both devices are started before the work of either is done. */
    private static final String TWO_DEVICES = """
            { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "two", "kernel": "6.12",
              "transport": "region-eventfd", "channel": "qemu-css", "client": "qemu",
              "devices": [{ "id": "left", "attach": "vfio-ccw", "model": "tn3270" },
                          { "id": "right", "attach": "vfio-ccw", "model": "tn3270" }],
              "memory": { "size": "0x10000" },
              "program": [{ "at": "0x1000", "ccws": [{ "cmd": "0xE4", "flags": ["SLI"], "count": 16, "address": "0x2000" }] }],
              "requests": [
                { "do": "ssch", "on": "left", "orb": { "cpa": "0x1000", "lpm": "0x80", "intparm": "0x11110000" } },
                { "do": "ssch", "on": "right", "orb": { "cpa": "0x1000", "lpm": "0x80", "intparm": "0x22220000" } },
                { "do": "wait" }, { "do": "wait" },
                { "do": "tsch", "on": "right" }, { "do": "tsch", "on": "left" }] }
            """;

    private static List<TraceEvent> events(Run run) {
        List<TraceEvent> events = new ArrayList<>();
        SimulatedTrace.of(run).forEach(events::add);
        return events;
    }

    @Test
    void whatTwoDevicesDoInTurnBelongsToTheRequestOfEach() {
        Run run = Simulation.run(ScenarioDocument.parse("two.json", TWO_DEVICES.getBytes(StandardCharsets.UTF_8)));
        Map<Integer, Set<String>> devices = new TreeMap<>();
        Map<Integer, Set<String>> steps = new TreeMap<>();
        for (TraceEvent event : events(run)) {
            if (event.request() != TraceEvent.NO_REQUEST) {
                devices.computeIfAbsent(event.request(), n -> new TreeSet<>())
                        .add(event.facts().getOrDefault(Fact.DEVICE, "-"));
                steps.computeIfAbsent(event.request(), n -> new TreeSet<>())
                        .add(event.id().step());
            }
        }

        assertThat(devices).isEqualTo(Map.of(0, Set.of("left"), 1, Set.of("right")));
        assertThat(steps.get(0)).isEqualTo(steps.get(1)).contains("Q3", "K3", "K5", "K6", "Q6", "Q7", "Q8");
    }

    @Test
    void ofTheOnlyDeviceNothingIsSaid() {
        Run run = Simulation.run(ScenarioDocument.builtIn("sense-id"));

        assertThat(events(run)).isNotEmpty().noneMatch(event -> event.facts().containsKey(Fact.DEVICE));
    }
}
