package io.zmdev.cli;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.hw.host.EmulatedHost;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.io.SysfsTranscript;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation;
import io.zmdev.rules.OctalNumber;
import io.zmdev.service.Session;
import io.zmdev.sim.host.Uevent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Raw reads and writes. */
@Command(
        name = "sysfs",
        header = "Run a script of raw reads and writes, with their errnos.",
        description = {
            "Runs a sysfs script: read, write, list, link, load, unload; on emulated machines also hotplug, hotunplug,",
            "configure, checkstop, guest start and stop. Prints JSON Lines, one for each operation."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev sysfs script.sysfs --host sim:few",
            "  zmdev sysfs script.sysfs --host sim:few --uevents",
            "  zmdev sysfs script.sysfs --host sim:few --expect recorded.jsonl"
        })
final class SysfsCommand extends Verb {

    /** The answers differ from the expected ones. */
    private static final int DIFFERENT = 2;

    @Parameters(paramLabel = "SCRIPT", description = "One operation a line, # for comments.")
    @SuppressWarnings("NullAway.Init") // required
    private Path script;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "Compare with what was recorded and print the first difference (exit code 2).")
    private @Nullable Path expected;

    @Option(
            names = "--uevents",
            description =
                    "Also print the uevents that each operation led to (emulated machines only, not with --expect).")
    private boolean uevents;

    @Option(names = "--json", description = "Print JSON Lines, as without it.")
    @SuppressWarnings("UnusedVariable") // the output is JSON anyway
    private boolean json;

    @Override
    protected int run() {
        List<HostOperation> operations = SysfsScript.parse(script.toString(), TextFile.read(script));
        List<String> recorded =
                expected == null ? List.of() : TextFile.read(expected).lines().toList();
        List<String> answers = new ArrayList<>();
        try (Session session = host.open(this::say)) {
            HostAccess access = session.host();
            ueventsOf(access);
            for (HostOperation operation : operations) {
                octalNumbers(operation).forEach(number -> say("warning: " + number.sentence()));
                answers.add(SysfsTranscript.line(answers.size() + 1, operation, access.execute(operation)));
                if (expected == null) {
                    print(answers.getLast() + "\n");
                    ueventsOf(access).forEach(uevent -> print(SysfsTranscript.line(answers.size(), uevent) + "\n"));
                }
            }
        }
        if (expected == null) {
            return 0;
        }
        Optional<String> difference =
                SysfsTranscript.firstDifference(expected.toString(), recorded, script.toString(), answers);
        print(difference.orElse("all %d answers are as expected".formatted(answers.size())) + "\n");
        return difference.isPresent() ? DIFFERENT : 0;
    }

    /** What was sent since it was last asked; nothing unless it is wanted. */
    private List<Uevent> ueventsOf(HostAccess access) {
        if (!uevents) {
            return List.of();
        }
        if (expected == null && access instanceof EmulatedHost emulated) {
            return emulated.takeUevents();
        }
        throw new ZmdevException(
                ErrorCode.USAGE,
                "--uevents shows what an emulated machine sends, and goes without --expect; leave it out here"
                        + " (udevadm monitor shows the uevents of a real machine)");
    }

    private static List<OctalNumber> octalNumbers(HostOperation operation) {
        return operation instanceof HostOperation.Write(String path, String value)
                ? OctalNumber.writtenTo(path, value)
                : List.of();
    }
}
