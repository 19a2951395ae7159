package io.zmdev.cli;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.PlanDocument;
import io.zmdev.plan.Plan;
import io.zmdev.service.RefusedConfigurationException;
import io.zmdev.service.Session;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The steps to a configuration. */
@Command(
        name = "plan",
        header = "Print the steps from a host to a configuration.",
        description = {
            "Prints the steps from a host to a configuration, each with what it writes, what must hold before,",
            "what is read back and what undoes it. Exit code 2 when there is something to change."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev plan production.json --host sim:lpar42",
            "  zmdev plan production.json --host local: -o production.plan.json"
        })
final class PlanCommand extends Verb {

    /** There is something to change. */
    private static final int CHANGES = 2;

    @Parameters(paramLabel = "CONFIG", description = "A desired configuration (zmdev.config/1).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the plan (zmdev.plan/1) for 'zmdev apply'.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print JSON (zmdev.plan/1).")
    private boolean json;

    @Override
    protected int run() {
        try (Session session = host.open(this::say)) {
            Plan plan = session.plan(ConfigurationDocument.read(file).value());
            if (output != null) {
                PlanDocument.write(output, plan);
            }
            print(json ? PlanDocument.text(plan) : PlanText.of(plan));
            return plan.isEmpty() ? 0 : CHANGES;
        } catch (RefusedConfigurationException e) {
            say(FindingsText.of(file.toString(), e.findings()).stripTrailing());
            throw e;
        }
    }
}
