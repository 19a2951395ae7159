package io.zmdev.io;

import io.zmdev.exchange.TraceLog;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.tracing.InferredAnswers;
import io.zmdev.sim.tracing.RequestNumbers;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceHeader.Origin;
import io.zmdev.sim.tracing.TraceKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a trace of logs of the kernel and of QEMU. The files are read twice: to learn how much they tell, then to tell it, merged by
 * time in bounded memory. Each file must be in the order of its times, as its writer leaves it.
 */
public final class TraceImport {

    private static final int SAMPLE_LINES = 200;

    private final Origin origin;
    private final List<Source> sources;

    /**
     * A file with what it told at the first reading.
     *
     * @param shiftNs what is added to its times
     */
    private record Source(Path file, Origin origin, long shiftNs, Survey survey) {}

    /** What a file holds. */
    private record Survey(long lines, long recognized, SequencedSet<String> covers, long firstNs) {}

    private TraceImport(Origin origin, List<Source> sources) {
        this.origin = origin;
        this.sources = List.copyOf(sources);
    }

    /**
     * Reads the files for the first time.
     *
     * @param origin FTRACE, QEMU_LOG, or MERGED for both kinds, and time lines, by their contents
     * @param taiOffsetNs how far CLOCK_TAI, which ftrace uses, is ahead of CLOCK_REALTIME, which QEMU uses
     * @throws ZmdevException FILE_UNUSABLE when a file is no such log, or tells of no I/O
     */
    public static TraceImport of(Origin origin, List<Path> files, long taiOffsetNs) {
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            TraceLog log = log(origin, file);
            long shift = log.origin() == Origin.FTRACE ? -taiOffsetNs : 0;
            sources.add(new Source(file, log.origin(), shift, survey(file, log)));
        }
        return new TraceImport(origin, sources);
    }

    private static TraceLog log(Origin origin, Path file) {
        List<String> sample = new ArrayList<>();
        try (TextLines lines = TextLines.open(file)) {
            String line = lines.next();
            while (line != null && sample.size() < SAMPLE_LINES) {
                sample.add(line);
                line = lines.next();
            }
        }
        TraceLog log = TraceLog.of(sample);
        if (origin != Origin.MERGED && log.origin() != origin) {
            log = TraceLog.of(origin);
        }
        return log;
    }

    private static Survey survey(Path file, TraceLog log) {
        long count = 0;
        long first = Long.MAX_VALUE;
        try (TextLines lines = TextLines.open(file)) {
            String line = lines.next();
            while (line != null) {
                for (TraceEvent event : log.read(line)) {
                    count++;
                    first = Math.min(first, event.timeNs());
                }
                line = lines.next();
            }
            if (count == 0) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        "%s: none of its %d lines tells of an I/O as a log of the kind %s does (%d lines have its form)"
                                .formatted(file, lines.number(), log.origin().id(), log.recognized()));
            }
            return new Survey(
                    lines.number(), log.recognized(), new LinkedHashSet<>(new TreeSet<>(log.covers())), first);
        }
    }

    /** Lines that are not of the form of their log, such as messages between. */
    public long strangeLines() {
        return sources.stream()
                .mapToLong(source -> source.survey.lines - source.survey.recognized)
                .sum();
    }

    /** How many events come of it. */
    public TraceHeader header() {
        long events = 0;
        try (Events counted = events()) {
            while (counted.hasNext()) {
                counted.next();
                events++;
            }
        }
        SequencedSet<String> covers = new LinkedHashSet<>();
        sources.forEach(source -> covers.addAll(source.survey.covers));
        if (covers.contains("Q3")) {
            covers.add("Q5");
        }
        String name = sources.stream()
                .map(source -> String.valueOf(source.file.getFileName()))
                .collect(Collectors.joining(" + "));
        return new TraceHeader(name, TraceKind.CHANNEL_IO, origin, covers, events);
    }

    /** Reads the files again. */
    public Events events() {
        return new Events();
    }

    /** The events of all files by time, from 0 on. For one thread. */
    public final class Events implements Iterator<TraceEvent>, AutoCloseable {

        private final List<Input> inputs = new ArrayList<>();
        private final PriorityQueue<Input> byTime =
                new PriorityQueue<>(Comparator.comparingLong(Input::time).thenComparingInt(input -> input.number));
        private final RequestNumbers numbers = new RequestNumbers();
        private final InferredAnswers answers = new InferredAnswers();
        private final Queue<TraceEvent> pending = new ArrayDeque<>();
        private final long startNs;

        private Events() {
            startNs = sources.stream()
                    .mapToLong(source -> source.survey.firstNs + source.shiftNs)
                    .min()
                    .orElse(0);
            try {
                for (Source source : sources) {
                    Input input = new Input(inputs.size(), source);
                    inputs.add(input);
                    if (input.advance()) {
                        byTime.add(input);
                    }
                }
            } catch (ZmdevException e) {
                close();
                throw e;
            }
        }

        @Override
        public boolean hasNext() {
            return !pending.isEmpty() || !byTime.isEmpty();
        }

        @Override
        public TraceEvent next() {
            if (pending.isEmpty()) {
                Input input = byTime.poll();
                if (input == null) {
                    throw new NoSuchElementException();
                }
                TraceEvent event = input.take().withTimeNs(input.time() - startNs);
                if (input.advance()) {
                    byTime.add(input);
                }
                answers.with(event).forEach(answer -> pending.add(numbers.number(answer)));
            }
            return pending.remove();
        }

        @Override
        public void close() {
            inputs.forEach(Input::close);
        }
    }

    /** A file that is read on. */
    private static final class Input {

        private final int number;
        private final long shiftNs;
        private final TextLines lines;
        private final TraceLog log;
        private final Queue<TraceEvent> events = new ArrayDeque<>();
        private @Nullable TraceEvent current;

        Input(int number, Source source) {
            this.number = number;
            this.shiftNs = source.shiftNs;
            this.lines = TextLines.open(source.file);
            this.log = TraceLog.of(source.origin);
        }

        boolean advance() {
            current = events.poll();
            while (current == null) {
                String line = lines.next();
                if (line == null) {
                    return false;
                }
                events.addAll(log.read(line));
                current = events.poll();
            }
            return true;
        }

        TraceEvent take() {
            if (current == null) {
                throw new IllegalStateException("the file is at its end");
            }
            return current;
        }

        long time() {
            return take().timeNs() + shiftNs;
        }

        void close() {
            lines.close();
        }
    }
}
