package io.zmdev.io;

import io.zmdev.exchange.TraceCsv;
import io.zmdev.sim.tracing.TraceEvent;
import java.nio.file.Path;
import java.util.Iterator;

/** Writes a trace as a CSV file. */
public final class TraceTable {

    private TraceTable() {}

    /**
     * Writes the header and a line for each event, event by event.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE; an old file is untouched then
     */
    public static void write(Path file, Iterator<TraceEvent> events) {
        StreamedFile.write(file, out -> {
            out.write(TraceCsv.HEADER);
            while (events.hasNext()) {
                out.write(TraceCsv.line(events.next()));
            }
        });
    }
}
