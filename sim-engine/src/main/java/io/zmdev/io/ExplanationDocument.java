package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.rules.Explanation;
import java.util.Locale;

/** Prints an explanation, {@code zmdev.explanation/1}. */
public final class ExplanationDocument {

    public static final String FORMAT = "zmdev.explanation/1";

    private ExplanationDocument() {}

    public static String text(Explanation explanation) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        top.put("subject", explanation.subject());
        top.put("verdict", explanation.verdict());
        ArrayNode reasons = top.putArray("reasons");
        explanation
                .reasons()
                .forEach(reason -> reasons.addObject()
                        .put("topic", reason.topic().name().toLowerCase(Locale.ROOT))
                        .put("text", reason.text())
                        .put("path", reason.path()));
        return JsonOutput.text(top);
    }
}
