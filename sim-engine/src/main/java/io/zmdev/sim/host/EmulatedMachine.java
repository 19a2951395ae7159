package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import java.util.List;

/**
 * A machine that exists only here. Paths are absolute ({@code /sys/bus/ap/apmask}). The caller is root.
 *
 * <p>Deterministic: persisting a machine means replaying its operations on a fresh one. Not thread-safe.
 */
public final class EmulatedMachine {

    private final HostDefinition definition;

    public EmulatedMachine(HostDefinition definition) {
        this.definition = definition;
    }

    /** What the machine was before anything was configured on it. */
    public HostDefinition definition() {
        return definition;
    }

    /** open(2) and read(2) to the end. */
    public Answer<byte[]> read(String path) {
        return Answer.refused(Errno.ENOENT);
    }

    /** open(2) and one write(2); the answer is the number of bytes written. */
    public Answer<Integer> write(String path, byte[] value) {
        return Answer.refused(Errno.ENOENT);
    }

    /** The names in a directory, sorted. */
    public Answer<List<String>> list(String path) {
        return Answer.refused(Errno.ENOENT);
    }

    /** readlink(2). */
    public Answer<String> link(String path) {
        return Answer.refused(Errno.ENOENT);
    }

    /**
     * Any operation of a sysfs script. A read answers {@code byte[]}, a write {@code Integer}, a listing {@code List<String>},
     * a link {@code String}, the others the word of the script that they print ({@code String}, empty when there is none).
     */
    public Answer<?> execute(HostOperation operation) {
        return Answer.refused(Errno.EOPNOTSUPP);
    }

    /** The uevents since the last call, in order. */
    public List<Uevent> takeUevents() {
        return List.of();
    }
}
