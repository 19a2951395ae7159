package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.HostOperation.Write;
import java.util.Optional;

/**
 * What the kernel would answer, and to which call.
 *
 * @param errno the answer to what the finding is about
 * @param earlier the answer to something else that the same call asks for and that the kernel checks before: only once that is
 *     out of the way, {@code errno} shows
 * @param path the attribute that is written, or the device that is opened
 * @param value what would be written; empty when the call is the open of the device by the VMM
 */
public record KernelAnswer(Errno errno, Optional<Errno> earlier, String path, String value) {

    private static final int LONGEST_VALUE_SHOWN = 24;

    /** An answer with nothing before it. */
    public KernelAnswer(Errno errno, String path, String value) {
        this(errno, Optional.empty(), path, value);
    }

    static KernelAnswer to(Write write, Errno errno) {
        return new KernelAnswer(errno, write.path(), write.value());
    }

    /** What the call answers as things are. */
    public Errno first() {
        return earlier.orElse(errno);
    }

    /** {@code The kernel would refuse assign_domain 0x0047 with EADDRINUSE.} */
    public String sentence() {
        return "The kernel would refuse " + call() + " with "
                + earlier.map(other -> other + " for another reason first, then with ")
                        .orElse("") + errno + ".";
    }

    private String call() {
        String attribute = path.substring(path.lastIndexOf('/') + 1);
        if (value.isEmpty()) {
            return "to open " + attribute;
        }
        if (attribute.startsWith("assign_") || attribute.startsWith("unassign_")) {
            return attribute + " " + value;
        }
        return value.length() > LONGEST_VALUE_SHOWN
                ? "the write to " + attribute
                : "the write of " + value + " to " + attribute;
    }
}
