package io.zmdev.testbed;

import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.hw.ssh.SshSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Debian's OpenSSH server on the loopback interface, with keys and a configuration of its own. Needs root. */
public final class OpenSshServer implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Process process;

    private OpenSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server whose sessions are on a machine.
     *
     * @param folder an empty folder; {@code ssh} in it becomes the user's {@code ~/.ssh}
     * @param keyType of the user's key: ed25519, ecdsa or rsa
     */
    public static OpenSshServer start(EmulatedLinux linux, Path folder, String keyType)
            throws IOException, InterruptedException {
        return start(linux.enter(), folder, keyType);
    }

    /**
     * Starts a server, as {@link #start(EmulatedLinux, Path, String)}.
     *
     * @param enter what a program must be started with to find itself on the machine
     * @param more lines for sshd_config
     */
    public static OpenSshServer start(List<String> enter, Path folder, String keyType, String... more)
            throws IOException, InterruptedException {
        Path ssh = Files.createDirectories(folder.resolve("ssh"));
        int port = freePort();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            keygen(folder.resolve("host_" + type), type);
        }
        keygen(ssh.resolve("id_" + keyType), keyType);
        Files.copy(ssh.resolve("id_" + keyType + ".pub"), folder.resolve("authorized_keys"));
        Path config =
                Files.writeString(folder.resolve("sshd_config"), """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host_ed25519
                HostKey %2$s/host_ecdsa
                HostKey %2$s/host_rsa
                AuthorizedKeysFile %2$s/authorized_keys
                PermitRootLogin yes
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                StrictModes no
                UsePAM no
                PidFile none
                %3$s
                """.formatted(port, folder, String.join("\n", more)));
        List<String> command = new ArrayList<>(enter);
        command.addAll(List.of(
                "sh", "-c", "mkdir -p /run/sshd && exec /usr/sbin/sshd -D -e -f \"$1\"", "sh", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        OpenSshServer server = new OpenSshServer(folder, port, process);
        server.knownHosts(port);
        while (!answers(port) && process.isAlive()) {
            Thread.sleep(20);
        }
        return server;
    }

    private static void keygen(Path file, String type) throws IOException, InterruptedException {
        new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString())
                .start()
                .waitFor();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Notes the server's keys as known at a port. */
    public void knownHosts(int at) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            lines.append("[127.0.0.1]:%d %s".formatted(at, Files.readString(folder.resolve("host_" + type + ".pub"))));
        }
        Files.writeString(folder.resolve("ssh/known_hosts"), lines);
    }

    public int port() {
        return port;
    }

    /** The user's {@code ~/.ssh}. */
    public Path userFolder() {
        return folder.resolve("ssh");
    }

    /** The user's settings, without an agent. */
    public SshSettings settings(HostKeyTrust trust) {
        return new SshSettings(userFolder(), Optional.empty(), trust, Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
