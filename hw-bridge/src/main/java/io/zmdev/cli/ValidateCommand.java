package io.zmdev.cli;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.FindingsDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Validator;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Every conflict of a configuration. */
@Command(
        name = "validate",
        header = "Name every conflict of a configuration, with culprit and fixes.",
        description = {
            "Names every conflict of a configuration on a host, with culprit and fixes. Exit code 3 when it is refused."
        },
        footer = {"", "Example:", "  zmdev validate production.json --host sim:lpar42"})
final class ValidateCommand extends Verb {

    @Parameters(paramLabel = "CONFIG", description = "A desired configuration (zmdev.config/1).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(names = "--json", description = "Print JSON (zmdev.findings/1).")
    private boolean json;

    @Override
    protected int run() {
        Configuration configuration = ConfigurationDocument.read(file).value();
        try (Session session = host.open(this::say)) {
            List<Finding> findings = session.validate(configuration);
            print(
                    json
                            ? FindingsDocument.text(configuration.name(), findings)
                            : FindingsText.of(configuration.name(), findings));
            return Validator.refused(findings) ? ErrorCode.CONFLICT.exitCode() : 0;
        }
    }
}
