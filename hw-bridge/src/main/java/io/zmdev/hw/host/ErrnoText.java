package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import java.util.Map;
import java.util.Optional;

/**
 * The errno behind the message of a program that runs in the C locale: what follows its last colon is strerror(3) of glibc, or
 * of musl, which busybox on small systems is built with.
 */
public final class ErrnoText {

    /** Where strerror(3) of musl says something else than that of glibc. */
    private static final Map<String, Errno> MUSL = Map.ofEntries(
            Map.entry("I/O error", Errno.EIO),
            Map.entry("Out of memory", Errno.ENOMEM),
            Map.entry("Resource busy", Errno.EBUSY),
            Map.entry("Address in use", Errno.EADDRINUSE),
            Map.entry("Address not available", Errno.EADDRNOTAVAIL),
            Map.entry("Not supported", Errno.EOPNOTSUPP),
            Map.entry("Operation timed out", Errno.ETIMEDOUT),
            Map.entry("Result not representable", Errno.ERANGE),
            Map.entry("Filename too long", Errno.ENAMETOOLONG),
            Map.entry("Symbolic link loop", Errno.ELOOP),
            Map.entry("No such device or address", Errno.ENXIO));

    private ErrnoText() {}

    /** The errno of a message's first line; empty when it is none that is known, which is never guessed. */
    public static Optional<Errno> of(String message) {
        String line = message.lines().findFirst().orElse("");
        String text = line.substring(line.lastIndexOf(": ") + (line.contains(": ") ? 2 : 1))
                .strip();
        return Errno.ofText(text).or(() -> Optional.ofNullable(MUSL.get(text)));
    }
}
