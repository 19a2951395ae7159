package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.ap.Apqn;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The master key verification patterns of the queues of one card as they were before vfio_ap got them, {@code zmdev.queues/1}
 * (docs/formats.md).
 */
public final class QueueKeysDocument {

    public static final String FORMAT = "zmdev.queues/1";

    private QueueKeysDocument() {}

    /**
     * Reads a record.
     *
     * @param source what messages call it
     * @return the text of {@code mkvps} by queue
     */
    public static SortedMap<Apqn, String> parse(String source, byte[] json) {
        JsonValue top = JsonInput.parse(source, json).requireFormat(FORMAT);
        SortedMap<Apqn, String> keys = new TreeMap<>();
        top.required("queues")
                .array()
                .forEach(queue -> keys.put(
                        queue.required("apqn").parsed(Apqn::parse),
                        queue.required("mkvps").text()));
        return keys;
    }

    /** @param serialNumber attribute {@code serialnr} of the card, empty when it could not be read */
    public static String text(String serialNumber, SortedMap<Apqn, String> keys) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        top.put("serialnr", serialNumber);
        ArrayNode queues = top.putArray("queues");
        keys.forEach(
                (apqn, mkvps) -> queues.addObject().put("apqn", apqn.toString()).put("mkvps", mkvps));
        return JsonOutput.text(top);
    }
}
