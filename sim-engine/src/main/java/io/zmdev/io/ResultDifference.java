package io.zmdev.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the result of a channel-I/O scenario ({@code zmdev.result/1}) against what was recorded: the answer of each request,
 * the events of the driver's state machine in their order, and changed memory. Not compared are the byte ranges of an {@code
 * irb} or a {@code schib} that the recording's {@code ignore} names, and keys that only the actual result has, such as {@code fsm} where
 * the kernel was not traced.
 */
public final class ResultDifference {

    private static final List<String> COMPARED = List.of("requests", "fsm", "memory");
    private static final List<String> WITH_RANGES = List.of("irb", "schib");

    /** The fields of the first bytes of the IRB once more. */
    private static final String DECODED = "scsw";

    private ResultDifference() {}

    /**
     * Where the actual result first differs from the expected one, as {@code requests/2/irb: expected "…", got "…"}; empty when
     * they are equal.
     *
     * @param expected the text of a result, which may name ranges to ignore
     * @param actual the text of a result
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE when one of them is not JSON
     */
    public static Optional<String> first(String expectedSource, String expected, String actualSource, String actual) {
        JsonNode wanted = tree(expectedSource, expected);
        JsonNode found = tree(actualSource, actual);
        blank(wanted.path("requests"), wanted.path("requests"));
        blank(wanted.path("requests"), found.path("requests"));
        return COMPARED.stream()
                .filter(wanted::has)
                .flatMap(part -> difference(part, wanted.path(part), found.path(part)).stream())
                .findFirst();
    }

    private static JsonNode tree(String source, String text) {
        return JsonInput.parse(source, text.getBytes(StandardCharsets.UTF_8)).node();
    }

    /** Zeroes the bytes of the requests that the rules tell to ignore. */
    private static void blank(JsonNode rules, JsonNode requests) {
        for (int i = 0; i < rules.size() && i < requests.size(); i++) {
            for (String key : WITH_RANGES) {
                if (rules.get(i).has("ignore") && requests.get(i) instanceof ObjectNode request && request.has(key)) {
                    StringBuilder hex = new StringBuilder(request.get(key).asText());
                    rules.get(i).get("ignore").forEach(range -> zero(hex, range));
                    request.put(key, hex.toString());
                    request.remove(DECODED);
                }
            }
        }
    }

    private static void zero(StringBuilder hex, JsonNode range) {
        int end = Math.min(2 * range.get(1).intValue(), hex.length());
        for (int at = 2 * range.get(0).intValue(); at < end; at++) {
            hex.setCharAt(at, '0');
        }
    }

    private static Optional<String> difference(String at, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                String key = member.getKey();
                Optional<String> difference = key.equals("ignore")
                        ? Optional.empty()
                        : difference(at + "/" + key, member.getValue(), actual.path(key));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        if (expected.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                Optional<String> difference = difference(at + "/" + i, expected.path(i), actual.path(i));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        return expected.equals(actual)
                        || (expected.isValueNode() && expected.asText().equals(actual.asText()))
                ? Optional.empty()
                : Optional.of("%s: expected %s, got %s".formatted(at, shown(expected), shown(actual)));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
