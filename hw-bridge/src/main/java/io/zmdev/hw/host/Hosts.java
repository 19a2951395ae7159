package io.zmdev.hw.host;

import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.hw.ssh.SshSettings;
import io.zmdev.hw.ssh.SshShell;
import io.zmdev.io.HostDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.sim.boot.Hardware;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens hosts by their URI. */
public final class Hosts {

    private static final String FOLDER = "/io/zmdev/assets/hosts/";

    private Hosts() {}

    /** The names of the machines that come with zmdev, for {@code sim:NAME}. */
    public static List<String> builtInNames() {
        return new String(resource("index").orElseThrow(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /**
     * Opens a host.
     *
     * @param state where an emulated machine lives between calls; without it the machine is fresh
     * @param trust decides about a host behind SSH that is not known yet
     * @param notices takes what the user should know although the host opens
     * @throws ZmdevException USAGE for an unknown built-in machine or a state folder with another kind of host, FILE_UNUSABLE,
     *     BUNDLE_UNUSABLE, HOST_UNREACHABLE
     */
    public static HostAccess open(HostUri uri, Optional<Path> state, HostKeyTrust trust, Consumer<String> notices) {
        boolean emulated = uri instanceof HostUri.BuiltIn || uri instanceof HostUri.Definition;
        if (state.isPresent() && !emulated) {
            throw new ZmdevException(
                    ErrorCode.USAGE, "--state is for emulated machines (sim:…); " + uri + " keeps its state itself");
        }
        return switch (uri) {
            case HostUri.BuiltIn(String name) -> emulated(uri, definition(name), state, notices);
            case HostUri.Definition(Path file) -> emulated(uri, HostDocument.bytes(file), state, notices);
            case HostUri.Bundle(Path path) -> bundle(path);
            case HostUri.Local local -> new LocalHost();
            case HostUri.Ssh ssh ->
                new ShellHost(uri, SshShell.connect(ssh.user(), ssh.host(), ssh.port(), SshSettings.ofUser(trust)));
        };
    }

    /** Opens a host as {@link #open(HostUri, Optional, HostKeyTrust, Consumer)} does; no new host behind SSH is trusted. */
    public static HostAccess open(HostUri uri, Optional<Path> state, Consumer<String> notices) {
        return open(uri, state, HostKeyTrust.STRICT, notices);
    }

    /** A fresh emulated machine with the hardware of an observed one, to try things on. */
    public static HostAccess forkOf(Machine observed) {
        return new EmulatedHost(new HostUri.BuiltIn(observed.name()), Hardware.of(observed), Optional.empty());
    }

    private static HostAccess emulated(HostUri uri, byte[] json, Optional<Path> state, Consumer<String> notices) {
        String source = uri instanceof HostUri.Definition(Path file) ? file.toString() : uri.toString();
        HostDefinition definition = HostDocument.parse(source, json);
        return new EmulatedHost(
                uri, definition, state.map(folder -> StateFolder.open(folder, definition, json, notices)));
    }

    private static byte[] definition(String name) {
        return resource(name + ".json")
                .orElseThrow(() -> new ZmdevException(
                        ErrorCode.USAGE,
                        "there is no built-in machine '%s'; there are %s"
                                .formatted(name, String.join(", ", builtInNames()))));
    }

    /** A path; where there is none and it is a bare name, the recording of that name that comes with zmdev. */
    private static BundleHost bundle(Path path) {
        String name = path.toString();
        if (HostUri.BUILT_IN_NAME.matcher(name).matches() && !Files.exists(path)) {
            Optional<byte[]> recording = resource(name + ".tar.gz");
            if (recording.isPresent()) {
                return BundleHost.open(new HostUri.Bundle(path), name, new ByteArrayInputStream(recording.get()));
            }
        }
        return BundleHost.open(path);
    }

    private static Optional<byte[]> resource(String name) {
        try (InputStream in = Hosts.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of the program can't be read: " + name, e);
        }
    }
}
