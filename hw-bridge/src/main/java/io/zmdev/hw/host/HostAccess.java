package io.zmdev.hw.host;

import io.zmdev.hw.shell.Shell;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A host as everything above sees it: files, links, one write(2) for each write, a lock. What a system call refuses is an
 * {@link Answer.Refused} with its errno; a {@link io.zmdev.model.ZmdevException} means that the host itself is gone.
 */
public interface HostAccess extends AutoCloseable {

    /** Where a host keeps what zmdev has to remember about it. */
    String STATE = "/var/lib/zmdev";

    /** Where this host is. */
    HostUri uri();

    /** What the host says of itself at this moment. */
    HostFacts facts();

    /** open(2) and read(2) to the end. */
    Answer<byte[]> read(String path);

    /** open(2) and one write(2); the answer is the number of bytes written. */
    Answer<Integer> write(String path, byte[] value);

    /** The names in a directory, sorted. */
    Answer<List<String>> list(String path);

    /** readlink(2). */
    Answer<String> link(String path);

    /**
     * The host as it is at this moment, read in one round trip. What was looked at stays as it was, the rest is asked of the
     * host when it is asked for; where reading costs nothing, it is the host itself.
     */
    default HostAccess view(Collection<Look> looks) {
        return this;
    }

    /** The shell of a host that has one: real machines, here and behind SSH. */
    default Optional<Shell> shell() {
        return Optional.empty();
    }

    /**
     * Any operation of a sysfs script. A read answers {@code byte[]}, a write {@code Integer}, a listing {@code List<String>},
     * a link {@code String}, the others the word of the script that they print ({@code String}). EOPNOTSUPP for what this
     * kind of host can't do.
     */
    Answer<?> execute(HostOperation operation);

    /** How long what a write started may take until it shows: bindings, new devices. */
    default Duration settlingTime() {
        return Duration.ZERO;
    }

    /**
     * Keeps everybody else from changing the host's configuration until the lock is closed. For hosts without a shell: on the
     * others the script that makes a transaction holds the locks.
     *
     * @throws io.zmdev.model.ZmdevException HOST_UNREACHABLE when somebody else holds it
     */
    HostLock lock();

    @Override
    void close();
}
