package io.zmdev.cli;

import io.zmdev.hw.host.HostUri;
import io.zmdev.service.Session;
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
            description = "The host: sim:NAME, sim:PATH.json, bundle:PATH, local:")
    @SuppressWarnings("NullAway.Init") // required
    private String host;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where an emulated machine lives between calls; without it, it is fresh each time.")
    private @Nullable Path state;

    Session open(Consumer<String> notices) {
        return Session.open(HostUri.parse(host), Optional.ofNullable(state), notices);
    }

    HostUri uri() {
        return HostUri.parse(host);
    }
}
