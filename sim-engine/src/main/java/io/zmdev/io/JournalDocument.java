package io.zmdev.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Errno;
import io.zmdev.plan.Difference;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Armed;
import io.zmdev.plan.JournalEntry.Asked;
import io.zmdev.plan.JournalEntry.Begun;
import io.zmdev.plan.JournalEntry.Confirmed;
import io.zmdev.plan.JournalEntry.Differed;
import io.zmdev.plan.JournalEntry.Done;
import io.zmdev.plan.JournalEntry.Ended;
import io.zmdev.plan.JournalEntry.Expired;
import io.zmdev.plan.JournalEntry.NotPersisted;
import io.zmdev.plan.JournalEntry.NotRestored;
import io.zmdev.plan.JournalEntry.NotUndone;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.JournalEntry.Persisted;
import io.zmdev.plan.JournalEntry.Persisting;
import io.zmdev.plan.JournalEntry.Refused;
import io.zmdev.plan.JournalEntry.Request;
import io.zmdev.plan.JournalEntry.Restored;
import io.zmdev.plan.JournalEntry.Started;
import io.zmdev.plan.JournalEntry.Undone;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a journal, {@code zmdev.journal/1} (docs/formats.md): JSON Lines, one entry a line, nothing is ever changed. */
public final class JournalDocument {

    public static final String FORMAT = "zmdev.journal/1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_STEPS = 1_000_000;

    private static final Map<String, Request> REQUESTS = new LinkedHashMap<>();

    private static final Map<String, Outcome> OUTCOMES = new LinkedHashMap<>();

    static {
        for (Request request : Request.values()) {
            REQUESTS.put(word(request), request);
        }
        OUTCOMES.put("applied", Outcome.APPLIED);
        OUTCOMES.put("rolled-back", Outcome.ROLLED_BACK);
        OUTCOMES.put("rollback-failed", Outcome.ROLLBACK_FAILED);
    }

    private JournalDocument() {}

    /**
     * Reads one line.
     *
     * @param source what messages call it, with the line number
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE
     */
    public static JournalEntry parse(String source, String line) {
        JsonValue value = JsonInput.parse(source, line.getBytes(StandardCharsets.UTF_8));
        JsonValue entry = value.required("entry");
        return switch (entry.text()) {
            case "begun" -> begun(value.requireFormat(FORMAT));
            case "asked" ->
                new Asked(
                        value.required("request").oneOf(REQUESTS),
                        value.required("by").text(),
                        value.required("at").integer(0L, Long.MAX_VALUE));
            case "started" -> new Started(number(value), PlanDocument.step(value.required("content")));
            case "done" -> new Done(number(value));
            case "refused" ->
                new Refused(
                        number(value),
                        PlanDocument.operation(value.required("operation")),
                        value.required("errno").parsed(Errno::valueOf));
            case "differed" -> new Differed(number(value), difference(value));
            case "undone" -> new Undone(number(value));
            case "not-undone" -> new NotUndone(number(value), difference(value));
            case "armed" -> new Armed(value.required("until").integer(0L, Long.MAX_VALUE));
            case "confirmed" -> new Confirmed();
            case "expired" -> new Expired();
            case "persisting" -> new Persisting();
            case "persisted" -> new Persisted();
            case "not-persisted" -> new NotPersisted(value.required("reason").text());
            case "restored" -> new Restored();
            case "not-restored" -> new NotRestored(value.required("reason").text());
            case "ended" -> new Ended(value.required("outcome").oneOf(OUTCOMES));
            default -> throw entry.error("'%s' is no kind of entry".formatted(entry.text()));
        };
    }

    private static Begun begun(JsonValue value) {
        return new Begun(
                value.required("transaction").integer(1, MAX_STEPS),
                value.required("configuration").name(),
                value.required("machine").name(),
                value.required("steps").integer(0, MAX_STEPS),
                value.optional("plan", plan -> plan.parsed(JournalDocument::hash), ""),
                PlanDocument.files(value));
    }

    private static String hash(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("64 hexadecimal digits are needed");
        }
        return text;
    }

    private static int number(JsonValue value) {
        return value.required("step").integer(1, MAX_STEPS);
    }

    private static Difference difference(JsonValue value) {
        return new Difference(
                PlanDocument.expectation(value.required("expected")),
                value.required("found").text());
    }

    /** The line of an entry, without its newline. */
    public static String line(JournalEntry entry) {
        return switch (entry) {
            case Begun(int transaction, String configuration, String machine, int steps, String plan, var files) -> {
                ObjectNode node = node("begun")
                        .put("format", FORMAT)
                        .put("transaction", transaction)
                        .put("configuration", configuration)
                        .put("machine", machine)
                        .put("steps", steps);
                if (!plan.isEmpty()) {
                    node.put("plan", plan);
                }
                yield node.set("files", PlanDocument.files(files)).toString();
            }
            case Asked(Request request, String by, long at) ->
                node("asked")
                        .put("request", word(request))
                        .put("by", by)
                        .put("at", at)
                        .toString();
            case Started(int step, var content) ->
                node("started", step).set("content", PlanDocument.tree(content)).toString();
            case Done(int step) -> node("done", step).toString();
            case Refused(int step, var operation, Errno errno) -> {
                ObjectNode node = node("refused", step);
                node.set("operation", PlanDocument.tree(operation));
                yield node.put("errno", errno.name()).toString();
            }
            case Differed(int step, Difference difference) ->
                node("differed", step, difference).toString();
            case Undone(int step) -> node("undone", step).toString();
            case NotUndone(int step, Difference difference) ->
                node("not-undone", step, difference).toString();
            case Armed(long until) -> node("armed").put("until", until).toString();
            case Confirmed() -> node("confirmed").toString();
            case Expired() -> node("expired").toString();
            case Persisting() -> node("persisting").toString();
            case Persisted() -> node("persisted").toString();
            case NotPersisted(String reason) ->
                node("not-persisted").put("reason", reason).toString();
            case Restored() -> node("restored").toString();
            case NotRestored(String reason) ->
                node("not-restored").put("reason", reason).toString();
            case Ended(Outcome outcome) ->
                node("ended").put("outcome", name(outcome)).toString();
        };
    }

    private static String word(Request request) {
        return switch (request) {
            case APPLY -> "apply";
            case CONFIRM -> "confirm";
            case ROLL_BACK -> "rollback";
        };
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> "applied";
            case ROLLED_BACK -> "rolled-back";
            case ROLLBACK_FAILED -> "rollback-failed";
        };
    }

    private static ObjectNode node(String entry) {
        return NODES.objectNode().put("entry", entry);
    }

    private static ObjectNode node(String entry, int step) {
        return node(entry).put("step", step);
    }

    private static ObjectNode node(String entry, int step, Difference difference) {
        ObjectNode node = node(entry, step);
        node.set("expected", PlanDocument.tree(difference.expected()));
        return node.put("found", difference.found());
    }
}
