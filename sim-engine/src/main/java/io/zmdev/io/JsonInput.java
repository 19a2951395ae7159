package io.zmdev.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads JSON strictly: UTF-8, one value, no key twice. Whatever is wrong is FILE_UNUSABLE and names file and place. */
final class JsonInput {

    /** Files over this size are refused, in bytes. */
    static final long MAX_SIZE = 64L << 20;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxNumberLength(100)
                            .maxStringLength((int) MAX_SIZE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private JsonInput() {}

    static JsonValue read(Path file) {
        return parse(file.toString(), bytesOf(file));
    }

    static JsonValue parse(String source, byte[] bytes) {
        return parse(source, utf8(source, bytes));
    }

    /** @param source what messages call the document: its text is made when one does */
    static JsonValue parse(Object source, String text) {
        if (text.isBlank()) {
            throw unusable(source, "the file is empty");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            try {
                JsonValue value = new JsonValue(source, MAPPER.readTree(parser));
                if (parser.nextToken() != null) {
                    throw unusable(source, place(parser) + ": there is text after the end of the document");
                }
                return value;
            } catch (JsonProcessingException e) {
                throw unusable(source, place(parser) + ": " + reason(parser, e), e);
            }
        } catch (IOException e) {
            throw unusable(source, e.toString(), e);
        }
    }

    private static String reason(JsonParser parser, JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate field")) {
            return "the key stands twice in its object (" + message + ")";
        }
        if (message.startsWith("Unexpected end-of-input") || parser.currentToken() == JsonToken.NOT_AVAILABLE) {
            return "the file ends in the middle (truncated?)";
        }
        int detail = message.indexOf('\n');
        return "this is not JSON (" + (detail < 0 ? message : message.substring(0, detail)) + ")";
    }

    private static String place(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return "at %s (line %d, column %d)"
                .formatted(
                        pointer.isEmpty() ? "the top" : pointer,
                        parser.currentLocation().getLineNr(),
                        parser.currentLocation().getColumnNr());
    }

    private static String utf8(String source, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in)
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw unusable(source, "byte " + in.position() + " is not UTF-8; save the file as UTF-8", e);
        }
    }

    static byte[] bytesOf(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unusable(file.toString(), "this is a directory, a file is needed");
            }
            if (Files.size(file) > MAX_SIZE) {
                throw unusable(
                        file.toString(),
                        "the file has %d bytes, at most %d are read".formatted(Files.size(file), MAX_SIZE));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(file.toString(), "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unusable(file.toString(), "permission to read it is denied", e);
        } catch (IOException e) {
            throw unusable(file.toString(), "it can't be read: " + e.getMessage(), e);
        }
    }

    private static ZmdevException unusable(Object source, String message) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, source + ": " + message);
    }

    private static ZmdevException unusable(Object source, String message, Exception cause) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, source + ": " + message, cause);
    }
}
