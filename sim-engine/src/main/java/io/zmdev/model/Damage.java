package io.zmdev.model;

/**
 * A file of a machine that holds what no kernel and no tool writes. What it is about is unknown, and never counts as absent or
 * free: no plan touches it. Everything else of the machine is as it was read.
 *
 * @param object the directory or file of what can't be told, such as {@code /sys/bus/ap/devices/card05}
 * @param path the file
 * @param reason what is wrong with it, for people
 */
public record Damage(String object, String path, String reason) {

    /** A file with the path of what it is about, or of nothing else. */
    public static Damage of(String path, String reason) {
        return new Damage(path, path, reason);
    }

    /** {@code /sys/bus/ap/devices/card05/online: 'yes' is neither 0 nor 1}. */
    public String sentence() {
        return path + ": " + reason;
    }
}
