package io.zmdev.testbed;

import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.shell.LocalShell;
import io.zmdev.hw.shell.Shell;
import io.zmdev.io.HostDocument;
import io.zmdev.sim.host.EmulatedMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * This Linux with the {@code /sys} of an emulated machine: real shells and real programs in a mount namespace of their own, in
 * which {@code /run/lock} and {@code /var/lib/zmdev} are empty folders, and {@code /etc} has little but users. Needs root.
 */
public final class EmulatedLinux implements AutoCloseable {

    private final Path folder;
    private final MountedMachine mounted;

    private EmulatedLinux(Path folder, MountedMachine mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /**
     * Boots a machine that comes with zmdev.
     *
     * @param folder an empty folder for everything that it keeps
     */
    public static EmulatedLinux boot(String name, Path folder) {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "root and FUSE are needed");
        try (InputStream in = HostUri.class.getResourceAsStream("/io/zmdev/assets/hosts/" + name + ".json")) {
            EmulatedMachine machine = new EmulatedMachine(HostDocument.parse(
                    name, java.util.Objects.requireNonNull(in).readAllBytes()));
            Files.createDirectories(folder.resolve("lock"));
            Files.createDirectories(folder.resolve("state"));
            Path etc = Files.createDirectories(folder.resolve("etc"));
            for (String file : List.of("passwd", "group", "ld.so.cache", "nsswitch.conf")) {
                Files.copy(Path.of("/etc", file), etc.resolve(file));
            }
            Files.writeString(etc.resolve("shadow"), "root:x:20000::::::\n"); // sshd takes users without it for locked
            Files.createSymbolicLink(etc.resolve("alternatives"), Path.of("/proc/1/root/etc/alternatives"));
            return new EmulatedLinux(folder, MountedMachine.mount(machine, folder.resolve("sys")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a program must be started with to find itself on the machine. */
    public List<String> enter() {
        return List.of("unshare", "--mount", "sh", "-c", """
                mkdir -p /var/lib/zmdev
                mount --bind %1$s/sys /sys && mount --bind %1$s/lock /run/lock && mount --bind %1$s/state /var/lib/zmdev &&
                    mount --bind %1$s/etc /etc && exec "$@"\
                """.formatted(folder), "sh");
    }

    /** A shell on the machine. */
    public Shell shell(String... command) {
        return new LocalShell(java.util.stream.Stream.concat(enter().stream(), List.of(command).stream())
                .toList());
    }

    /** The machine as zmdev sees it through a shell. */
    public ShellHost host(Shell shell) {
        return new ShellHost(new HostUri.Local(), shell);
    }

    public MountedMachine mounted() {
        return mounted;
    }

    /** The folder that is {@code /var/lib/zmdev} there. */
    public Path state() {
        return folder.resolve("state");
    }

    /** The folder that is {@code /etc} there. */
    public Path etc() {
        return folder.resolve("etc");
    }

    /** The folder that is {@code /run/lock} there. */
    public Path locks() {
        return folder.resolve("lock");
    }

    @Override
    public void close() {
        mounted.close();
    }
}
