package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.sim.flow.Step;
import java.util.List;
import java.util.Locale;

/** Prints steps of a simulation that were looked for, {@code zmdev.result/1} of kind {@value #KIND} (docs/formats.md). */
public final class StepListDocument {

    public static final String KIND = "steps";

    private StepListDocument() {}

    /** @param name of the scenario */
    public static String text(String name, List<Step> steps) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", ResultDocument.FORMAT).put("kind", KIND).put("name", name);
        put(top.putArray("steps"), steps);
        return JsonOutput.text(top);
    }

    static void put(ArrayNode array, List<Step> steps) {
        for (Step step : steps) {
            array.addObject()
                    .put("n", step.n())
                    .put("id", step.id().text())
                    .put("actor", name(step.actor().name()))
                    .put("target", name(step.target().name()))
                    .put("what", step.what())
                    .put("source", step.source())
                    .put("time_ns", step.timeNs())
                    .put("observed", step.observed());
        }
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
