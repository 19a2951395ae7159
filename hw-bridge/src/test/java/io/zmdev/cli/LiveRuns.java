package io.zmdev.cli;

import io.zmdev.hw.live.VfioWay;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What {@link LiveRunTest} has run inside the lab: scenarios on the lab's terminal, each way to open it, in one JVM. */
final class LiveRuns {

    private static final String UUID = "00000000-0000-4000-8000-000000000001";
    private static final Path CSS = Path.of("/sys/bus/css");
    private static final Path INSTANCES = Path.of("/sys/kernel/tracing/instances");
    private static final Path TERMINAL = Path.of("/sys/bus/ccw/devices/0.0.3270");

    private final String subchannel;
    private final Path out;

    private LiveRuns(String subchannel, Path out) {
        this.subchannel = subchannel;
        this.out = out;
    }

    /**
     * Writes result, messages and trace of each run to {@code NAME.WAY.json}, {@code .err} and {@code .jsonl}, and the exit code
     * to {@code .exit}; {@code held} is a run on a device that somebody has open.
     *
     * @param args the folder for what comes of it, the scenarios
     */
    public static void main(String[] args) throws IOException {
        String subchannel =
                String.valueOf(TERMINAL.toRealPath().resolve("..").normalize().getFileName());
        LiveRuns runs = new LiveRuns(subchannel, Path.of(args[0]));
        runs.passThrough();
        runs.runWhileSomebodyHasTheGroup();
        for (String scenario : List.of(args).subList(1, args.length)) {
            for (VfioWay way : VfioWay.values()) {
                runs.run(Path.of(scenario), way);
            }
        }
        try (Stream<Path> instances = Files.list(INSTANCES)) {
            Files.writeString(runs.out.resolve("instances"), instances.toList().toString());
        }
    }

    private void passThrough() throws IOException {
        write("devices/" + subchannel + "/driver_override", "vfio_ccw");
        write("drivers/io_subchannel/unbind", subchannel);
    }

    private void run(Path scenario, VfioWay way) throws IOException {
        if (Files.readString(scenario).contains("\"stsch\"")) {
            withDevice(() ->
                    Cli.run("live", "run", "clear-idle", "--mdev", UUID)); // a SCHIB has the status of the run before
        }
        String name = String.valueOf(scenario.getFileName()).replace(".json", "") + "." + way.id();
        withDevice(() -> {
            Cli run = Cli.run(
                    "live",
                    "run",
                    scenario,
                    "--mdev",
                    UUID,
                    "--vfio",
                    way.id(),
                    "--json",
                    "--functions",
                    "--trace",
                    out.resolve(name + ".jsonl"));
            Files.writeString(out.resolve(name + ".json"), run.out());
            Files.writeString(out.resolve(name + ".err"), run.err());
            Files.writeString(out.resolve(name + ".exit"), "" + run.exitCode());
            System.out.printf("%s %d, %d s%n", name, run.exitCode(), System.nanoTime() / 1_000_000_000);
        });
    }

    @SuppressWarnings("try") // the file is open, and that is all
    private void runWhileSomebodyHasTheGroup() throws IOException {
        withDevice(() -> {
            Path group = Path.of("/dev/vfio")
                    .resolve(CSS.resolve("devices/" + subchannel + "/" + UUID + "/iommu_group")
                            .toRealPath()
                            .getFileName());
            try (FileChannel held = FileChannel.open(group, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                Cli run = Cli.run("live", "run", "sense-id", "--mdev", UUID, "--vfio", "group");
                Files.writeString(out.resolve("held.err"), run.err());
                Files.writeString(out.resolve("held.exit"), "" + run.exitCode());
            }
        });
    }

    @FunctionalInterface
    private interface Use {
        void run() throws IOException;
    }

    /** The driver keeps its regions from one open to the next, as long as it has the subchannel. */
    private void withDevice(Use use) throws IOException {
        write("drivers/vfio_ccw/bind", subchannel);
        write("devices/" + subchannel + "/mdev_supported_types/vfio_ccw-io/create", UUID);
        use.run();
        write("devices/" + subchannel + "/" + UUID + "/remove", "1");
        write("drivers/vfio_ccw/unbind", subchannel);
    }

    private static void write(String file, String value) throws IOException {
        Files.writeString(CSS.resolve(file), value);
    }
}
