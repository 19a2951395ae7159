package io.zmdev.cli;

import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.PlanDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Losses;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import io.zmdev.service.RefusedConfigurationException;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a configuration or a plan true. */
@Command(
        name = "apply",
        header = "Make a configuration or a plan true, all of it or nothing.",
        description = {
            "Makes a configuration or a plan true as one transaction: every write is read back, and when a step fails",
            "everything before it is undone (exit code 5). A plan is refused when the host changed since (exit code 4).",
            "A real host does all of it by itself once it is told to, whatever becomes of the connection.",
            "What keeps it over a reboot (definitions of mdevctl, udev rules) is written last, with --confirm-within at",
            "'zmdev confirm': a reboot before that brings the old state back."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev apply production.json --host sim:lpar42 --state /tmp/lpar42",
            "  zmdev apply production.plan.json --host ssh://root@lpar42 --yes --confirm-within 120s"
        })
final class ApplyCommand extends Verb {

    @Parameters(
            paramLabel = "CONFIG|PLAN",
            description = "A desired configuration (zmdev.config/1) or a plan (zmdev.plan/1).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Option(
            names = "--disturb",
            description = {
                "Take for good what the plan says is lost: queues of running guests, master keys of queues that leave the host's",
                "drivers. Without it such a plan is refused (exit code 3)."
            })
    private boolean disturb;

    @Option(names = "--yes", description = "Write to a real machine without being asked again.")
    private boolean yes;

    @Option(
            names = "--confirm-within",
            paramLabel = "TIME",
            description =
                    "The host undoes everything unless 'zmdev confirm' comes within this time, such as 120s or 5m.",
            converter = Seconds.class)
    private Duration confirmWithin = Duration.ZERO;

    @Option(
            names = "--no-persist",
            description = "Change no file of the host: the next boot brings the old state back.")
    private boolean untilReboot;

    @Option(names = "--json", description = "Print the plan that was applied as JSON (zmdev.plan/1).")
    private boolean json;

    @Override
    protected int run() {
        if ((host.uri() instanceof HostUri.Local || host.uri() instanceof HostUri.Ssh) && !yes) {
            throw new ZmdevException(
                    ErrorCode.USAGE, "this writes to a real machine; look at 'zmdev plan' first, then give --yes");
        }
        Function<Session, Plan> planning = planning();
        try (Session session = host.open(this::say)) {
            Plan plan = planning.apply(session);
            session.apply(plan, confirmWithin, force.heldDevices(), losses());
            print(json ? PlanDocument.text(plan) : report(plan));
            if (!plan.isEmpty() && !confirmWithin.isZero()) {
                say("Undone in %d seconds unless 'zmdev confirm --host %s' comes before."
                        .formatted(confirmWithin.toSeconds(), host.uri()));
            }
            return 0;
        } catch (RefusedConfigurationException e) {
            say(FindingsText.of(file.toString(), e.findings()).stripTrailing());
            throw e;
        }
    }

    private Losses losses() {
        return disturb ? Losses.ACCEPT : Losses.REFUSE;
    }

    /** Reads the file, before a host is opened. */
    private Function<Session, Plan> planning() {
        if (PlanDocument.isPlan(file)) {
            Plan plan = PlanDocument.read(file);
            return session -> untilReboot ? plan.keeping(List.of()) : plan;
        }
        Configuration desired = ConfigurationDocument.read(file).value();
        return session -> untilReboot
                ? session.planUntilReboot(desired, force.heldDevices())
                : session.plan(desired, force.heldDevices());
    }

    private static String report(Plan plan) {
        if (plan.isEmpty()) {
            return PlanText.of(plan);
        }
        StringBuilder text = new StringBuilder();
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%3d. %s\n".formatted(i + 1, steps.get(i).what()));
        }
        text.append(PlanText.files(plan));
        return text.append("%s on %s: applied, %d step%s read back.\n"
                        .formatted(plan.configuration(), plan.machine(), steps.size(), steps.size() == 1 ? "" : "s"))
                .toString();
    }
}
