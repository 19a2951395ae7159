package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.ap.Mask256;

/** Prints a mask, {@code zmdev.mask/1}: the kernel's text and the ids. */
public final class MaskDocument {

    public static final String FORMAT = "zmdev.mask/1";

    private MaskDocument() {}

    public static String text(Mask256 mask) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        top.put("mask", mask.toHex());
        ArrayNode ids = top.putArray("ids");
        mask.forEach(ids::add);
        return JsonOutput.text(top);
    }
}
