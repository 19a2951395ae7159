package io.zmdev.hw.shell;

import java.time.Duration;
import java.util.List;

/** A POSIX shell with root's rights on a host. Threads may share it. */
public interface Shell extends AutoCloseable {

    /** What ends a command: its limits. A host that wants to send more, or takes longer, is taken for broken. */
    Duration TIME_LIMIT = Duration.ofSeconds(60);

    /** Bytes of standard output. */
    int MAX_OUTPUT = 256 << 20;

    /** Bytes of standard error. */
    int MAX_ERRORS = 16 << 20;

    /**
     * Runs a script in one round trip. It runs in the C locale; its standard input is empty.
     *
     * @throws io.zmdev.model.ZmdevException HOST_UNREACHABLE when the host is gone, sends too much or takes too long
     */
    default ShellAnswer run(String script) {
        return run(List.of(script)).getFirst();
    }

    /**
     * Runs scripts at the same time, in one round trip, each as {@link #run(String)} does. A host that has no room for all of
     * them runs one after the other.
     *
     * @return what they left, in the order of the scripts
     */
    List<ShellAnswer> run(List<String> scripts);

    @Override
    void close();

    /** The script as a shell reads it from its standard input: whole before it runs, and without that input. */
    static String program(String script) {
        return "LC_ALL=C\nexport LC_ALL\n{\n" + script + "\nexit\n} </dev/null\n";
    }
}
