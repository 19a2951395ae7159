package io.zmdev.io;

import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the JSON of mdevctl: the file of one definition, and what {@code mdevctl list --dumpjson} prints. */
public final class MdevctlDocument {

    private MdevctlDocument() {}

    /**
     * Reads the file of one definition. mdevctl keeps parent and UUID in the file's path.
     *
     * @param source what messages call it
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE
     */
    public static MdevDefinition parse(String source, byte[] json, String parent, MdevUuid uuid) {
        return definition(JsonInput.parse(source, json).object(), parent, uuid);
    }

    /**
     * Reads a dump: a list with an object {@code {PARENT: [{UUID: definition}]}}.
     *
     * @param source what messages call it
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE
     */
    public static List<MdevDefinition> parseDump(String source, byte[] json) {
        List<MdevDefinition> definitions = new ArrayList<>();
        for (JsonValue parents : JsonInput.parse(source, json).array()) {
            parents.members()
                    .forEach(parent -> parent.getValue()
                            .array()
                            .forEach(device -> device.members()
                                    .forEach(entry -> definitions.add(
                                            definition(entry.getValue(), parent.getKey(), uuid(entry))))));
        }
        return definitions;
    }

    private static MdevUuid uuid(Map.Entry<String, JsonValue> entry) {
        try {
            return new MdevUuid(entry.getKey());
        } catch (IllegalArgumentException e) {
            throw entry.getValue().error(String.valueOf(e.getMessage()));
        }
    }

    /** mdevctl takes every {@code start} but {@code auto} for manual. */
    private static MdevDefinition definition(JsonValue definition, String parent, MdevUuid uuid) {
        return new MdevDefinition(
                parent,
                uuid,
                definition.required("mdev_type").text(),
                definition.required("start").text().equals("auto"),
                definition.optional("attrs", attrs -> attrs.array(MdevctlDocument::attribute), List.of()));
    }

    private static MdevDefinition.Attribute attribute(JsonValue attribute) {
        List<Map.Entry<String, JsonValue>> members = attribute.members().toList();
        if (members.size() != 1) {
            throw attribute.error("an attribute is an object with one key, such as { \"assign_adapter\": \"0x05\" }");
        }
        return new MdevDefinition.Attribute(
                members.getFirst().getKey(), members.getFirst().getValue().text());
    }
}
