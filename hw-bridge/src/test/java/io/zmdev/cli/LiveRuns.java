package io.zmdev.cli;

import io.zmdev.hw.live.VfioWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@link LiveRunTest} has run inside the lab: scenarios on a device, each way to open it, in one JVM. */
final class LiveRuns {

    private LiveRuns() {}

    /**
     * Writes result, messages and trace of each run to {@code NAME.WAY.json}, {@code .err} and {@code .jsonl}, and the exit code
     * to {@code .exit}.
     *
     * @param args the UUID of the device, the folder for what comes of it, the scenarios
     */
    public static void main(String[] args) throws IOException {
        String uuid = args[0];
        Path out = Path.of(args[1]);
        for (String scenario : List.of(args).subList(2, args.length)) {
            for (VfioWay way : VfioWay.values()) {
                Cli.run("live", "run", "clear-idle", "--mdev", uuid); // forgets the status of the run before
                String name = Path.of(scenario).getFileName().toString().replace(".json", "") + "." + way.id();
                Cli run = Cli.run(
                        "live",
                        "run",
                        scenario,
                        "--mdev",
                        uuid,
                        "--vfio",
                        way.id(),
                        "--json",
                        "--functions",
                        "--trace",
                        out.resolve(name + ".jsonl"));
                Files.writeString(out.resolve(name + ".json"), run.out());
                Files.writeString(out.resolve(name + ".err"), run.err());
                Files.writeString(out.resolve(name + ".exit"), "" + run.exitCode());
                System.out.println(name + " " + run.exitCode());
            }
        }
    }
}
