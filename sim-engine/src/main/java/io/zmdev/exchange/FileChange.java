package io.zmdev.exchange;

import java.util.Optional;

/**
 * A file outside sysfs that changes, and what undoes it.
 *
 * @param path absolute
 * @param before its whole content, empty when it is not there
 * @param after its whole content, empty when it shall go; files are made with mode 0644, folders with 0755
 */
public record FileChange(String path, Optional<String> before, Optional<String> after) {

    /** The change that takes this one back. */
    public FileChange inverse() {
        return new FileChange(path, after, before);
    }
}
