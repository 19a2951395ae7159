package io.zmdev.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceThread;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a trace as JSON trace events, which ui.perfetto.dev and chrome://tracing open: a track for each lane and thread, a slice for
 * each step (of no length where none is known), an instant for each tracepoint of the driver's state machine, and an arrow from
 * each step to the one that it causes on another lane. Times are in µs.
 */
public final class PerfettoDocument {

    private static final int PROCESS = 1;
    private static final List<Lane> LANES = List.of(Lane.values());
    private static final List<TraceThread> THREADS = List.of(TraceThread.values());

    /** Which step an arrow ends at, and where it begins. */
    private static final Map<String, String> CAUSES = Map.ofEntries(
            Map.entry("K1", "Q4"),
            Map.entry("Q5", "K4"),
            Map.entry("K5", "K3"),
            Map.entry("K6", "K5"),
            Map.entry("Q6", "K6"),
            Map.entry("Q8", "Q7"),
            Map.entry("U1", "A1"),
            Map.entry("U4", "U1"),
            Map.entry("U7", "U4"),
            Map.entry("U8", "U7"),
            Map.entry("B1", "A1"),
            Map.entry("F1", "A1"),
            Map.entry("E2", "A1"),
            Map.entry("C1", "A1"),
            Map.entry("P2", "P1"),
            Map.entry("A9", "U9"),
            Map.entry("I5", "I3"),
            Map.entry("I8", "I5"));

    private static final Set<String> BEGINNINGS = Set.copyOf(CAUSES.values());
    private static final String TRACEPOINT = "vfio_ccw_fsm_";
    /** Requests that arrows are kept for. */
    private static final int WINDOW = 64;

    private final JsonGenerator json;
    private final Map<Integer, Arrows> arrows = new HashMap<>();
    private int nextArrow;

    /** What is known of a request's arrows. */
    private static final class Arrows {
        private final Map<String, TraceEvent> beginnings = new HashMap<>();
        private final Set<String> ended = new HashSet<>();
    }

    private PerfettoDocument(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a trace, event by event.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE; an old file is untouched then
     */
    public static void write(Path file, TraceHeader header, Iterator<TraceEvent> events) {
        StreamedFile.write(file, out -> write(out, header, events));
    }

    private static void write(Writer out, TraceHeader header, Iterator<TraceEvent> events) throws IOException {
        try (JsonGenerator json = JsonInput.MAPPER.createGenerator(out)) {
            json.setPrettyPrinter(null);
            PerfettoDocument document = new PerfettoDocument(json);
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ns");
            json.writeArrayFieldStart("traceEvents");
            document.names(header);
            while (events.hasNext()) {
                document.event(events.next());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void names(TraceHeader header) throws IOException {
        name("process_name", 0, header.name());
        for (Lane lane : LANES) {
            for (TraceThread thread : THREADS) {
                name("thread_name", track(lane, thread), TraceDocument.lane(lane) + " (" + thread.id() + ")");
            }
        }
    }

    private void name(String what, int track, String name) throws IOException {
        begin("M", what, track);
        json.writeObjectFieldStart("args");
        json.writeStringField("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static int track(Lane lane, TraceThread thread) {
        return 1 + LANES.indexOf(lane) * THREADS.size() + THREADS.indexOf(thread);
    }

    private void begin(String phase, String name, int track) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", phase);
        json.writeStringField("name", name);
        json.writeNumberField("pid", PROCESS);
        json.writeNumberField("tid", track);
    }

    private void event(TraceEvent event) throws IOException {
        boolean instant = event.source().startsWith(TRACEPOINT);
        begin(instant ? "i" : "X", event.id() + " " + event.what(), track(event.actor(), event.thread()));
        long duration = instant ? 0 : event.durationNs().orElse(0);
        time("ts", event.timeNs() - duration);
        if (instant) {
            json.writeStringField("s", "t");
        } else {
            time("dur", duration);
        }
        json.writeStringField("cat", event.evidence().id());
        json.writeObjectFieldStart("args");
        json.writeStringField("source", event.source());
        if (event.request() != TraceEvent.NO_REQUEST) {
            json.writeNumberField("request", event.request());
        }
        for (var fact : event.facts().entrySet()) {
            json.writeStringField(fact.getKey().id(), fact.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        if (!instant && event.request() != TraceEvent.NO_REQUEST) {
            arrow(event);
        }
    }

    private void arrow(TraceEvent event) throws IOException {
        arrows.remove(event.request() - WINDOW);
        Arrows ofRequest = arrows.computeIfAbsent(event.request(), request -> new Arrows());
        String step = event.id().step();
        String cause = CAUSES.get(step);
        TraceEvent from = cause == null ? null : ofRequest.beginnings.get(cause);
        if (from != null && ofRequest.ended.add(step)) {
            nextArrow++;
            arrowEnd("s", from);
            arrowEnd("f", event);
        }
        if (BEGINNINGS.contains(step)) {
            ofRequest.beginnings.put(step, event);
        }
    }

    private void arrowEnd(String phase, TraceEvent at) throws IOException {
        begin(phase, "causes", track(at.actor(), at.thread()));
        json.writeStringField("cat", "flow");
        json.writeNumberField("id", nextArrow);
        if (phase.equals("f")) {
            json.writeStringField("bp", "e");
        }
        time("ts", at.timeNs() - at.durationNs().orElse(0));
        json.writeEndObject();
    }

    /** Nanoseconds as microseconds, exactly. */
    private void time(String name, long ns) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(BigDecimal.valueOf(ns, 3).toPlainString());
    }
}
