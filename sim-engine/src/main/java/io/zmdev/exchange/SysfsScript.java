package io.zmdev.exchange;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sysfs script: one operation a line, {@code #} begins a comment line.
 *
 * <p>What follows the path of a {@code write} and one blank is the value as it stands, blanks included; {@code \n}, {@code \t}
 * and {@code \\} are escapes, any other backslash is itself. {@code write PATH} alone writes no bytes. {@code replace} reads like
 * {@code write}.
 */
public final class SysfsScript {

    private static final Pattern ESCAPE = Pattern.compile("\\\\[nt\\\\]");

    /** Some editors begin a file of UTF-8 with it. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private SysfsScript() {}

    /**
     * Reads a script.
     *
     * @param source what a message calls it, such as the file's name
     * @throws ZmdevException FILE_UNUSABLE that names the line and the remedy
     */
    public static List<HostOperation> parse(String source, String text) {
        List<HostOperation> operations = new ArrayList<>();
        String[] lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                try {
                    operations.add(operation(line.stripLeading()));
                } catch (IllegalArgumentException e) {
                    throw new ZmdevException(
                            ErrorCode.FILE_UNUSABLE, "%s line %d: %s".formatted(source, i + 1, e.getMessage()), e);
                }
            }
        }
        return List.copyOf(operations);
    }

    /** The line of an operation, without a newline at its end. */
    public static String format(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Read(String path) -> "read " + path;
            case HostOperation.Write(String path, String value) ->
                value.isEmpty() ? "write " + path : "write " + path + " " + escape(value);
            case HostOperation.ListNames(String path) -> "list " + path;
            case HostOperation.Link(String path) -> "link " + path;
            case HostOperation.Load(String module) -> "load " + module;
            case HostOperation.Unload(String module) -> "unload " + module;
            case HostOperation.ReplaceFile(String path, String content) ->
                content.isEmpty() ? "replace " + path : "replace " + path + " " + escape(content);
            case HostOperation.RemoveFile(String path) -> "remove " + path;
            case HostOperation.Hotplug(String target, Optional<CardType> type) ->
                "hotplug " + target + type.map(t -> " " + t).orElse("");
            case HostOperation.Hotunplug(String target) -> "hotunplug " + target;
            case HostOperation.Configure(boolean on, String card) -> "configure " + (on ? "on " : "off ") + card;
            case HostOperation.Checkstop(boolean on, String card) -> "checkstop " + (on ? "on " : "off ") + card;
            case HostOperation.GuestStart(MdevUuid uuid) -> "guest start " + uuid;
            case HostOperation.GuestStop(MdevUuid uuid) -> "guest stop " + uuid;
        };
    }

    private static HostOperation operation(String line) {
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line.stripTrailing() : line.substring(0, blank);
        String rest = blank < 0 ? "" : line.substring(blank + 1);
        return switch (verb) {
            case "write" -> valued(verb, rest, HostOperation.Write::new);
            case "replace" -> valued(verb, rest, HostOperation.ReplaceFile::new);
            case "remove" -> new HostOperation.RemoveFile(one(verb, "PATH", rest));
            case "read" -> new HostOperation.Read(one(verb, "PATH", rest));
            case "list" -> new HostOperation.ListNames(one(verb, "PATH", rest));
            case "link" -> new HostOperation.Link(one(verb, "PATH", rest));
            case "load" -> new HostOperation.Load(one(verb, "MODULE", rest));
            case "unload" -> new HostOperation.Unload(one(verb, "MODULE", rest));
            case "hotplug" -> hotplug(rest);
            case "hotunplug" -> new HostOperation.Hotunplug(one(verb, "CARD, QUEUE or DOMAIN", rest));
            case "configure" -> {
                String[] words = two("configure off|on CARD", rest);
                yield new HostOperation.Configure(on("configure", words[0]), words[1]);
            }
            case "checkstop" -> {
                String[] words = two("checkstop on|off CARD", rest);
                yield new HostOperation.Checkstop(on("checkstop", words[0]), words[1]);
            }
            case "guest" -> guest(two("guest start|stop UUID", rest));
            default ->
                throw new IllegalArgumentException("'" + verb
                        + "' is no operation; write one of read, write, list, link, load, unload, replace,"
                        + " remove, hotplug, hotunplug, configure, checkstop, guest");
        };
    }

    private static HostOperation valued(String verb, String rest, BiFunction<String, String, HostOperation> operation) {
        int blank = rest.indexOf(' ');
        String path = blank < 0 ? rest : rest.substring(0, blank);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("'%1$s' needs a path; write '%1$s PATH VALUE'".formatted(verb));
        }
        String value = blank < 0 ? "" : unescape(rest.substring(blank + 1));
        return operation.apply(path, value);
    }

    private static HostOperation hotplug(String rest) {
        String[] words = rest.strip().split(" +", -1);
        if (words[0].isEmpty() || words.length > 2) {
            throw new IllegalArgumentException("write 'hotplug CARD, QUEUE or DOMAIN', and behind a card its type");
        }
        return new HostOperation.Hotplug(
                words[0], words.length == 2 ? Optional.of(CardType.parse(words[1])) : Optional.empty());
    }

    private static HostOperation guest(String[] words) {
        MdevUuid uuid = new MdevUuid(words[1]);
        return switch (words[0]) {
            case "start" -> new HostOperation.GuestStart(uuid);
            case "stop" -> new HostOperation.GuestStop(uuid);
            default -> throw new IllegalArgumentException("write 'guest start UUID' or 'guest stop UUID'");
        };
    }

    private static String one(String verb, String what, String rest) {
        String word = rest.strip();
        if (word.isEmpty()) {
            throw new IllegalArgumentException("'" + verb + "' needs a name; write '" + verb + " " + what + "'");
        }
        return word;
    }

    private static String[] two(String form, String rest) {
        String[] words = rest.strip().split(" +", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("write '" + form + "'");
        }
        return words;
    }

    private static boolean on(String verb, String word) {
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'" + word + "' is neither on nor off; write '" + verb + " on CARD'");
        };
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group()) {
                            case "\\n" -> "\n";
                            case "\\t" -> "\t";
                            default -> "\\";
                        }));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
}
