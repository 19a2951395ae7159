package io.zmdev.cli;

import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Mask256;
import io.zmdev.service.Import;
import io.zmdev.service.Imported;
import io.zmdev.service.Session;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A configuration out of the files of another tool, or out of a machine. */
@Command(
        name = "import",
        header = "Make a configuration of another tool's files, or of a machine.",
        description = {
            "Makes a configuration of another tool's files or of a machine. The folder of an export gives the configuration",
            "back that was exported, with what was edited in the files since."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev import --from mdevctl /etc/mdevctl.d -o found.json",
            "  mdevctl list -d --dumpjson > dump.json; zmdev import --from mdevctl dump.json -o found.json",
            "  zmdev import --from libvirt xml/ -o found.json         # virsh dumpxml, virsh nodedev-dumpxml",
            "  zmdev import --from host local: -o found.json",
            "  zmdev import --from bundle lpar42.tar.gz -o found.json",
            "  zmdev import --from csv planning.csv -o found.json"
        })
final class ImportCommand extends Verb {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FORMAT",
            description = "mdevctl, libvirt, csv, host or bundle.")
    @SuppressWarnings("NullAway.Init") // required
    private String format;

    @Parameters(arity = "0..1", paramLabel = "SOURCE", description = "A file or folder; for host its URI.")
    private @Nullable String source;

    @Option(names = "--host", paramLabel = "URI", description = "The host, for --from host.")
    private @Nullable String host;

    @Option(names = "--state", paramLabel = "DIR", description = "Where an emulated machine lives between calls.")
    private @Nullable Path state;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "CONFIG",
            description = "The file for the configuration (zmdev.config/1).")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    @Override
    protected int run() {
        Imported imported = switch (format) {
            case "mdevctl" -> Import.mdevctl(path());
            case "libvirt" -> Import.libvirt(path());
            case "csv" -> Import.csv(path());
            case "host" -> machine(HostUri.parse(host == null ? given() : host));
            case "bundle" ->
                machine(given().startsWith("bundle:") ? HostUri.parse(given()) : new HostUri.Bundle(path()));
            default ->
                throw new ZmdevException(
                        ErrorCode.USAGE, "'%s' is not one of mdevctl, libvirt, csv, host, bundle".formatted(format));
        };
        imported.leftOut().forEach(this::say);
        ConfigurationDocument.write(output, imported.document(), imported.configuration());
        print(summary(imported.configuration()));
        return 0;
    }

    private Imported machine(HostUri uri) {
        try (Session session = Session.open(uri, Optional.ofNullable(state), this::say)) {
            return Import.machine(
                    session.machine(Mask256.NONE), session.persistentState().autostarting());
        }
    }

    private Path path() {
        try {
            return Path.of(given());
        } catch (InvalidPathException e) {
            throw new ZmdevException(ErrorCode.USAGE, "'%s' is no path: %s".formatted(given(), e.getReason()), e);
        }
    }

    private String given() {
        if (source == null) {
            throw new ZmdevException(ErrorCode.USAGE, "say what to import; see 'zmdev import --help'");
        }
        return source;
    }

    private String summary(Configuration configuration) {
        return "%s: %d mediated devices, %d guests\n"
                .formatted(
                        output,
                        configuration.mediatedDevices().size(),
                        configuration.guests().size());
    }
}
