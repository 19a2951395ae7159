package io.zmdev.cli;

import io.zmdev.exchange.MdevDefinitions;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.PlanDocument;
import io.zmdev.io.ThreeWayDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ap.Mask256;
import io.zmdev.plan.Plan;
import io.zmdev.plan.ThreeWay;
import io.zmdev.service.RefusedConfigurationException;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.util.List;
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
            "what is read back and what undoes it. Exit code 2 when there is something to change. A device that the host",
            "uses is refused, and who holds it is named (exit code 3)."
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

    @Mixin
    private final ForceOption force = new ForceOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the plan (zmdev.plan/1) for 'zmdev apply'.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print JSON (zmdev.plan/1; zmdev.three-way/1).")
    private boolean json;

    @Option(
            names = "--three-way",
            description = "Print instead what is desired, active and kept for the next boot, object by object.")
    private boolean threeWay;

    @Option(names = "--no-persist", description = "Only what lasts until the next boot: no file of the host changes.")
    private boolean untilReboot;

    @Override
    protected int run() {
        Configuration desired = ConfigurationDocument.read(file).value();
        try (Session session = host.open(this::say)) {
            if (threeWay) {
                return threeWay(desired, session);
            }
            Plan plan = untilReboot
                    ? session.planUntilReboot(desired, force.heldDevices())
                    : session.plan(desired, force.heldDevices());
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

    private int threeWay(Configuration desired, Session session) {
        List<ThreeWay.Row> rows =
                ThreeWay.of(desired, session.machine(Mask256.NONE), session.persistentState(), MdevDefinitions::of);
        print(json ? ThreeWayDocument.text(rows) : text(rows));
        return rows.stream().allMatch(ThreeWay.Row::agrees) ? 0 : CHANGES;
    }

    private static String text(List<ThreeWay.Row> rows) {
        StringBuilder text = new StringBuilder();
        for (ThreeWay.Row row : rows) {
            text.append("%s%s\n  desired     %s\n  active      %s\n  persistent  %s\n"
                    .formatted(
                            row.subject(),
                            row.agrees() ? "" : "  (differs)",
                            row.desired(),
                            row.active(),
                            row.persistent()));
        }
        return text.toString();
    }
}
