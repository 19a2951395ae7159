package io.zmdev.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceKind;
import io.zmdev.sim.tracing.TraceThread;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes a trace, {@code zmdev.trace/1} (docs/formats.md): a line for the header, then one for each event. */
public final class TraceDocument {

    public static final String FORMAT = "zmdev.trace/1";

    private static final int MAX_REQUEST = 1 << 30;
    private static final Map<String, TraceHeader.Origin> ORIGINS =
            byId(TraceHeader.Origin.values(), TraceHeader.Origin::id);
    private static final Map<String, Lane> LANES = byId(Lane.values(), TraceDocument::lane);
    private static final Map<String, TraceThread> THREADS = byId(TraceThread.values(), TraceThread::id);
    private static final Map<String, Evidence> EVIDENCE = byId(Evidence.values(), Evidence::id);
    private static final Map<String, Fact> FACTS = byId(Fact.values(), Fact::id);
    private static final Map<String, TraceKind> KINDS = byId(TraceKind.values(), TraceKind::id);

    /** A documented step, or a part of it by its number. */
    private static final Pattern ID = Pattern.compile("([A-Z][0-9]{1,2})(\\.[1-9][0-9]?)?");

    /** The guest's own log, which no other trace shows. */
    private static final String GUEST_STEP = "G1";

    /** The keys of an event that are texts, in the order in which they are written. */
    private static final List<String> PLAIN_TEXTS =
            List.of("id", "thread", "actor", "target", "evidence", "what", "source");

    private static final JsonFactory PLAIN = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private TraceDocument() {}

