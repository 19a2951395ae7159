package io.zmdev.sim.tracing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What a trace says about one request: which documented steps began, on which thread, in which order, and their facts.
 *
 * @param number from 0
 * @param beginnings each step where a thread first took it, in the order of the trace
 * @param facts for each documented step the different values of each fact, in the order of the trace
 */
public record RequestSummary(
        int number, SequencedSet<Beginning> beginnings, Map<String, Map<Fact, SequencedSet<String>>> facts) {

    /** Woken up by poll(2): the file descriptor may be any. */
    private static final String POLLED = "Q6.1";

    /** A documented step that a thread began. */
    public record Beginning(TraceThread thread, String step) {}

    public RequestSummary {
        beginnings = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(beginnings));
        facts = Collections.unmodifiableMap(facts);
    }

    /** The documented steps, each once. */
    public Set<String> steps() {
        Set<String> steps = new LinkedHashSet<>();
        beginnings.forEach(beginning -> steps.add(beginning.step()));
        return steps;
    }

    /** The steps of a thread, in its order. */
    List<String> stepsOf(TraceThread thread) {
        return beginnings.stream()
                .filter(beginning -> beginning.thread() == thread)
                .map(Beginning::step)
                .toList();
    }

    /** The values of a fact of a step, none when there are none. */
    public SequencedSet<String> values(String step, Fact fact) {
        return facts.getOrDefault(step, Map.of())
                .getOrDefault(fact, Collections.unmodifiableSequencedSet(new LinkedHashSet<>()));
    }

    /** What an event begins; null for what tells nothing about the order. */
    public static @org.jspecify.annotations.Nullable Beginning beginning(TraceEvent event) {
        return event.thread() == TraceThread.CHANNEL || event.id().text().equals(POLLED)
                ? null
                : new Beginning(event.thread(), event.id().step());
    }

    /** Collects the events of one request. */
    static final class Builder {

        private final int number;
        private final SequencedSet<Beginning> beginnings = new LinkedHashSet<>();
        private final Map<String, Map<Fact, SequencedSet<String>>> facts = new LinkedHashMap<>();

        Builder(int number) {
            this.number = number;
        }

        void add(TraceEvent event) {
            Beginning beginning = beginning(event);
            if (beginning == null) {
                return;
            }
            beginnings.add(beginning);
            if (!event.facts().isEmpty()) {
                Map<Fact, SequencedSet<String>> ofStep =
                        facts.computeIfAbsent(beginning.step(), step -> new EnumMap<>(Fact.class));
                event.facts()
                        .forEach((fact, value) -> ofStep.computeIfAbsent(fact, f -> new LinkedHashSet<>())
                                .add(value));
            }
        }

        RequestSummary build() {
            return new RequestSummary(number, beginnings, facts);
        }
    }
}
