package io.zmdev.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line of ftrace says after its columns.
 *
 * @param name of the function, event or system call (with {@code sys_})
 * @param caller of a function, empty when not told
 * @param values of an event or of a probe by name; of a system call its arguments
 * @param result what a function or system call returned, where that was told
 */
record KernelRecord(Kind kind, String name, String caller, Map<String, String> values, Optional<String> result) {

    enum Kind {
        CALL,
        RETURN,
        EVENT,
        SYSCALL,
        SYSCALL_RETURN
    }

    private static final Pattern SYSCALL = Pattern.compile("sys_(\\w{1,64})\\((.{0,4096})\\)\\s*+");
    private static final Pattern SYSCALL_RETURN = Pattern.compile("sys_(\\w{1,64}) -> (\\S{1,32})\\s*+");
    private static final Pattern CALL = Pattern.compile("(\\w{1,128})(?: <-(\\S{1,128}))?\\s*+");
    private static final Pattern SHORT_RETURN = Pattern.compile("(\\w{1,128})=(-?\\w{1,32})\\s*+");
    private static final Pattern RETURNS = Pattern.compile("(\\w{1,128}): returns ?+(\\S{0,32})\\s*+");
    private static final Pattern RETURN_PROBE = Pattern.compile(
            "\\w{1,128}: \\([^()]{0,256}<- (\\w{1,128})(?:\\+\\w{1,32}/\\w{1,32})?\\)(?: \\w{1,32}=(\\S{1,32}))?.{0,256}");
    private static final Pattern EVENT = Pattern.compile("(\\w{1,128}): (?:\\([^()]{0,256}\\) ?+)?(.{0,4096})");
    private static final Pattern VALUE = Pattern.compile("(\\w{1,32})=([^=]{0,256}?)(?= \\w{1,32}=|$)");
    private static final Pattern ARGUMENT = Pattern.compile("(\\w{1,32}): ([^,]{0,64})");

    KernelRecord {
        values = Map.copyOf(values);
    }

    static Optional<KernelRecord> parse(String text) {
        Matcher matcher = SYSCALL.matcher(text);
        if (matcher.matches()) {
            return record(Kind.SYSCALL, "sys_" + matcher.group(1), "", values(ARGUMENT, matcher.group(2)), null);
        }
        matcher = SYSCALL_RETURN.matcher(text);
        if (matcher.matches()) {
            return record(Kind.SYSCALL_RETURN, "sys_" + matcher.group(1), "", Map.of(), matcher.group(2));
        }
        matcher = CALL.matcher(text);
        if (matcher.matches()) {
            String caller = matcher.group(2);
            return record(Kind.CALL, matcher.group(1), caller == null ? "" : caller, Map.of(), null);
        }
        matcher = SHORT_RETURN.matcher(text);
        if (matcher.matches()) {
            return record(Kind.RETURN, matcher.group(1), "", Map.of(), matcher.group(2));
        }
        matcher = RETURNS.matcher(text);
        if (matcher.matches()) {
            return record(Kind.RETURN, matcher.group(1), "", Map.of(), matcher.group(2));
        }
        matcher = RETURN_PROBE.matcher(text);
        if (matcher.matches()) {
            return record(Kind.RETURN, matcher.group(1), "", Map.of(), matcher.group(2));
        }
        matcher = EVENT.matcher(text);
        if (matcher.matches()) {
            return record(Kind.EVENT, matcher.group(1), "", values(VALUE, matcher.group(2)), null);
        }
        return Optional.empty();
    }

    private static Optional<KernelRecord> record(
            Kind kind, String name, String caller, Map<String, String> values, @Nullable String result) {
        return Optional.of(new KernelRecord(
                kind, name, caller, values, Optional.ofNullable(result).filter(text -> !text.isEmpty())));
    }

    private static Map<String, String> values(Pattern pattern, String text) {
        Map<String, String> values = new TreeMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            values.put(matcher.group(1), matcher.group(2).strip());
        }
        return values;
    }

    /** A value as a number: decimal, or hexadecimal with 0x; empty when it is none. */
    Optional<Long> number(String value) {
        String text = values.get(value);
        return text == null ? Optional.empty() : parsed(text, 10);
    }

    /** An argument of a system call, which ftrace prints in hexadecimal without 0x. */
    Optional<Long> argument(String value) {
        String text = values.get(value);
        return text == null ? Optional.empty() : parsed(text, 16);
    }

    /** The result as a signed number. */
    Optional<Long> resultNumber() {
        return result.flatMap(text -> parsed(text, 10));
    }

    private static Optional<Long> parsed(String text, int radix) {
        try {
            return Optional.of(
                    text.startsWith("0x")
                            ? Long.parseUnsignedLong(text.substring(2), 16)
                            : Long.parseLong(text, radix));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
