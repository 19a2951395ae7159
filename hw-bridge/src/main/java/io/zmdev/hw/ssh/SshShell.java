package io.zmdev.hw.ssh;

import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;

/** Shells behind SSH, on one connection. Threads may share it. */
public final class SshShell implements Shell {

    /** How often a host without room for another session is asked again. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String destination;
    private final SshClient client;
    private final ClientSession session;
    /** Shells that wait for scripts. */
    private final BlockingDeque<RemoteShell> idle = new LinkedBlockingDeque<>();

    private final AtomicInteger roundTrips = new AtomicInteger();

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

    /** How often the host was asked and its answer awaited. */
    public int roundTrips() {
        return roundTrips.get();
    }

    @Override
    public List<ShellAnswer> run(List<String> scripts) {
        roundTrips.incrementAndGet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ShellAnswer> answers = new ArrayList<>();
            for (Future<ShellAnswer> script : threads.invokeAll(scripts.stream()
                    .<Callable<ShellAnswer>>map(script -> () -> answer(script))
                    .toList())) {
                answers.add(script.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone("interrupted while a command ran");
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case ZmdevException refused -> refused;
                case TimeoutException late -> gone("a command took longer than " + TIME_LIMIT.toSeconds() + " seconds");
                case IOException broken -> lost(broken);
                case IllegalStateException closing -> lost(closing);
                case null, default -> new IllegalStateException(e);
            };
        }
    }

    private ShellAnswer answer(String script) throws IOException, InterruptedException, TimeoutException {
        RemoteShell shell = shell();
        boolean usable = false;
        try {
            shell.begin(script, TIME_LIMIT);
            Optional<ShellAnswer> answer = shell.answer(TIME_LIMIT);
            usable = shell.isOpen();
            return answer.orElseThrow(
                    () -> gone("no shell of root is to be had there (%s); log in as root or let sudo -n run sh"
                            .formatted(shell.complaint())));
        } finally {
            if (usable) {
                idle.addFirst(shell);
            } else {
                shell.close();
            }
        }
    }

    /** One that waits, else a new one, else, on a host without room for another session, the first that waits again. */
    private RemoteShell shell() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
        RemoteShell waiting = idle.poll();
        while (waiting == null || !waiting.isOpen()) {
            RemoteShell opened = new RemoteShell(session);
            if (!opened.isRefused(TIME_LIMIT)) {
                return opened;
            }
            opened.close();
            if (System.nanoTime() > deadline) {
                throw gone("it has no room for another session");
            }
            roundTrips.incrementAndGet();
            waiting = idle.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
        return waiting;
    }

    private ZmdevException lost(Exception cause) {
        return new ZmdevException(
                ErrorCode.HOST_UNREACHABLE,
                destination + ": the connection can't be used any more: " + cause.getMessage(),
                cause);
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
}
