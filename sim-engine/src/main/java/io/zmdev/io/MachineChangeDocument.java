package io.zmdev.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.plan.MachineChange;
import java.time.Instant;
import java.util.Locale;

/** Prints what became different on a machine, {@code zmdev.change/1} (docs/formats.md): one line each. */
public final class MachineChangeDocument {

    public static final String FORMAT = "zmdev.change/1";

    private MachineChangeDocument() {}

    /**
     * A change as one line, without its newline.
     *
     * @param seen when it was seen: it happened since the look before
     */
    public static String line(Instant seen, MachineChange change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format", FORMAT);
        node.put("seen", seen.toString());
        node.put("kind", change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        node.put("subject", change.subject());
        node.put("what", change.what());
        change.cause().ifPresent(cause -> node.put("cause", cause));
        return node.toString();
    }
}
