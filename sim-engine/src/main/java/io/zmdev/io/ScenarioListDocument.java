package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SequencedMap;

/** Prints what the built-in scenarios teach, {@code zmdev.result/1} of kind {@value #KIND} (docs/formats.md). */
public final class ScenarioListDocument {

    public static final String KIND = "scenarios";

    private ScenarioListDocument() {}

    /** @param notes what each teaches, by its name */
    public static String text(SequencedMap<String, String> notes) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", ResultDocument.FORMAT).put("kind", KIND);
        ArrayNode scenarios = top.putArray("scenarios");
        notes.forEach((name, note) -> scenarios.addObject().put("name", name).put("note", note));
        return JsonOutput.text(top);
    }
}
