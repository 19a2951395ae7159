package io.zmdev.rules;

import io.zmdev.model.Errno;

/**
 * What the kernel would answer, and to which call.
 *
 * @param path the attribute that is written, or the device that is opened
 * @param value what would be written; empty when the call is the open of the device by the VMM
 */
public record KernelAnswer(Errno errno, String path, String value) {

    private static final int LONGEST_VALUE_SHOWN = 24;

    /** {@code The kernel would refuse assign_domain 0x47 with EADDRINUSE.} */
    public String sentence() {
        return "The kernel would refuse " + call() + " with " + errno + ".";
    }

    private String call() {
        String attribute = path.substring(path.lastIndexOf('/') + 1);
        if (value.isEmpty()) {
            return "to open " + attribute;
        }
        if (attribute.startsWith("assign_")) {
            return attribute + " " + value;
        }
        return value.length() > LONGEST_VALUE_SHOWN
                ? "the write to " + attribute
                : "the write of " + value + " to " + attribute;
    }
}
