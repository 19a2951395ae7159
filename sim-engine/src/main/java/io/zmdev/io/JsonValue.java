package io.zmdev.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.OctalNumber;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON document together with its place. Every accessor either gives the value in the asked-for shape or throws
 * FILE_UNUSABLE with file, JSON pointer and what was expected.
 *
 * @param document what messages call the document: its text is made when one does
 * @param parent what this value is part of; null for the whole document
 * @param step the key or index of this value in its parent
 */
record JsonValue(Object document, @Nullable JsonValue parent, String step, JsonNode node) {

    /** A whole document. */
    JsonValue(Object document, JsonNode node) {
        this(document, null, "", node);
    }

    /** What messages call the document. */
    String source() {
        return document.toString();
    }

    /** RFC 6901 JSON pointer of this value, empty for the whole document. */
    String pointer() {
        return parent == null
                ? ""
                : parent.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
    }

    /** The error for this place. */
    ZmdevException error(String message) {
        return new ZmdevException(
                ErrorCode.FILE_UNUSABLE,
                source() + ": at " + (parent == null ? "the top" : pointer()) + ": " + message);
    }

    /**
     * Holds the document's {@code format} against the one this program reads.
     *
     * @param format name and version, such as {@code zmdev.config/1}
     */
    JsonValue requireFormat(String format) {
        String found = object().required("format").text();
        if (!found.equals(format)) {
            String name = format.substring(0, format.indexOf('/'));
            throw child("format")
                    .error(
                            found.startsWith(name + "/")
                                    ? "version '%s' is not the one this program reads (%s)".formatted(found, format)
                                    : "this is a '%s' document, a '%s' one is needed".formatted(found, format));
        }
        return this;
    }

    JsonValue object() {
        if (!node.isObject()) {
            throw error("an object { } is needed, here is " + kind());
        }
        return this;
    }

    ObjectNode tree() {
        return (ObjectNode) object().node;
    }

    JsonValue required(String key) {
        return optional(key).orElseThrow(() -> error("the key '" + key + "' is missing"));
    }

    Optional<JsonValue> optional(String key) {
        object();
        return node.has(key) ? Optional.of(child(key)) : Optional.empty();
    }

    /** The value under the key as the function reads it, or the default where the key is missing. */
    <T> T optional(String key, Function<JsonValue, T> function, T defaultValue) {
        return optional(key).map(function).orElse(defaultValue);
    }

    List<JsonValue> array() {
        if (!node.isArray()) {
            throw error("a list [ ] is needed, here is " + kind());
        }
        List<JsonValue> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            values.add(new JsonValue(document, this, Integer.toString(i), node.get(i)));
        }
        return values;
    }

    <T> List<T> array(Function<JsonValue, T> function) {
        return array().stream().map(function).toList();
    }

    /** A list whose elements must differ in what {@code key} gives. */
    <T> List<T> distinct(Function<JsonValue, T> function, Function<T, Object> key) {
        Set<Object> seen = new HashSet<>();
        return array(element -> {
            T value = function.apply(element);
            if (!seen.add(key.apply(value))) {
                throw element.error(key.apply(value) + " stands in this list already");
            }
            return value;
        });
    }

    String text() {
        if (!node.isTextual()) {
            throw error("a string is needed, here is " + kind());
        }
        return node.textValue();
    }

    /** A string that {@link #isName}. */
    String name() {
        String text = text();
        if (!isName(text)) {
            throw error("a name of 1 to 200 printable characters is needed");
        }
        return text;
    }

    /** Whether a text is neither blank nor over 200 characters nor has control characters. */
    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= 200 && text.chars().noneMatch(Character::isISOControl);
    }

    boolean bool() {
        if (!node.isBoolean()) {
            throw error("true or false is needed, here is " + kind());
        }
        return node.booleanValue();
    }

    /** A number, or a string {@code 0x..}, in the range. */
    int integer(int min, int max) {
        return (int) integer(min, (long) max);
    }

    /** A number, or a string {@code 0x..}, in the range. */
    long integer(long min, long max) {
        BigInteger value = number();
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw error("%s is not in %d..%d".formatted(node.asText(), min, max));
        }
        return value.longValue();
    }

    /** A number, whole or not, in the range. */
    double decimal(double min, double max) {
        if (!node.isNumber()) {
            throw error("a number is needed, here is " + kind());
        }
        double value = node.doubleValue();
        if (!(value >= min && value <= max)) {
            throw error("%s is not in %s..%s".formatted(node.asText(), min, max));
        }
        return value;
    }

    private BigInteger number() {
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        if (node.isTextual() && node.textValue().matches("0[xX][0-9a-fA-F]{1,16}")) {
            return new BigInteger(node.textValue().substring(2), 16);
        }
        if (node.isTextual()) {
            requireNoOctal(node.textValue());
        }
        throw error("a whole number or a string such as \"0x2000\" is needed, here is " + kind());
    }

    /** Refuses numbers with a leading zero: the kernel would read them as octal, and so they say two things. */
    void requireNoOctal(String text) {
        OctalNumber.in(text).stream().findFirst().ifPresent(number -> {
            throw error(number.sentence() + "; write it without the zero, or as \"0x..\"");
        });
    }

    /** What a model type reads from the string; its IllegalArgumentException becomes the message. */
    <T> T parsed(Function<String, T> parser) {
        String text = text();
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw error(String.valueOf(e.getMessage()));
        }
    }

    /** The values that {@link #oneOf} takes, by their names in the file formats. */
    static <T> Map<String, T> byId(T[] values, Function<T, String> id) {
        Map<String, T> map = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> map.put(id.apply(value), value));
        return map;
    }

    /** One of the named values. */
    <T> T oneOf(Map<String, T> values) {
        T value = values.get(text());
        if (value == null) {
            throw error("'%s' is not one of %s".formatted(text(), String.join(", ", values.keySet())));
        }
        return value;
    }

    /** A list of ids 0..255, each once. */
    Mask256 ids() {
        return Mask256.of(distinct(id -> id.integer(0, 255), id -> id).stream().mapToInt(Integer::intValue));
    }

    /** A string of {@code 0x} and exactly 64 hexadecimal digits: a shorter mask is left-aligned by the kernel, so it is refused. */
    Mask256 mask() {
        String text = text();
        if (!text.matches("0x[0-9a-fA-F]{64}")) {
            throw error("a mask of 0x and 64 hexadecimal digits is needed, bit 0 leftmost");
        }
        return Mask256.fromHexDigits(text.substring(2).toLowerCase(Locale.ROOT));
    }

    /** Bytes as an even number of hexadecimal digits. */
    byte[] bytes() {
        try {
            return HexFormat.of().parseHex(text());
        } catch (IllegalArgumentException e) {
            throw error("an even number of hexadecimal digits is needed");
        }
    }

    private JsonValue child(String key) {
        return new JsonValue(document, this, key, node.get(key));
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "the string " + abbreviated(node.toString());
            case NULL, MISSING -> "null";
            case BINARY, BOOLEAN, NUMBER, POJO -> abbreviated(node.toString());
        };
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** The members of this object by key, in the order of the document. */
    Stream<Map.Entry<String, JsonValue>> members() {
        return tree().properties().stream().map(e -> Map.entry(e.getKey(), child(e.getKey())));
    }
}
