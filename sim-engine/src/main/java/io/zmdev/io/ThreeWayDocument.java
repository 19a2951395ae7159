package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.plan.ThreeWay;
import java.util.List;

/** Prints what is desired, active and persistent side by side, {@code zmdev.three-way/1} (docs/formats.md). */
public final class ThreeWayDocument {

    public static final String FORMAT = "zmdev.three-way/1";

    private ThreeWayDocument() {}

    public static String text(List<ThreeWay.Row> rows) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        ArrayNode objects = top.putArray("objects");
        rows.forEach(row -> objects.addObject()
                .put("subject", row.subject())
                .put("agrees", row.agrees())
                .put("desired", row.desired())
                .put("active", row.active())
                .put("persistent", row.persistent()));
        return JsonOutput.text(top);
    }
}
