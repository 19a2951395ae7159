package io.zmdev.service;

import io.zmdev.io.PerfettoDocument;
import io.zmdev.io.TraceDocument;
import io.zmdev.io.TraceImport;
import io.zmdev.io.TraceTable;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TracePicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Traces: saved, imported, exported, opened for looking at, compared. Files are streamed, so that their length does
 * not matter, except by {@link #open}. Safe to call from any thread; each call reads or writes its files once through.
 *
 * <p>Errors are {@link io.zmdev.model.ZmdevException}: FILE_UNUSABLE with file and line, OUTPUT_UNWRITABLE.
 */
public final class Traces {

    /** What a trace can be exported to. */
    public enum Target {
        /** JSON trace events. */
        PERFETTO,
        CSV
    }

    /**
     * A trace in memory, about 100 bytes an event; immutable.
     *
     * @param events in the order of the trace
     */
    public record Opened(TraceHeader header, List<TraceEvent> events) {

        public Opened {
            events = List.copyOf(events);
        }
    }

    /**
     * What an import made.
     *
     * @param strangeLines lines of the files that were not of the form of their log, and were passed over
     */
    public record Imported(TraceHeader header, long strangeLines) {}

    private static final int EVENTS_BETWEEN_PROGRESS = 1 << 14;

    private Traces() {}

    /** Saves the trace of a simulation. */
    public static void save(SimulatedTrace trace, Path file) {
        TraceDocument.write(file, trace.header(), trace.iterator());
    }

    /** The trace of a simulation, to be looked at beside an opened one. */
    public static Opened of(SimulatedTrace trace) {
        List<TraceEvent> events = new ArrayList<>();
        trace.forEach(events::add);
        return new Opened(trace.header(), events);
    }

    /** Reads a whole trace into memory. */
    public static Opened open(Path file) {
        return open(file, part -> {});
    }

    /**
     * Reads a whole trace into memory.
     *
     * @param progress is told now and then which part is read, 0..1
     */
    public static Opened open(Path file, DoubleConsumer progress) {
        try (TraceDocument.Reader reader = TraceDocument.open(file)) {
            List<TraceEvent> events = new ArrayList<>();
            reader.forEachRemaining(event -> {
                events.add(event);
                if (events.size() % EVENTS_BETWEEN_PROGRESS == 0) {
                    progress.accept((double) events.size() / reader.header().events());
                }
            });
            return new Opened(reader.header(), events);
        }
    }

    /** Compares two opened traces. */
    public static TraceComparison compare(Opened left, Opened right) {
        return TraceComparison.of(
                left.header(),
                left.events().iterator(),
                right.header(),
                right.events().iterator());
    }

    /** Compares two files. */
    public static TraceComparison compare(Path left, Path right) {
        try (TraceDocument.Reader leftReader = TraceDocument.open(left);
                TraceDocument.Reader rightReader = TraceDocument.open(right)) {
            return TraceComparison.of(leftReader.header(), leftReader, rightReader.header(), rightReader);
        }
    }

    /**
     * Draws a request of two files side by side.
     *
     * @param leftRequest its number in the left trace, empty for none
     * @return SVG
     * @throws ZmdevException USAGE when neither trace has it
     */
    public static String picture(Path left, OptionalInt leftRequest, Path right, OptionalInt rightRequest) {
        List<TraceEvent> leftEvents = requestOf(left, leftRequest);
        List<TraceEvent> rightEvents = requestOf(right, rightRequest);
        String number = Stream.of(leftRequest, rightRequest)
                .filter(OptionalInt::isPresent)
                .map(request -> "" + request.getAsInt())
                .distinct()
                .collect(Collectors.joining(" and "));
        if (leftEvents.isEmpty() && rightEvents.isEmpty()) {
            throw new ZmdevException(ErrorCode.USAGE, "neither trace has a request " + number);
        }
        return TracePicture.svg("Request " + number, fileName(left), leftEvents, fileName(right), rightEvents);
    }

    private static List<TraceEvent> requestOf(Path trace, OptionalInt request) {
        try (TraceDocument.Reader reader = TraceDocument.open(trace)) {
            List<TraceEvent> events = new ArrayList<>();
            reader.forEachRemaining(event -> {
                if (request.isPresent() && event.request() == request.getAsInt()) {
                    events.add(event);
                }
            });
            return events;
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Writes a trace in the format of another tool. */
    public static void export(Path trace, Target to, Path output) {
        try (TraceDocument.Reader reader = TraceDocument.open(trace)) {
            switch (to) {
                case PERFETTO -> PerfettoDocument.write(output, reader.header(), reader);
                case CSV -> TraceTable.write(output, reader);
            }
        }
    }

    /**
     * Makes a trace of logs.
     *
     * @param from FTRACE, QEMU_LOG, or MERGED for both and for time lines, by the contents of each file
     * @param taiOffsetNs how far ftrace's CLOCK_TAI is ahead of QEMU's CLOCK_REALTIME
     */
    public static Imported importLogs(TraceHeader.Origin from, List<Path> files, long taiOffsetNs, Path output) {
        TraceImport imported = TraceImport.of(from, files, taiOffsetNs);
        TraceHeader header = imported.header();
        try (TraceImport.Events events = imported.events()) {
            TraceDocument.write(output, header, events);
        }
        return new Imported(header, imported.strangeLines());
    }
}
