package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.sim.channel.Field;
import java.util.List;

/** Prints a decoded structure, {@code zmdev.structure/1} (docs/formats.md). */
public final class StructureDocument {

    public static final String FORMAT = "zmdev.structure/1";

    private StructureDocument() {}

    public static String text(String name, List<Field> fields) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        top.put("structure", name);
        ArrayNode array = top.putArray("fields");
        fields.forEach(field -> array.addObject()
                .put("name", field.name())
                .put("bitOffset", field.bitOffset())
                .put("bitLength", field.bitLength())
                .put("value", field.hex())
                .put("meaning", field.meaning()));
        return JsonOutput.text(top);
    }
}
