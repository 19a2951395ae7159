package io.zmdev.hw.ssh;

import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.core.CoreModuleProperties;

/** A shell behind SSH. Each script is one exec request on one connection. */
public final class SshShell implements Shell {

    /** Root's shell, reached without a word of the user's login shell but these. */
    private static final String COMMAND = "sh -c 'if [ \"$(id -u)\" = 0 ]; then exec sh; else exec sudo -n sh; fi'";

    /** What comes before the first byte of a script's output: login scripts may print too. */
    private static final String GREETING = "zmdev-shell-begins\n";

    /** How often, and after which pause, a host without room for another session is asked again. */
    private static final int TRIES = 50;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String destination;
    private final SshClient client;
    private final ClientSession session;
    private int roundTrips;

    SshShell(String destination, SshClient client, ClientSession session) {
        this.destination = destination;
        this.client = client;
        this.session = session;
    }

    /**
     * Connects and authenticates with the user's keys.
     *
     * @param user when empty, what {@code ~/.ssh/config} says, else the user of this program
     * @param host a name, an address, or a {@code Host} of {@code ~/.ssh/config}
     * @param port when empty, what {@code ~/.ssh/config} says, else 22
     * @throws ZmdevException HOST_UNREACHABLE
     */
    public static SshShell connect(Optional<String> user, String host, OptionalInt port, SshSettings settings) {
        return new SshConnector(settings).connect(user, host, port);
    }

    /** How many scripts were run. */
    public int roundTrips() {
        return roundTrips;
    }

    @Override
    public List<ShellAnswer> run(List<String> scripts) {
        roundTrips++;
        List<Running> started = new ArrayList<>();
        try {
            for (String script : scripts) {
                started.add(start(script));
            }
            for (Running script : started) {
                if (!script.isRefused()) {
                    script.events();
                }
            }
            List<ShellAnswer> answers = new ArrayList<>();
            for (Running script : started) {
                answers.add(script.isRefused() ? again(script) : answer(script));
            }
            return answers;
        } catch (IOException | IllegalStateException e) { // the latter when the session is closing
            throw new ZmdevException(
                    ErrorCode.HOST_UNREACHABLE, destination + ": the connection was lost: " + e.getMessage(), e);
        } finally {
            started.forEach(script -> script.channel().close(true));
        }
    }

    /** A script on its way, and what it prints. */
    private record Running(
            String script, ChannelExec channel, OpenFuture opened, LimitedOutput output, LimitedOutput errors) {

        /** Whether the host has no room for another session on this connection ({@code MaxSessions} of sshd). */
        boolean isRefused() throws IOException {
            opened.await(TIME_LIMIT);
            return opened.getException() instanceof SshChannelOpenException;
        }

        /** What became of it in the end, or of the time that it had. */
        Set<ClientChannelEvent> events() {
            return channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TIME_LIMIT.toMillis());
        }
    }

    /** sshd takes a session for open until some time after it was closed. */
    private ShellAnswer again(Running refused) throws IOException {
        roundTrips++;
        Running script = refused;
        for (int tries = 0; tries < TRIES && script.isRefused(); tries++) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw gone("interrupted while a command waited for its turn");
            }
            script.channel().close(true);
            script = start(script.script());
        }
        try {
            return answer(script);
        } finally {
            script.channel().close(true);
        }
    }

    private Running start(String script) throws IOException {
        LimitedOutput output = new LimitedOutput(MAX_OUTPUT);
        LimitedOutput errors = new LimitedOutput(MAX_ERRORS);
        String program = Shell.program("printf '" + GREETING.strip() + "\\n'\n" + script);
        ChannelExec channel = session.createExecChannel(COMMAND);
        channel.setIn(new ByteArrayInputStream(program.getBytes(StandardCharsets.UTF_8)));
        channel.setOut(output);
        channel.setErr(errors);
        return new Running(script, channel, channel.open(), output, errors);
    }

    private ShellAnswer answer(Running script) throws IOException {
        script.opened().verify(TIME_LIMIT);
        if (script.events().contains(ClientChannelEvent.TIMEOUT)) {
            throw gone("a command took longer than " + TIME_LIMIT.toSeconds() + " seconds");
        }
        if (script.output().overran || script.errors().overran) {
            throw gone("a command printed more than " + MAX_OUTPUT + " bytes");
        }
        Integer status = script.channel().getExitStatus();
        if (status == null) {
            throw gone("the connection was lost in the middle of a command");
        }
        return new ShellAnswer(
                status,
                behindGreeting(script.output().toByteArray(), script.errors()),
                script.errors().toByteArray());
    }

    private byte[] behindGreeting(byte[] output, ByteArrayOutputStream errors) {
        int at = new String(output, StandardCharsets.ISO_8859_1).indexOf(GREETING);
        if (at < 0) {
            String reason = errors.toString(StandardCharsets.UTF_8).strip();
            throw gone("no shell of root is to be had there (%s); log in as root or let sudo -n run sh"
                    .formatted(
                            reason.isEmpty()
                                    ? "it said nothing"
                                    : reason.lines().findFirst().orElse("")));
        }
        return Arrays.copyOfRange(output, at + GREETING.length(), output.length);
    }

    private ZmdevException gone(String message) {
        return new ZmdevException(ErrorCode.HOST_UNREACHABLE, destination + ": " + message);
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }

    /** Asks the host for a sign of life while a command runs, and gives it up after three that did not come. */
    static void keepAlive(SshClient client) {
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(5));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    }

    /** Takes so many bytes and drops the rest. */
    private static final class LimitedOutput extends ByteArrayOutputStream {

        private final int limit;
        private volatile boolean overran;

        LimitedOutput(int limit) {
            this.limit = limit;
        }

        @Override
        public synchronized void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (count + length > limit) {
                overran = true;
            } else {
                super.write(bytes, offset, length);
            }
        }
    }
}
