package io.zmdev.testbed;

import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.hw.ssh.SshSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;

/** An SSH server in this process, which runs what it is asked to run on a machine. */
public final class InProcessSshServer implements AutoCloseable {

    private final SshServer server;
    private final Path user;

    private InProcessSshServer(SshServer server, Path user) {
        this.server = server;
        this.user = user;
    }

    /**
     * Starts a server that knows one user's key.
     *
     * @param folder an empty folder; {@code ssh} in it becomes the user's {@code ~/.ssh}
     * @param enter what a command must be started with to find itself on the machine
     */
    public static InProcessSshServer start(Path folder, List<String> enter)
            throws IOException, GeneralSecurityException {
        Path user = Files.createDirectories(folder.resolve("ssh"));
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (OutputStream file = Files.newOutputStream(user.resolve("id_ecdsa"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "", null, file);
        }
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
        server.setPublickeyAuthenticator((name, shown, session) -> KeyUtils.compareKeys(shown, key.getPublic()));
        server.setCommandFactory((channel, command) -> new InvertedShellWrapper(new ProcessShell(
                Stream.concat(enter.stream(), Stream.of("sh", "-c", command)).toList())));
        server.start();
        InProcessSshServer started = new InProcessSshServer(server, user);
        started.showsKey(
                server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic());
        return started;
    }

    /** Notes a key in {@code known_hosts} as the server's. */
    public void showsKey(PublicKey key) throws IOException {
        Files.writeString(
                user.resolve("known_hosts"),
                "[127.0.0.1]:%d %s%n".formatted(server.getPort(), PublicKeyEntry.toString(key)));
    }

    public int port() {
        return server.getPort();
    }

    /** The user's settings, without an agent; unknown hosts are not trusted. */
    public SshSettings settings() {
        return new SshSettings(user, Optional.empty(), HostKeyTrust.STRICT, Duration.ofSeconds(20));
    }

    /** Ends all connections, and goes on listening. */
    public void hangUp() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
