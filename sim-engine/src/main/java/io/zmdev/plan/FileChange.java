package io.zmdev.plan;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file outside sysfs that changes, and what undoes it.
 *
 * @param path a definition of mdevctl ({@code /etc/mdevctl.d/PARENT/UUID}) or a rule of udev ({@code /etc/udev/rules.d/*.rules})
 * @param before its whole content, empty when it is not there
 * @param after its whole content, empty when it shall go; files are made with mode 0644, folders with 0755
 */
public record FileChange(String path, Optional<String> before, Optional<String> after) {

    private static final Pattern PATH = Pattern.compile(
            "/etc/mdevctl\\.d/(?!\\.)[^/\\p{Cntrl}]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/etc/udev/rules\\.d/(?!\\.)[^/\\p{Cntrl}]+\\.rules");

    /** @throws IllegalArgumentException for any other path: a plan from elsewhere shall not write to other places */
    public FileChange {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is neither a definition of mdevctl nor a rule of udev".formatted(path));
        }
    }

    /** The change that takes this one back. */
    public FileChange inverse() {
        return new FileChange(path, after, before);
    }

    /** What the path answers before the change. */
    public Expectation expectedBefore() {
        return expectation(before);
    }

    /** What the path answers after the change. */
    public Expectation expectedAfter() {
        return expectation(after);
    }

    /** Contents are compared byte by byte, without their last newline. */
    private Expectation expectation(Optional<String> content) {
        return content.<Expectation>map(text -> {
                    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                    return new Expectation.Content(
                            path, bytes.endsWith("\n") ? bytes.substring(0, bytes.length() - 1) : bytes);
                })
                .orElseGet(() -> new Expectation.Missing(path));
    }
}
