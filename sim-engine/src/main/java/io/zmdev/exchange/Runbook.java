package io.zmdev.exchange;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Two Markdown pages for people who change a machine by hand: {@code runbook.md} and, step by step back, {@code rollback.md}. */
final class Runbook {

    /** An underline that is no emphasis, as in {@code vfio_ccw}. */
    private static final Pattern WITHIN_A_WORD = Pattern.compile("(?<=[A-Za-z0-9])&#95;(?=[A-Za-z0-9])");

    /** What is listed behind a step at most: a mask moves thousands of queues. */
    private static final int MOST_EXPECTATIONS = 8;

    private Runbook() {}

    static List<ExportFile> files(ExportRequest request) {
        return List.of(
                ExportFile.text("runbook.md", runbook(request)), ExportFile.text("rollback.md", rollback(request)));
    }

    private static String runbook(ExportRequest request) {
        Configuration configuration = request.configuration();
        Plan plan = request.plan();
        StringBuilder text = new StringBuilder("# Runbook: %s\n\n".formatted(markdown(configuration.name())));
        text.append(machine(request)).append("\n## What there will be\n\n");
        text.append("| device | UUID | guest | what | starts at boot |\n|---|---|---|---|---|\n");
        configuration.mediatedDevices().forEach(device -> text.append(row(configuration, device)));
        text.append("""

                ## Before

                - [ ] You are root, and nobody else changes masks or mediated devices at the same time.
                - [ ] Guests that lose or get devices are stopped, or their owners know.
                - [ ] Master key patterns and serial numbers are written down (`lszcrypt -V`, `mkvps`): they can't be read once
                      vfio_ap has a queue, and every queue that changes its driver is zeroized.
                - [ ] [rollback.md](rollback.md) is at hand.

                ## Steps

                One after the other. When a command fails, or something else is there than stands behind "Afterwards", stop, and
                go back with [rollback.md](rollback.md) from that step on. Drivers may take some seconds to bind.

                """);
        text.append(plan.isEmpty() ? "Nothing has to change.\n" : "");
        int number = 0;
        for (Step step : plan.steps()) {
            number++;
            text.append("%d. %s\n\n".formatted(number, markdown(step.what())));
            step.disturbances()
                    .forEach(disturbance ->
                            text.append("   **Careful:** %s.\n\n".formatted(markdown(disturbance.what()))));
            text.append(commands(step.operations()));
            text.append(afterwards(step.readBack()));
        }
        text.append("""

                ## So that it survives a reboot

                `zmdev export --to chzdev` writes the masks for chzdev, `zmdev export --to mdevctl` the definitions of the devices.
                Masks come first at boot, then the module, then the devices.
                """);
        return text.toString();
    }

    private static String rollback(ExportRequest request) {
        StringBuilder text = new StringBuilder(
                "# Rollback: %s\n\n".formatted(markdown(request.configuration().name())));
        text.append(machine(request));
        text.append("""

                Begin with the last step that was made. A queue that was zeroized on its way stays empty: its keys have to be
                loaded again.

                """);
        List<Step> steps = request.plan().steps();
        for (int number = steps.size(); number > 0; number--) {
            Step step = steps.get(number - 1);
            text.append("- Back to before step %d: %s\n\n".formatted(number, markdown(step.what())));
            text.append(commands(step.inverse()));
        }
        return text.toString();
    }

    private static String machine(ExportRequest request) {
        return request.machine()
                .map(machine -> "For the machine %s as it was read when this was written.\n"
                        .formatted(markdown(machine.name())))
                .orElse("For a machine on which nothing was configured yet; name the real one with `--host`.\n");
    }

    private static String row(Configuration configuration, DesiredDevice device) {
        String what = switch (device) {
            case DesiredDevice.Matrix matrix ->
                "adapters %s, domains %s, control domains %s"
                        .formatted(
                                ids(
                                        "%02x",
                                        matrix.matrix().adapters().ids().boxed().toList()),
                                ids(
                                        "%04x",
                                        matrix.matrix().domains().ids().boxed().toList()),
                                ids(
                                        "%04x",
                                        matrix.matrix()
                                                .controlDomains()
                                                .ids()
                                                .boxed()
                                                .toList()));
            case DesiredDevice.Ccw ccw -> "subchannel " + ccw.subchannel();
            case DesiredDevice.VirtualMatrix virtual ->
                "proposed only: no kernel has virtual matrix devices, see " + ProposedSyntax.FILE;
        };
        return "| %s | `%s` | %s | %s | %s |\n"
                .formatted(
                        markdown(device.name()),
                        device.uuid(),
                        markdown(configuration
                                .guestOf(device.uuid())
                                .map(Guest::name)
                                .orElse("none")),
                        device.state() == DesiredDevice.State.ABSENT ? "shall go" : what,
                        device.autostart() ? "yes" : "no");
    }

    private static String ids(String format, List<Integer> ids) {
        return ids.isEmpty() ? "none" : ids.stream().map(format::formatted).collect(Collectors.joining(" "));
    }

    /** A code block; what is quoted for the shell can't end it, because no path or value of a plan holds a newline. */
    private static String commands(List<HostOperation> operations) {
        return operations.stream()
                .map(Runbook::command)
                .collect(Collectors.joining("\n", "   ```sh\n", "\n   ```\n\n"));
    }

    private static String afterwards(List<Expectation> expectations) {
        if (expectations.isEmpty()) {
            return "";
        }
        String lines = expectations.stream()
                .limit(MOST_EXPECTATIONS)
                .map(expectation -> "   - " + expected(expectation) + "\n")
                .collect(Collectors.joining());
        int more = expectations.size() - MOST_EXPECTATIONS;
        return "   Afterwards:\n\n" + lines + (more > 0 ? "   - and %d more of this kind\n".formatted(more) : "")
                + "\n";
    }

    private static String expected(Expectation expectation) {
        return switch (expectation) {
            case Expectation.Content(String path, String text) ->
                text.isEmpty() ? "%s is empty".formatted(code(path)) : "%s holds %s".formatted(code(path), code(text));
            case Expectation.Target(String path, String name) -> "%s leads to %s".formatted(code(path), code(name));
            case Expectation.Names(String path, List<String> names) ->
                "%s has the entries %s".formatted(code(path), code(String.join(" ", names)));
            case Expectation.Directory(String path) -> code(path) + " is there";
            case Expectation.Missing(String path) -> code(path) + " is not there";
        };
    }

    /** What the kernel prints as code; lines behind each other. */
    private static String code(String text) {
        return "`" + text.replace("\n", ", ").replaceAll("[`\\p{Cntrl}]", "?") + "`";
    }

    private static String command(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Write(String path, String value) ->
                value.equals("\n")
                        ? "   echo > " + ShellScript.quoted(path)
                        : "   printf %%s %s > %s".formatted(ShellScript.quoted(value), ShellScript.quoted(path));
            case HostOperation.Load(String module) -> "   modprobe " + ShellScript.quoted(module);
            case HostOperation.Unload(String module) -> "   rmmod " + ShellScript.quoted(module);
            default -> "   # " + SysfsScript.format(operation);
        };
    }

    /** Text without what Markdown or HTML would read in it, and without characters that a terminal or reader acts on. */
    private static String markdown(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().limit(200).forEach(c -> {
            if (Character.isLetterOrDigit(c) || " .,:;()'-".indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else if (c > 0x20 && c < 0x7f) {
                escaped.append("&#%d;".formatted(c));
            } else {
                escaped.append('\ufffd');
            }
        });
        return WITHIN_A_WORD.matcher(escaped).replaceAll("_");
    }
}
