package io.zmdev.cli;

import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.service.Session;
import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host a command works on. */
final class HostOptions {

    @Option(
            names = "--host",
            required = true,
            paramLabel = "URI",
            description = "The host: sim:NAME, sim:PATH.json, bundle:PATH, local:, ssh://[user@]host[:port]")
    @SuppressWarnings("NullAway.Init") // required
    private String host;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where an emulated machine lives between calls; without it, it is fresh each time.")
    private @Nullable Path state;

    @Option(
            names = "--accept-new-host-key",
            description = "Trust a host behind SSH that is not in ~/.ssh/known_hosts, and note its key there.")
    private boolean acceptNewHostKey;

    Session open(Consumer<String> notices) {
        return Session.open(HostUri.parse(host), Optional.ofNullable(state), trust(notices), notices);
    }

    /** Asks on a terminal; without one only the option says yes. */
    private HostKeyTrust trust(Consumer<String> notices) {
        if (acceptNewHostKey) {
            return (name, fingerprint) -> {
                notices.accept("%s is trusted from now on, its host key is %s".formatted(name, fingerprint));
                return true;
            };
        }
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .<HostKeyTrust>map(console -> (name, fingerprint) -> "yes"
                        .equals(console.readLine(
                                "%s is not known here. Its host key is %s. Trust it from now on? [yes/no] ",
                                name, fingerprint)))
                .orElse(HostKeyTrust.STRICT);
    }

    HostUri uri() {
        return HostUri.parse(host);
    }
}
