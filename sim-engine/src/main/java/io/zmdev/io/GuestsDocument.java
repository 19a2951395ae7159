package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Guest;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;

/** The guests of a recorded machine: names, whether they ran, and their mediated devices, {@code zmdev.guests/1} (docs/formats.md). */
public final class GuestsDocument {

    public static final String FORMAT = "zmdev.guests/1";

    private GuestsDocument() {}

    /**
     * Reads a record.
     *
     * @param source what messages call it
     */
    public static List<Guest> parse(String source, byte[] json) {
        return JsonInput.parse(source, json)
                .requireFormat(FORMAT)
                .required("guests")
                .array(GuestsDocument::guest);
    }

    private static Guest guest(JsonValue value) {
        return new Guest(
                value.required("name").text(),
                value.required("running").bool(),
                value.required("devices").array(device -> device.parsed(MdevUuid::new)));
    }

    public static String text(List<Guest> guests) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        ArrayNode array = top.putArray("guests");
        for (Guest guest : guests) {
            ArrayNode devices = array.addObject()
                    .put("name", guest.name())
                    .put("running", guest.running())
                    .putArray("devices");
            guest.devices().forEach(uuid -> devices.add(uuid.text()));
        }
        return JsonOutput.text(top);
    }
}
