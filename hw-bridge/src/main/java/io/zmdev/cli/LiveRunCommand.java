package io.zmdev.cli;

import io.zmdev.hw.live.CcwMdev;
import io.zmdev.hw.live.LiveRun;
import io.zmdev.hw.live.SimulatedAnswers;
import io.zmdev.hw.live.TracingInstance;
import io.zmdev.hw.live.VfioWay;
import io.zmdev.hw.live.WatchedGuests;
import io.zmdev.io.ResultDocument;
import io.zmdev.io.TraceDocument;
import io.zmdev.io.TraceImport;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.sim.flow.KernelAnswers;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** One scenario on a real kernel. */
@Command(
        name = "run",
        header = "Run a scenario on a real kernel and compare it with the simulator.",
        description = {
            "--mdev: on a vfio-ccw device of this machine. zmdev opens it, maps memory, makes the requests",
            "through the regions of the device and prints what the kernel answered; with --json in the form of",
            "'sim io' (zmdev.result/1).",
            "--with-qemu: as a guest of QEMU inside the lab, on a terminal that vfio_ccw passes through; QEMU's",
            "log and the kernel's ftrace become one trace (zmdev.trace/1). Needs the sources with the lab, which",
            "is built when missing.",
            "The exit code is 2 when the simulator does something else."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev live run --with-qemu sense-id",
            "  zmdev live run --with-qemu mine.json -o seen.json",
            "  zmdev live run sense-id --mdev 62177883-f1bb-47f0-914d-32a22e3a8804",
            "  zmdev live run mine.json --mdev 62177883-f1bb-47f0-914d-32a22e3a8804 --trace seen.jsonl --functions"
        })
final class LiveRunCommand extends Verb {

    /** The simulator does something else. */
    private static final int DIFFERENT = 2;

    /** The lab's command, as ./zmdev passes it. */
    private static final String LAB = "zmdev.lab";

    private static final Path ROOT = Path.of("/");
    private static final Path TRACEFS = Path.of("/sys/kernel/tracing");

    @Parameters(paramLabel = "SCENARIO", description = "A scenario (zmdev.scenario/1), or the name of a built-in one.")
    @SuppressWarnings("NullAway.Init") // required
    private String scenario;

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required
    private Where where;

    /** Where the scenario runs. */
    private static final class Where {

        @ArgGroup(exclusive = false)
        private @Nullable Guest guest;

        @ArgGroup(exclusive = false)
        private @Nullable Device device;
    }

    /** As a guest in the lab. */
    private static final class Guest {

        @Option(
                names = "--with-qemu",
                required = true,
                description = "Under QEMU inside the lab, watched on the whole way.")
        @SuppressWarnings("UnusedVariable") // the group is there with it
        private boolean withQemu;

        @Option(names = "--kernel", paramLabel = "VERSION", defaultValue = "6.12", description = "Of the lab: 6.12.")
        @SuppressWarnings("NullAway.Init") // has a default
        private String kernel;
    }

    /** On a device of this machine. */
    private static final class Device {

        @Option(
                names = "--mdev",
                required = true,
                paramLabel = "UUID",
                converter = Uuid.class,
                description = "On this mediated device of vfio_ccw.")
        @SuppressWarnings("NullAway.Init") // required
        private MdevUuid mdev;

        @Option(
                names = "--vfio",
                paramLabel = "WAY",
                converter = Way.class,
                description = "How to open it: group or iommufd. Default: what the kernel has.")
        private @Nullable VfioWay way;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                converter = Seconds.class,
                description = "How long to wait for an interrupt at most. Default: as long as the scenario says.")
        private @Nullable Duration timeout;

        @Option(names = "--force", description = "Open it although something else seems to use it.")
        private boolean force;

        @Option(names = "--json", description = "Print the result as JSON (zmdev.result/1).")
        private boolean json;

        @Option(
                names = "--trace",
                paramLabel = "FILE",
                description = "Write what ftrace recorded to this file (zmdev.trace/1).")
        private @Nullable Path trace;

