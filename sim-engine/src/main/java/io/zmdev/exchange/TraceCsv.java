package io.zmdev.exchange;

import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A trace as CSV (RFC 4180, lines end with CRLF), a line for each event. */
public final class TraceCsv {

    public static final String HEADER =
            "time_ns,duration_ns,request,id,thread,actor,target,evidence,what,source,facts\r\n";

    private TraceCsv() {}

    /** The line of an event; facts as {@code name=value} with blanks between. */
    public static String line(TraceEvent event) {
        return String.join(
                        ",",
                        "" + event.timeNs(),
                        event.durationNs().isPresent() ? "" + event.durationNs().getAsLong() : "",
                        event.request() == TraceEvent.NO_REQUEST ? "" : "" + event.request(),
                        event.id().text(),
                        event.thread().id(),
                        lane(event.actor().name()),
                        lane(event.target().name()),
                        event.evidence().id(),
                        quoted(event.what()),
                        quoted(event.source()),
                        quoted(facts(event.facts())))
                + "\r\n";
    }

    private static String facts(Map<Fact, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey().id() + "=" + fact.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String lane(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
