package io.zmdev.hw.inventory;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.model.Damage;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/** Attributes of a host as values. What no kernel prints is unknown, and noted with the object that it is about. */
final class Attributes {

    /** A sysfs attribute is at most a page; some list files of old kernels ran over it. Bytes. */
    private static final int MAX_SIZE = 64 << 10;

    /** Of {@code /sys/bus/BUS/devices/NAME/ATTRIBUTE} the object is the part up to the name. */
    private static final int NAMES_OF_A_DEVICE = 6;

    private static final String BUSES = "/sys/bus/";

    private final HostAccess host;
    private final SequencedSet<Damage> damages = new LinkedHashSet<>();

    Attributes(HostAccess host) {
        this.host = host;
    }

    /** What was found damaged so far. */
    List<Damage> damages() {
        return List.copyOf(damages);
    }

    /** Notes that something can't be told. */
    void damaged(Damage damage) {
        damages.add(damage);
    }

    /** Notes that a document of the host can't be read. */
    void damaged(String path, ZmdevException unusable) {
        damages.add(Damage.of(path, reason(path, unusable)));
    }

    /** A message about a document without the document's name, with which it begins. */
    static String reason(String path, ZmdevException unusable) {
        String message = String.valueOf(unusable.getMessage());
        return message.startsWith(path + ": ") ? message.substring(path.length() + 2) : message;
    }

    /** Notes that an object can't be told because of one of its attributes. */
    void damaged(String path, String reason) {
        damages.add(new Damage(object(path), path, reason));
    }

    /** A device of a bus, or a bus as a whole; else the file itself. */
    private static String object(String path) {
        if (!path.startsWith(BUSES)) {
            return path;
        }
        String[] names = path.split("/", NAMES_OF_A_DEVICE + 1);
        boolean device = names.length >= NAMES_OF_A_DEVICE && names[4].equals("devices");
        return String.join("/", List.of(names).subList(0, device ? NAMES_OF_A_DEVICE : 4));
    }

    /** The text of an attribute without its last newline; EFBIG for what is longer than any. */
    Answer<String> text(String path) {
        return switch (host.read(path)) {
            case Answer.Refused<byte[]>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<byte[]>(byte[] bytes)
            when bytes.length > MAX_SIZE -> {
                damaged(path, "it has %d bytes, no attribute is that long".formatted(bytes.length));
                yield Answer.refused(Errno.EFBIG);
            }
            case Answer.Ok<byte[]>(byte[] bytes) -> {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                yield Answer.ok(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
            }
        };
    }

    /**
     * An attribute that every such device has.
     *
     * @param parser throws IllegalArgumentException for what no kernel prints
     */
    <T> Observed<T> value(String path, Function<String, T> parser) {
        return switch (text(path)) {
            case Answer.Ok<String>(String text) -> parsed(path, text, parser);
            case Answer.Refused<String>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    /** An attribute that a device may lack: it is empty then. */
    <T> Observed<Optional<T>> optional(String path, Function<String, T> parser) {
        return switch (text(path)) {
            case Answer.Ok<String>(String text) -> parsed(path, text, parser).map(Optional::of);
            case Answer.Refused<String>(Errno errno) when errno == Errno.ENOENT -> Observed.known(Optional.empty());
            case Answer.Refused<String>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    /** An attribute without which its object can't be told; a missing one is the default. */
    <T> T necessary(String path, Function<String, T> parser, T defaultValue) {
        return switch (optional(path, parser)) {
            case Observed.Known<Optional<T>>(Optional<T> value) -> value.orElse(defaultValue);
            case Observed.Unknown<Optional<T>>(String file, String reason) -> {
                damaged(file, reason);
                yield defaultValue;
            }
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
    Observed<String> link(String path) {
        return switch (host.link(path)) {
            case Answer.Ok<String>(String target) -> Observed.known(target);
            case Answer.Refused<String>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    /** The name of the directory in which the target of a link lies: the parent of a device. */
    Observed<String> parent(String path) {
        return link(path).map(target -> {
            String[] names = target.split("/", -1);
            return names.length < 2 ? "" : names[names.length - 2];
        });
    }

    /** The names in a directory without which nothing can be said; none when it is missing. */
    List<String> list(String path) {
        return switch (names(path)) {
            case Observed.Known<List<String>>(List<String> names) -> names;
            case Observed.Unknown<List<String>>(String directory, String reason) ->
                throw new ZmdevException(
                        ErrorCode.HOST_UNREADABLE,
                        "%s: %s can't be read (%s), and nothing can be said without it"
                                .formatted(host.uri(), directory, reason));
        };
    }

    /** The names in a directory; none when it is missing. */
    Observed<List<String>> names(String path) {
        return switch (host.list(path)) {
            case Answer.Ok<List<String>>(List<String> names) -> Observed.known(names);
            case Answer.Refused<List<String>>(Errno errno) when errno == Errno.ENOENT -> Observed.known(List.of());
            case Answer.Refused<List<String>>(Errno errno) -> Observed.unknown(path, errno.text());
        };
    }

    boolean exists(String directory) {
        return !isMissing(host.list(directory));
    }

    /** What the parser makes of the name of a directory's entry; empty when that is none that a kernel gives. */
    <T> Optional<T> named(String path, Function<String, T> parser) {
        return Optional.of(parsed(path, path.substring(path.lastIndexOf('/') + 1), parser))
                .filter(Observed::isKnown)
                .map(Observed::get);
    }

    private <T> Observed<T> parsed(String path, String text, Function<String, T> parser) {
        try {
            return Observed.known(parser.apply(text));
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            damaged(path, reason);
            return Observed.unknown(path, reason);
        }
    }

    private static boolean isMissing(Answer<?> answer) {
        return answer.refusal().filter(Errno.ENOENT::equals).isPresent();
    }
}