    private static <T> Map<String, T> byId(T[] values, Function<T, String> id) {
        SequencedMap<String, T> map = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> map.put(id.apply(value), value));
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, String> steps(TraceKind kind) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        kind.steps().forEach(step -> map.put(step, step));
        return map;
    }

    static String lane(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Writes a trace, event by event.
     *
     * @throws ZmdevException OUTPUT_UNWRITABLE; an old file is untouched then
     */
    public static void write(Path file, TraceHeader header, Iterator<TraceEvent> events) {
        StreamedFile.write(file, out -> write(out, header, events));
    }

    private static void write(Writer out, TraceHeader header, Iterator<TraceEvent> events) throws IOException {
        try (JsonGenerator json = JsonInput.MAPPER.createGenerator(out)) {
            json.setPrettyPrinter(null);
            json.setRootValueSeparator(null);
            writeHeader(json, header);
            while (events.hasNext()) {
                writeEvent(json, events.next());
            }
        }
    }

    private static void writeHeader(JsonGenerator json, TraceHeader header) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeStringField("name", header.name());
        if (header.kind() != TraceKind.CHANNEL_IO) {
            json.writeStringField("kind", header.kind().id());
        }
        json.writeStringField("origin", header.origin().id());
        json.writeArrayFieldStart("covers");
        for (String step : header.covers()) {
            json.writeString(step);
        }
        json.writeEndArray();
        json.writeNumberField("events", header.events());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void writeEvent(JsonGenerator json, TraceEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("time_ns", event.timeNs());
        if (event.durationNs().isPresent()) {
            json.writeNumberField("duration_ns", event.durationNs().getAsLong());
        }
        if (event.request() != TraceEvent.NO_REQUEST) {
            json.writeNumberField("request", event.request());
        }
        json.writeStringField("id", event.id().text());
        json.writeStringField("thread", event.thread().id());
        json.writeStringField("actor", lane(event.actor()));
        json.writeStringField("target", lane(event.target()));
        json.writeStringField("evidence", event.evidence().id());
        json.writeStringField("what", event.what());
        json.writeStringField("source", event.source());
        if (!event.facts().isEmpty()) {
            json.writeObjectFieldStart("facts");
            for (Map.Entry<Fact, String> fact : event.facts().entrySet()) {
                json.writeStringField(fact.getKey().id(), fact.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /**
     * Opens a trace.
     *
     * @throws ZmdevException FILE_UNUSABLE when its header is
     */
    public static Reader open(Path file) {
        return new Reader(file);
    }

    /** Reads the events of a file in order, in bounded memory. A broken line is met when it is its turn. For one thread. */
    public static final class Reader implements Iterator<TraceEvent>, AutoCloseable {

        private static final int MAX_SHARED_TEXTS = 1 << 16;

        private final TextLines lines;
        private final TraceHeader header;
        private final Map<String, StepId> ids = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private long read;

        private Reader(Path file) {
            lines = TextLines.open(file);
            try {
                String first = lines.next();
                if (first == null) {
                    throw new ZmdevException(ErrorCode.FILE_UNUSABLE, file + ": the file is empty");
                }
                header = header(value(first));
            } catch (ZmdevException e) {
                lines.close();
                throw e;
            }
        }

        public TraceHeader header() {
            return header;
        }

        /** True until as many events are read as the header tells; a longer file is refused then. */
        @Override
        public boolean hasNext() {
            if (read < header.events()) {
                return true;
            }
            String line = lines.next();
            if (line != null) {
                throw error("the header tells of %d events, here is one more".formatted(header.events()));
            }
            return false;
        }

        /** @throws ZmdevException FILE_UNUSABLE that names the line */
        @Override
        public TraceEvent next() {
            if (read >= header.events()) {
                throw new NoSuchElementException();
            }
            String line = lines.next();
            if (line == null) {
                throw error("the file ends after %d of %d events (truncated?)".formatted(read, header.events()));
            }
            read++;
            TraceEvent plain = plainEvent(line);
            return plain != null ? plain : event(value(line));
        }

        /**
         * The event of a line as this program writes it, read without a tree, in half the time. Null for any other
         * line, good or bad, which is read by {@link #event} then.
         */
        private @Nullable TraceEvent plainEvent(String line) {
            try (JsonParser json = PLAIN.createParser(line)) {
                return plainEvent(json);
            } catch (IOException e) {
                return null;
            }
        }

        private @Nullable TraceEvent plainEvent(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT || !"time_ns".equals(json.nextFieldName())) {
                return null;
            }
            if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                return null;
            }
            long timeNs = json.getLongValue();
            String key = json.nextFieldName();
            OptionalLong durationNs = OptionalLong.empty();
            if ("duration_ns".equals(key)) {
                if (json.nextToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() < 0) {
                    return null;
                }
                durationNs = OptionalLong.of(json.getLongValue());
                key = json.nextFieldName();
            }
            int request = TraceEvent.NO_REQUEST;
            if ("request".equals(key)) {
                if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                    return null;
                }
                request = json.getIntValue();
                if (request < 0 || request > MAX_REQUEST) {
                    return null;
                }
                key = json.nextFieldName();
            }
            String[] texts = new String[PLAIN_TEXTS.size()];
            for (int i = 0; i < texts.length; i++) {
                String text = PLAIN_TEXTS.get(i).equals(key) ? json.nextTextValue() : null;
                if (text == null) {
                    return null;
                }
                texts[i] = text;
                key = json.nextFieldName();
            }
            Map<Fact, String> facts = Map.of();
            if ("facts".equals(key)) {
                facts = plainFacts(json);
                key = json.nextFieldName();
            }
            StepId id = ids.get(texts[0]);
            TraceThread thread = THREADS.get(texts[1]);
            Lane actor = LANES.get(texts[2]);
            Lane target = LANES.get(texts[3]);
            Evidence evidence = EVIDENCE.get(texts[4]);
            boolean ended = key == null && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return !ended
                            || facts == null
                            || id == null
                            || thread == null
                            || actor == null
                            || target == null
                            || evidence == null
                    ? null
                    : new TraceEvent(
                            timeNs,
                            durationNs,
                            request,
                            id,
                            actor,
                            target,
                            thread,
                            evidence,
                            shared(texts[5]),
                            shared(texts[6]),
                            facts);
        }

        private @Nullable Map<Fact, String> plainFacts(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<Fact, String> facts = new EnumMap<>(Fact.class);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                Fact fact = FACTS.get(name);
                String text = json.nextTextValue();
                if (fact == null || text == null || facts.put(fact, shared(text)) != null) {
                    return null;
                }
            }
            return facts;
        }

        @Override
        public void close() {
            lines.close();
        }

        private JsonValue value(String line) {
            return JsonInput.parse(lines.place(), line).object();
        }

        private ZmdevException error(String message) {
            return new ZmdevException(ErrorCode.FILE_UNUSABLE, lines.place() + ": " + message);
        }

        private static TraceHeader header(JsonValue line) {
            line.requireFormat(FORMAT);
            TraceKind kind = line.optional("kind", value -> value.oneOf(KINDS), TraceKind.CHANNEL_IO);
            Map<String, String> steps = steps(kind);
            return new TraceHeader(
                    line.required("name").name(),
                    kind,
                    line.required("origin").oneOf(ORIGINS),
                    new LinkedHashSet<>(line.required("covers").distinct(step -> step.oneOf(steps), step -> step)),
                    line.required("events").integer(0L, Long.MAX_VALUE));
        }

        private TraceEvent event(JsonValue line) {
            return new TraceEvent(
                    line.required("time_ns").integer(Long.MIN_VALUE, Long.MAX_VALUE),
                    line.optional("duration_ns")
                            .map(d -> OptionalLong.of(d.integer(0L, Long.MAX_VALUE)))
                            .orElse(OptionalLong.empty()),
                    line.optional("request", r -> r.integer(0, MAX_REQUEST), TraceEvent.NO_REQUEST),
                    id(line.required("id")),
                    line.required("actor").oneOf(LANES),
                    line.required("target").oneOf(LANES),
                    line.required("thread").oneOf(THREADS),
                    line.required("evidence").oneOf(EVIDENCE),
                    shared(line.required("what").text()),
                    shared(line.required("source").text()),
                    line.optional("facts", this::facts, Map.of()));
        }

        private StepId id(JsonValue id) {
            String text = id.text();
            StepId known = ids.get(text);
            if (known != null) {
                return known;
            }
            if (!isStep(text)) {
                throw id.error("'%s' is no step: %s or %s, with .1 to .99 for a sub-step"
                        .formatted(text, String.join(", ", header.kind().steps()), GUEST_STEP));
            }
            StepId step = new StepId(text);
            ids.put(text, step);
            return step;
        }

        private boolean isStep(String text) {
            Matcher matcher = ID.matcher(text);
            return matcher.matches()
                    && (header.kind().steps().contains(matcher.group(1))
                            || matcher.group(1).equals(GUEST_STEP));
        }

        private Map<Fact, String> facts(JsonValue facts) {
            Map<Fact, String> map = new EnumMap<>(Fact.class);
            facts.members().forEach(member -> {
                @Nullable Fact fact = FACTS.get(member.getKey());
                if (fact == null) {
                    throw facts.error("there is no fact '%s'".formatted(member.getKey()));
                }
                map.put(fact, shared(member.getValue().text()));
            });
            return map;
        }

        /** The same text once in memory, for those who keep the events. */
        private String shared(String text) {
            String known = texts.get(text);
            if (known != null) {
                return known;
            }
            if (texts.size() < MAX_SHARED_TEXTS) {
                texts.put(text, text);
            }
            return text;
        }
    }
}
