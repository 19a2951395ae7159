package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Disturbance;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.FileChange;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and writes a plan, {@code zmdev.plan/1} (docs/formats.md). */
public final class PlanDocument {

    public static final String FORMAT = "zmdev.plan/1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<String, Disturbance.Kind> DISTURBANCES = Arrays.stream(Disturbance.Kind.values())
            .collect(Collectors.toMap(Disturbance.Kind::id, Function.identity()));

    private PlanDocument() {}

    /** Whether a file says that it is a plan; anything that can't be read as JSON is refused here already. */
    public static boolean isPlan(Path file) {
        JsonValue top = JsonInput.read(file);
        return top.object()
                .optional("format")
                .filter(format -> format.text().startsWith("zmdev.plan/"))
                .isPresent();
    }

    public static Plan read(Path file) {
        return plan(JsonInput.read(file));
    }

    /**
     * Reads a plan from memory.
     *
     * @param source what messages call it
     */
    public static Plan parse(String source, byte[] json) {
        return plan(JsonInput.parse(source, json));
    }

    public static String text(Plan plan) {
        return JsonOutput.text(tree(plan));
    }

    /** The fingerprint of a plan: SHA-256 of its document, in hexadecimal digits. */
    public static String hash(Plan plan) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text(plan).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /**
     * Writes a plan; the file is replaced as a whole.
     *
     * @throws ZmdevException OUTPUT_UNWRITABLE
     */
    public static void write(Path file, Plan plan) {
        JsonOutput.write(file, tree(plan));
    }

    private static Plan plan(JsonValue top) {
        top.requireFormat(FORMAT);
        return new Plan(
                top.required("configuration").name(),
                top.required("machine").name(),
                top.required("fingerprint").array(PlanDocument::expectation),
                top.required("steps").array(PlanDocument::step),
                files(top));
    }

    /** The files of a plan or of a transaction's beginning; none without the key. */
    static List<FileChange> files(JsonValue top) {
        return top.optional("files", files -> files.array(PlanDocument::file), List.of());
    }

    private static FileChange file(JsonValue value) {
        return value.required("path")
                .parsed(path -> new FileChange(
                        path,
                        value.optional("before").map(JsonValue::text),
                        value.optional("after").map(JsonValue::text)));
    }

    static ArrayNode files(List<FileChange> files) {
        return array(files, PlanDocument::tree);
    }

    private static ObjectNode tree(FileChange file) {
        ObjectNode node = NODES.objectNode().put("path", file.path());
        file.before().ifPresent(text -> node.put("before", text));
        file.after().ifPresent(text -> node.put("after", text));
        return node;
    }

    static Step step(JsonValue step) {
        return new Step(
                step.required("what").text(),
                step.required("precondition").array(PlanDocument::expectation),
                step.required("do").array(PlanDocument::operation),
                step.required("undo").array(PlanDocument::operation),
                step.required("expect").array(PlanDocument::expectation),
                step.optional("guests", guests -> guests.array(JsonValue::name), List.of()),
                step.optional("disturbs", disturbs -> disturbs.array(PlanDocument::disturbance), List.of()));
    }

    private static Disturbance disturbance(JsonValue value) {
        return new Disturbance(
                value.required("kind").oneOf(DISTURBANCES),
                value.required("what").text());
    }

    static Expectation expectation(JsonValue value) {
        String path = path(value.required("path"));
        if (value.optional("content").isPresent()) {
            return new Expectation.Content(path, value.required("content").text());
        }
        if (value.optional("target").isPresent()) {
            return new Expectation.Target(path, value.required("target").name());
        }
        if (value.optional("names").isPresent()) {
            return new Expectation.Names(path, value.required("names").array(JsonValue::text));
        }
        JsonValue is = value.required("is");
        return switch (is.text()) {
            case "directory" -> new Expectation.Directory(path);
            case "missing" -> new Expectation.Missing(path);
            default -> throw is.error("'%s' is neither directory nor missing".formatted(is.text()));
        };
    }

    static HostOperation operation(JsonValue value) {
        JsonValue op = value.required("op");
        return switch (op.text()) {
            case "write" -> new HostOperation.Write(path(value.required("path")), latin1(value.required("value")));
            case "load" -> new HostOperation.Load(module(value.required("module")));
            case "unload" -> new HostOperation.Unload(module(value.required("module")));
            default -> throw op.error("'%s' is not one of write, load, unload".formatted(op.text()));
        };
    }

    /** A plan is made for sysfs and nothing else: a file from elsewhere shall not write to other places. */
    private static String path(JsonValue value) {
        String path = value.text();
        if (!path.matches("/sys(/[^/\\p{Cntrl}]+)+") || (path + "/").contains("/../") || (path + "/").contains("/./")) {
            throw value.error("a path below /sys is needed, without . and ..");
        }
        return path;
    }

    private static String module(JsonValue value) {
        String name = value.text();
        if (!name.matches("[a-z0-9_]{1,64}")) {
            throw value.error("a module's name is needed, such as vfio_ap");
        }
        return name;
    }

    private static String latin1(JsonValue value) {
        String text = value.text();
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw value.error("each character is one byte: none may be above U+00FF");
        }
        return text;
    }

    private static ObjectNode tree(Plan plan) {
        ObjectNode top = NODES.objectNode();
        top.put("format", FORMAT);
        top.put("configuration", plan.configuration());
        top.put("machine", plan.machine());
        top.set("fingerprint", array(plan.fingerprint(), PlanDocument::tree));
        top.set("steps", array(plan.steps(), PlanDocument::tree));
        top.set("files", files(plan.files()));
        return top;
    }

    static ObjectNode tree(Step step) {
        ObjectNode node = NODES.objectNode();
        node.put("what", step.what());
        node.set("precondition", array(step.preconditions(), PlanDocument::tree));
        node.set("do", array(step.operations(), PlanDocument::tree));
        node.set("undo", array(step.inverse(), PlanDocument::tree));
        node.set("expect", array(step.readBack(), PlanDocument::tree));
        ArrayNode guests = NODES.arrayNode();
        step.guests().forEach(guests::add);
        node.set("guests", guests);
        if (!step.disturbances().isEmpty()) {
            node.set(
                    "disturbs",
                    array(
                            step.disturbances(),
                            disturbance -> NODES.objectNode()
                                    .put("kind", disturbance.kind().id())
                                    .put("what", disturbance.what())));
        }
        return node;
    }

    static ObjectNode tree(Expectation expectation) {
        ObjectNode node = NODES.objectNode().put("path", expectation.path());
        return switch (expectation) {
            case Expectation.Content(String path, String text) -> node.put("content", text);
            case Expectation.Target(String path, String name) -> node.put("target", name);
            case Expectation.Names(String path, List<String> names) -> {
                names.forEach(node.putArray("names")::add);
                yield node;
            }
            case Expectation.Directory directory -> node.put("is", "directory");
            case Expectation.Missing missing -> node.put("is", "missing");
        };
    }

    static ObjectNode tree(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Write(String path, String value) ->
                NODES.objectNode().put("op", "write").put("path", path).put("value", value);
            case HostOperation.Load(String module) ->
                NODES.objectNode().put("op", "load").put("module", module);
            case HostOperation.Unload(String module) ->
                NODES.objectNode().put("op", "unload").put("module", module);
            default -> throw new ZmdevException(ErrorCode.UNSUPPORTED, "a plan can't hold the operation " + operation);
        };
    }

    private static <T> ArrayNode array(List<T> values, Function<T, ObjectNode> tree) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(tree.apply(value)));
        return array;
    }
}
