package io.zmdev.cli;

import io.zmdev.hw.host.HostUri;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host a command looks at, where it can do without one. */
final class OptionalHostOptions {

    @Option(names = "--host", paramLabel = "URI", description = "The host that it is meant for.")
    private @Nullable String host;

    @Option(names = "--state", paramLabel = "DIR", description = "Where an emulated machine lives between calls.")
    private @Nullable Path state;

    /** The open host, or null where none was named. */
    @Nullable
    Session open(Consumer<String> notices) {
        return host == null ? null : Session.open(HostUri.parse(host), Optional.ofNullable(state), notices);
    }
}
