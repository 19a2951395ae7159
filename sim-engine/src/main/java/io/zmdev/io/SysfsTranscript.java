package io.zmdev.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.sim.host.Uevent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sysfs script was answered, as JSON Lines: one object an operation with {@code n}, {@code op}, {@code path}, {@code
 * value} where the operation has one, {@code errno}, and {@code text}, {@code names} or {@code target} where it succeeded.
 * Bytes are characters of ISO 8859-1.
 */
public final class SysfsTranscript {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SysfsTranscript() {}

    /**
     * The line of one operation, without a newline at its end.
     *
     * @param n position in the script, from 1
     * @param answer as a host answers the operation: {@code byte[]} for a read, {@code List<String>} for a listing, {@code
     *     String} for a link
     */
    public static String line(int n, HostOperation operation, Answer<?> answer) {
        return object(n, operation, answer).toString();
    }

    /**
     * The line of a uevent that an operation led to: {@code {"n":1,"uevent":"change","path":"/devices/ap","properties":{…}}}.
     *
     * @param n position of the operation in the script, from 1
     */
    public static String line(int n, Uevent uevent) {
        ObjectNode line = JSON.createObjectNode()
                .put("n", n)
                .put("uevent", uevent.action().text())
                .put("path", uevent.devpath());
        ObjectNode properties = line.putObject("properties");
        uevent.properties().forEach(properties::put);
        return line.toString();
    }

    /**
     * Where an actual transcript first differs from an expected one, as {@code n=3 write PATH <- "5": errno expected null, got
     * "EBUSY"}; empty when they are equal. Names are compared without their order, and keys that only the actual one has are
     * not compared, except an errno.
     *
     * @throws ZmdevException FILE_UNUSABLE when a line of one of them is no JSON object with {@code n}, {@code op} and {@code
     *     path}
     */
    public static Optional<String> firstDifference(
            String expectedSource, List<String> expected, String actualSource, List<String> actual) {
        List<ObjectNode> wanted = parse(expectedSource, expected);
        List<ObjectNode> found = parse(actualSource, actual);
        for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
            Optional<String> difference = difference(wanted.get(i), found.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return wanted.size() == found.size()
                ? Optional.empty()
                : Optional.of("%d operations expected, got %d".formatted(wanted.size(), found.size()));
    }

    private static ObjectNode object(int n, HostOperation operation, Answer<?> answer) {
        ObjectNode line = JSON.createObjectNode().put("n", n);
        switch (operation) {
            case HostOperation.Read(String path) -> line.put("op", "read").put("path", path);
            case HostOperation.Write(String path, String value) ->
                line.put("op", "write").put("path", path).put("value", value);
            case HostOperation.ListNames(String path) -> line.put("op", "list").put("path", path);
            case HostOperation.Link(String path) -> line.put("op", "link").put("path", path);
            case HostOperation.Load(String module) -> line.put("op", "load").put("path", module);
            case HostOperation.Unload(String module) -> line.put("op", "unload").put("path", module);
            case HostOperation.ReplaceFile(String path, String content) ->
                line.put("op", "replace").put("path", path).put("value", content);
            case HostOperation.RemoveFile(String path) ->
                line.put("op", "remove").put("path", path);
            case HostOperation.Hotplug(String target, Optional<CardType> type) -> {
                line.put("op", "hotplug").put("path", target);
                type.ifPresent(value -> line.put("value", value.toString()));
            }
            case HostOperation.Hotunplug(String target) ->
                line.put("op", "hotunplug").put("path", target);
            case HostOperation.Configure(boolean on, String card) ->
                line.put("op", "configure").put("path", card).put("value", on ? "on" : "off");
            case HostOperation.Checkstop(boolean on, String card) ->
                line.put("op", "checkstop").put("path", card).put("value", on ? "on" : "off");
            case HostOperation.GuestStart(MdevUuid uuid) ->
                line.put("op", "guest").put("path", uuid.text()).put("value", "start");
            case HostOperation.GuestStop(MdevUuid uuid) ->
                line.put("op", "guest").put("path", uuid.text()).put("value", "stop");
        }
        switch (answer) {
            case Answer.Refused<?>(Errno errno) -> line.put("errno", errno.name());
            case Answer.Ok<?>(Object value) -> addValue(line.putNull("errno"), operation, value);
        }
        return line;
    }

    private static void addValue(ObjectNode line, HostOperation operation, Object value) {
        if (value instanceof byte[] bytes) {
            line.put("text", new String(bytes, StandardCharsets.ISO_8859_1));
        } else if (value instanceof List<?> names) {
            ArrayNode array = line.putArray("names");
            names.forEach(name -> array.add(name.toString()));
        } else if (operation instanceof HostOperation.Link) {
            line.put("target", value.toString());
        }
    }

    private static Optional<String> difference(ObjectNode wanted, ObjectNode found) {
        for (Iterator<String> keys = wanted.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            JsonNode expected = comparable(key, wanted.get(key));
            JsonNode actual = comparable(key, found.get(key));
            if (!Objects.equals(expected, actual)) {
                return Optional.of("%s: %s expected %s, got %s".formatted(title(wanted), key, expected, shown(actual)));
            }
        }
        return Optional.empty();
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static String title(ObjectNode line) {
        String value = line.has("value") ? " <- " + line.get("value") : "";
        return "n=%s %s %s%s"
                .formatted(
                        line.get("n"),
                        line.path("op").asText(),
                        line.path("path").asText(),
                        value);
    }

    private static JsonNode comparable(String key, @Nullable JsonNode node) {
        if (node == null) {
            return JSON.missingNode();
        }
        if (!key.equals("names") || !node.isArray()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.forEach(name -> names.add(name.asText()));
        names.sort(null);
        return JSON.valueToTree(names);
    }

    private static List<ObjectNode> parse(String source, List<String> lines) {
        List<ObjectNode> objects = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            objects.add(parse(source, i + 1, lines.get(i)));
        }
        return objects;
    }

    private static ObjectNode parse(String source, int number, String line) {
        try {
            if (JSON.readTree(line) instanceof ObjectNode object
                    && object.has("n")
                    && object.has("op")
                    && object.has("path")) {
                return object;
            }
            throw new ZmdevException(
                    ErrorCode.FILE_UNUSABLE,
                    "%s line %d: no object with n, op and path; use a file that 'sysfs' printed"
                            .formatted(source, number));
        } catch (JsonProcessingException e) {
            throw new ZmdevException(
                    ErrorCode.FILE_UNUSABLE,
                    "%s line %d: not JSON; use a file that 'sysfs' printed".formatted(source, number),
                    e);
        }
    }
}
