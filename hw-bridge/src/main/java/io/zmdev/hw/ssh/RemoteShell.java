package io.zmdev.hw.ssh;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.shell.ShellAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;

/**
 * Root's shell at the other end of a channel. It stays and runs one script after the other, each in a shell of its own that
 * begins as the first did: a script costs one round trip, a channel costs three and all that a login does. For one thread at a
 * time.
 */
final class RemoteShell implements AutoCloseable {

    /** Root's shell, reached without a word of the user's login shell but these. */
    private static final String COMMAND = "sh -c 'if [ \"$(id -u)\" = 0 ]; then exec sh; else exec sudo -n sh; fi'";

    /** A word for {@code eval}: whatever a shell can't parse of a script ends the script, not the shell that stays. */
    private static final String PROGRAM = """
            printf '%1$sbegins\\n'
            printf '%1$sbegins\\n' >&2
            (eval %2$s)
            printf '%1$s%%d\\n' $?
            printf '%1$s0\\n' >&2
            """;

    private final String mark = "zmdev-" + UUID.randomUUID() + " ";
    private final MarkedOutput output = new MarkedOutput(mark, Shell.MAX_OUTPUT);
    private final MarkedOutput errors = new MarkedOutput(mark, Shell.MAX_ERRORS);
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ChannelExec channel;
    private final OpenFuture opened;

    /** Begins to open one. */
    RemoteShell(ClientSession session) throws IOException {
        channel = session.createExecChannel(COMMAND);
        channel.setOut(output);
        channel.setErr(errors);
        channel.addCloseFutureListener(future -> closed.complete(channel.getExitStatus()));
        opened = channel.open();
    }

    /** Whether the host has no room for another session on this connection ({@code MaxSessions} of sshd). */
    boolean isRefused(Duration limit) throws IOException {
        opened.await(limit);
        return opened.getException() instanceof SshChannelOpenException;
    }

    /** Whether it takes another script. */
    boolean isOpen() {
        return channel.isOpen() && !closed.isDone();
    }

    /** Sends a script, as soon as the shell is there. */
    void begin(String script, Duration limit) throws IOException {
        opened.verify(limit);
        OutputStream in = channel.getInvertedIn();
        in.write(PROGRAM.formatted(mark, ShellScript.quoted(Shell.program(script)))
                .getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /**
     * What the script left; empty when there is no shell of root, of which {@link #complaint} says more.
     *
     * @throws TimeoutException when it takes longer than the limit
     * @throws IOException when it prints too much, or the channel was closed in the middle
     */
    Optional<ShellAnswer> answer(Duration limit) throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<Integer> ended = output.status().thenCombine(errors.status(), (status, none) -> status);
        try {
            Object status = CompletableFuture.anyOf(ended, closed).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!(status instanceof Integer number)) {
                throw new IOException("it ended in the middle of a command");
            }
            Optional<ShellAnswer> answer = output.printed()
                    .map(printed ->
                            new ShellAnswer(number, printed, errors.printed().orElseGet(errors::toByteArray)));
            if (answer.isPresent()) {
                output.forget();
                errors.forget();
            }
            return answer;
        } catch (ExecutionException e) {
            throw new IOException("a command printed too much", e);
        }
    }

    /** The first line of what was said instead of what a script prints. */
    String complaint() {
        return errors.toString(StandardCharsets.UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse("it said nothing");
    }

    @Override
    public void close() {
        channel.close(true);
    }
}