        @Option(names = "--functions", description = "Trace the functions of vfio_ccw too, not its events alone.")
        private boolean functions;
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here what was seen too: the trace of a guest, the result of a device.")
    private @Nullable Path output;

    /** Reads a UUID. */
    private static final class Uuid implements ITypeConverter<MdevUuid> {

        @Override
        public MdevUuid convert(String text) {
            try {
                return new MdevUuid(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads a way by its name. */
    private static final class Way implements ITypeConverter<VfioWay> {

        @Override
        public VfioWay convert(String text) {
            return VfioWay.ofId(text)
                    .orElseThrow(
                            () -> new TypeConversionException("'%s' is not one of group, iommufd".formatted(text)));
        }
    }

    @Override
    protected int run() {
        Scenario read = SimCommand.Io.LIBRARY.read(scenario);
        return where.device == null
                ? onGuest(read.ofGuest(), Objects.requireNonNull(where.guest).kernel)
                : onDevice(read.ofProgram(), where.device);
    }

    // --- a guest in the lab

    private int onGuest(Scenario guest, String kernel) {
        String lab = System.getProperty(LAB);
        if (lab == null) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED, "the lab is part of the sources; start ./zmdev in their folder");
        }
        Path folder = Path.of(
                System.getProperty("java.io.tmpdir"),
                "zmdev-live-" + ProcessHandle.current().pid());
        TraceImport seen =
                WatchedGuests.run(Path.of(lab), kernel, List.of(guest), folder).trace(guest);
        SimulatedTrace simulated = SimulatedTrace.of(Simulation.run(guest));
        if (output != null) {
            write(seen, output);
        }
        try (TraceImport.Events events = seen.events()) {
            TraceComparison comparison =
                    TraceComparison.of(simulated.header(), simulated.iterator(), seen.header(), events);
            print(ComparisonText.of(comparison, "simulator", "lab"));
            say("logs in " + folder);
            return comparison.differing() == 0 ? 0 : DIFFERENT;
        }
    }

    private static void write(TraceImport trace, Path file) {
        try (TraceImport.Events events = trace.events()) {
            TraceDocument.write(file, trace.header(), events);
        }
    }

    // --- a device of this machine

    private int onDevice(Scenario program, Device device) {
        CcwMdev mdev = CcwMdev.find(ROOT, System.getProperty("os.arch"), device.mdev);
        List<String> objections = mdev.objections(ROOT);
        objections.forEach(this::say);
        if (!objections.isEmpty() && !device.force) {
            throw new ZmdevException(
                    ErrorCode.DISTURBS, "%s is in use; --force opens it nevertheless".formatted(device.mdev));
        }
        if (!Files.isWritable(TRACEFS.resolve("instances")) && device.trace == null) {
            say("%s cannot be used: the result tells nothing of the driver's states".formatted(TRACEFS));
            return answered(run(program, mdev, device, Optional.empty()), device.json);
        }
        TracingInstance.Detail detail =
                device.functions ? TracingInstance.Detail.FUNCTIONS : TracingInstance.Detail.EVENTS;
        try (TracingInstance tracing = TracingInstance.open(TRACEFS, mdev.subchannel(), detail)) {
            int exitCode = answered(run(program, mdev, device, Optional.of(tracing)), device.json);
            if (device.trace != null) {
                write(tracing.trace(), device.trace);
            }
            return exitCode;
        }
    }

    private static KernelAnswers run(Scenario program, CcwMdev mdev, Device device, Optional<TracingInstance> tracing) {
        return LiveRun.of(program, mdev, Optional.ofNullable(device.way), Optional.ofNullable(device.timeout), tracing);
    }

    private int answered(KernelAnswers answers, boolean json) {
        if (output != null) {
            ResultDocument.write(output, answers);
        }
        Optional<String> difference = SimulatedAnswers.difference(answers);
        print(json ? ResultDocument.text(answers) : AnswersText.of(answers));
        say(difference
                .map(first -> "the simulator answers something else: " + first)
                .orElse("the simulator answers the same"));
        return difference.isEmpty() ? 0 : DIFFERENT;
    }
}
