package io.zmdev.hw.inventory;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Attributes of a host as values. */
final class Attributes {

    /** A sysfs attribute is at most a page; some list files of old kernels ran over it. Bytes. */
    private static final int MAX_SIZE = 64 << 10;

    private final HostAccess host;

    Attributes(HostAccess host) {
        this.host = host;
    }

    /** The text of an attribute without its last newline. */
    Answer<String> text(String path) {
        return host.read(path).map(bytes -> {
            if (bytes.length > MAX_SIZE) {
                throw absurd(path, "it has %d bytes, no attribute is that long".formatted(bytes.length));
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        });
    }

    /**
     * An attribute that every such device has.
     *
     * @param parser throws IllegalArgumentException for what no kernel prints
     */
    <T> Observed<T> value(String path, Function<String, T> parser) {
        return switch (text(path)) {
            case Answer.Ok<String>(String text) -> Observed.known(parsed(path, text, parser));
            case Answer.Refused<String>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    /** An attribute that a device may lack: it is empty then. */
    <T> Observed<Optional<T>> optional(String path, Function<String, T> parser) {
        return switch (text(path)) {
            case Answer.Ok<String>(String text) -> Observed.known(Optional.of(parsed(path, text, parser)));
            case Answer.Refused<String>(Errno errno) when errno == Errno.ENOENT -> Observed.known(Optional.empty());
            case Answer.Refused<String>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    /** An attribute without which nothing can be said; a missing one is the default. */
    <T> T necessary(String path, Function<String, T> parser, T defaultValue) {
        return switch (optional(path, parser)) {
            case Observed.Known<Optional<T>>(Optional<T> value) -> value.orElse(defaultValue);
            case Observed.Unknown<Optional<T>>(String file, String reason) -> throw unreadable(file, reason);
        };
    }

    /** The last name of the target of a link that may be missing, such as {@code driver}. */
    Observed<Optional<String>> linkedName(String path) {
        return switch (host.link(path)) {
            case Answer.Ok<String>(String target) ->
                Observed.known(Optional.of(target.substring(target.lastIndexOf('/') + 1)));
            case Answer.Refused<String>(Errno errno) when errno == Errno.ENOENT -> Observed.known(Optional.empty());
            case Answer.Refused<String>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    /** The target of a link that must be there. */
    String link(String path) {
        return switch (host.link(path)) {
            case Answer.Ok<String>(String target) -> target;
            case Answer.Refused<String>(Errno errno) -> throw unreadable(path, errno.text());
        };
    }

    /** The names in a directory; none when it is missing. */
    List<String> list(String path) {
        return switch (host.list(path)) {
            case Answer.Ok<List<String>>(List<String> names) -> names;
            case Answer.Refused<List<String>>(Errno errno) when errno == Errno.ENOENT -> List.of();
            case Answer.Refused<List<String>>(Errno errno) -> throw unreadable(path, errno.text());
        };
    }

    boolean exists(String directory) {
        return !isMissing(host.list(directory));
    }

    /** What the parser makes of a name or content; what it does not take is an error that names the file. */
    <T> T parsed(String path, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw absurd(path, String.valueOf(e.getMessage()));
        }
    }

    ZmdevException absurd(String path, String message) {
        ErrorCode code = host.uri() instanceof HostUri.Bundle ? ErrorCode.BUNDLE_UNUSABLE : ErrorCode.HOST_UNREACHABLE;
        return new ZmdevException(code, host.uri() + ": " + path + ": " + message);
    }

    private ZmdevException unreadable(String path, String reason) {
        return new ZmdevException(
                ErrorCode.HOST_UNREADABLE,
                "%s: %s can't be read (%s), and nothing can be said without it".formatted(host.uri(), path, reason));
    }

    private static boolean isMissing(Answer<?> answer) {
        return answer.refusal().filter(Errno.ENOENT::equals).isPresent();
    }
}
