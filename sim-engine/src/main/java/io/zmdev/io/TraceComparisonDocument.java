package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceDifference;

/** Writes what two traces have different, {@code zmdev.trace-comparison/1} (docs/formats.md). */
public final class TraceComparisonDocument {

    public static final String FORMAT = "zmdev.trace-comparison/1";

    private TraceComparisonDocument() {}

    public static String text(TraceComparison comparison) {
        ObjectNode top = JsonInput.MAPPER.createObjectNode();
        top.put("format", FORMAT).put("requests", comparison.requests()).put("differing", comparison.differing());
        ArrayNode differences = top.putArray("differences");
        for (TraceDifference difference : comparison.differences()) {
            differences
                    .addObject()
                    .put("request", difference.request())
                    .put("step", difference.step())
                    .put("what", difference.what())
                    .put("left", difference.left())
                    .put("right", difference.right());
        }
        return JsonOutput.text(top);
    }
}
