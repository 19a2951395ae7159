package io.zmdev.sim.tracing;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The head of a trace.
 *
 * @param name for people
 * @param kind what is traced, and so which steps there are
 * @param origin where it comes from
 * @param covers the documented steps that the source can show at all: the lack of another one in it means nothing
 * @param events how many follow
 */
public record TraceHeader(String name, TraceKind kind, Origin origin, SequencedSet<String> covers, long events) {

    public TraceHeader {
        covers = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(covers));
    }

    /** Where a trace comes from. */
    public enum Origin {
        SIMULATION("simulation"),
        FTRACE("ftrace"),
        QEMU_LOG("qemu-log"),
        MERGED("merged");

        private final String id;

        Origin(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }
    }
}
