package io.zmdev.app.plan;

import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.Session;
import java.util.Optional;
import java.util.function.Function;

/**
 * The host that plans are applied to. It stays open between calls, so that an emulated machine keeps what was made on it. Safe to
 * call from any thread but JavaFX's, which it would block; calls wait for each other.
 */
final class TargetHost implements AutoCloseable {

    private record Open(HostUri uri, Session session) {}

    private final HostKeyTrust trust;
    private Optional<Open> open = Optional.empty();

    TargetHost(HostKeyTrust trust) {
        this.trust = trust;
    }

    /**
     * Works on the host, which is opened unless it is already. One behind a link that was lost since is opened again; what was
     * under way when a link is lost is not tried again.
     *
     * @throws io.zmdev.model.ZmdevException when it can't be opened, and what the work throws
     */
    synchronized <T> T call(HostUri uri, Function<Session, T> work) {
        if (open.filter(host -> host.uri().equals(uri) && answers(host.session()))
                .isEmpty()) {
            close();
            open = Optional.of(new Open(uri, Session.open(uri, Optional.empty(), trust, notice -> {})));
        }
        return work.apply(open.orElseThrow().session());
    }

    /** An emulated machine always does, and lives no longer than its session. */
    private static boolean answers(Session session) {
        return session.host().shell().map(TargetHost::answers).orElse(true);
    }

    private static boolean answers(Shell shell) {
        try {
            return shell.run("echo here").text().equals("here\n");
        } catch (ZmdevException lost) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        open.ifPresent(host -> host.session().close());
        open = Optional.empty();
    }
}
