package io.zmdev.exchange;

import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import java.util.List;
import java.util.Set;

/**
 * Reads one log of another tool, line by line, for one reader. Times are those of the log's clock in ns, and no event has a request
 * yet.
 */
public sealed interface TraceLog permits FtraceLog, QemuTraceLog, MergedTimeline {

    /** The events of a line; none for a line that tells nothing about an I/O. */
    List<TraceEvent> read(String line);

    /** How many of the lines so far had the form of this log. */
    long recognized();

    /** The documented steps that the lines so far showed, or would have shown had they happened. */
    Set<String> covers();

    TraceHeader.Origin origin();

    /**
     * The reader for a file that begins like this.
     *
     * @param start the first lines
     */
    static TraceLog of(List<String> start) {
        for (String line : start) {
            if (MergedTimeline.isLine(line)) {
                return new MergedTimeline();
            }
            if (QemuTraceLog.isLine(line)) {
                return new QemuTraceLog();
            }
        }
        return new FtraceLog();
    }

    /** The reader for a kind of log; for MERGED that of a time line. */
    static TraceLog of(TraceHeader.Origin origin) {
        return switch (origin) {
            case FTRACE -> new FtraceLog();
            case QEMU_LOG -> new QemuTraceLog();
            case MERGED -> new MergedTimeline();
            case SIMULATION -> throw new IllegalArgumentException("a simulation leaves no log");
        };
    }
}
