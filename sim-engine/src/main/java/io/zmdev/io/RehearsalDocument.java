package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.sim.boot.Rehearsal;
import java.util.Locale;

/** Prints a rehearsed boot, {@code zmdev.rehearsal/1} (docs/formats.md). */
public final class RehearsalDocument {

    public static final String FORMAT = "zmdev.rehearsal/1";

    private RehearsalDocument() {}

    public static String text(String configuration, Rehearsal rehearsal) {
        ObjectNode top = JsonNodeFactory.instance.objectNode();
        top.put("format", FORMAT);
        top.put("configuration", configuration);
        top.put("complete", rehearsal.complete());
        ArrayNode events = top.putArray("events");
        for (Rehearsal.Event event : rehearsal.events()) {
            ObjectNode node = events.addObject();
            node.put("phase", event.phase().name().toLowerCase(Locale.ROOT));
            node.put("what", event.what());
            event.refusal().ifPresent(refusal -> {
                refusal.errno().ifPresent(errno -> node.put("errno", errno.name()));
                node.put("fails", refusal.reason());
            });
        }
        ArrayNode outcomes = top.putArray("outcomes");
        for (Rehearsal.Outcome outcome : rehearsal.outcomes()) {
            ObjectNode node = outcomes.addObject();
            node.put("subject", outcome.subject());
            node.put("returns", outcome.missing().isEmpty());
            outcome.missing().ifPresent(reason -> node.put("reason", reason));
        }
        return JsonOutput.text(top);
    }
}
