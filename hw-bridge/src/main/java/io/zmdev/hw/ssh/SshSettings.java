package io.zmdev.hw.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the user keeps for SSH.
 *
 * @param folder {@code ~/.ssh}: {@code config}, {@code known_hosts} and the keys {@code id_*}
 * @param agent the socket of the agent, as {@code SSH_AUTH_SOCK} names it
 * @param trust decides about hosts that are not known yet
 * @param connectLimit how long connecting and authenticating may take
 */
public record SshSettings(Path folder, Optional<Path> agent, HostKeyTrust trust, Duration connectLimit) {

    /** Those of the user who runs zmdev. */
    public static SshSettings ofUser(HostKeyTrust trust) {
        return new SshSettings(
                Path.of(System.getProperty("user.home"), ".ssh"),
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(socket -> !socket.isBlank())
                        .map(Path::of),
                trust,
                Duration.ofSeconds(20));
    }
}
