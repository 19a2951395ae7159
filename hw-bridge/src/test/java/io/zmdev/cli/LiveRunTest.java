package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.live.LiveRun;
import io.zmdev.hw.live.VfioWay;
import io.zmdev.io.ResultDifference;
import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.io.TraceDocument;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.flow.ChannelBehaviour;
import io.zmdev.sim.flow.Interleavings;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code live run --mdev} on the real vfio_ccw of the lab, on the lab's own Java for s390x, by a group and by iommufd: the kernel's
 * answers are those of {@code sim io}, and so are the steps that ftrace saw. One boot for all of it.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRunTest {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    private static final Path RECORDINGS =
            MODULE.resolveSibling("sim-engine/src/test/resources/recordings/channel-io");

    /** Programs written by hand that leave the terminal as they found it. */
    private static final List<String> RECORDED = List.of(
            "write-01", "schib-crw", "reset", "ret-code-kept", "long-write-125", "async-bad", "fctl-0", "nop-cc-sense-id");

    private static final String UUID = "00000000-0000-4000-8000-000000000001";
    private static final int ORDERS = 200;

    private final Path folder = MODULE.resolve("target/live");
    private final Path out = folder.resolve("out");
    private final List<Path> scenarios = new ArrayList<>();

    @BeforeAll
    void runThemAllInTheLab() throws IOException {
        Path archive = folder.resolve("zmdev-live");
        Tool.run(MODULE, "rm", "-rf", folder.toString());
        Files.createDirectories(archive.resolve("bin"));
        Files.createDirectories(archive.resolve("lib"));
        writeScenarios(archive.resolve("scenarios"));
        copyClasses(archive.resolve("lib"));
        writeProgram(archive.resolve("bin/zmdev"));
        Tool.run(folder, "tar", "-czf", "zmdev-live.tar.gz", "zmdev-live");
        Tool.Outcome lab = Tool.run(
                folder,
                MODULE.resolve("testbed/lab/lab").toString(),
                "headless",
                "zmdev-live.tar.gz",
                out.toString(),
                "all");
        assertThat(lab.exitCode()).as(lab.output()).isZero();
        System.out.printf(
                "conformance: %d scenarios on a device of the lab, by a group and by iommufd%n", scenarios.size());
    }

    private void writeScenarios(Path target) throws IOException {
        Files.createDirectories(target);
        for (String name : ScenarioDocument.builtInNames()) {
            if (isForTheTerminalOfTheLab(ScenarioDocument.builtIn(name))) {
                Path source = MODULE.resolveSibling("assets/src/main/resources/io/zmdev/assets/scenarios/" + name + ".json");
                scenarios.add(Files.copy(source, target.resolve(name + ".json")));
            }
        }
        for (String name : RECORDED) {
            scenarios.add(Files.copy(RECORDINGS.resolve("hand-3270-" + name + ".json"), target.resolve(name + ".json")));
        }
    }

    /** Memory that is not mapped has another errno by iommufd; a suspended program keeps the terminal. */
    private static boolean isForTheTerminalOfTheLab(Scenario scenario) {
        return LiveRun.obstacle(scenario).isEmpty()
                && scenario.devices().getFirst().model() == DeviceModel.TN3270
                && scenario.channel() == ChannelBehaviour.QEMU_CSS
                && scenario.memory().unmapped().isEmpty();
    }

    private static void copyClasses(Path lib) {
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry);
            if (Files.exists(path)) {
                String name = path.getParent().getParent().getFileName() + "-" + path.getFileName();
                Tool.run(lib, "cp", "-R", path.toString(), name);
            }
        }
    }

    private static void writeProgram(Path program) throws IOException {
        Files.writeString(program, """
                #!/bin/sh
                set -eu
                home=$(dirname "$(dirname "$0")")
                subchannel=$(basename "$(dirname "$(readlink -f /sys/bus/ccw/devices/0.0.3270)")")
                echo vfio_ccw >"/sys/bus/css/devices/$subchannel/driver_override"
                echo "$subchannel" >/sys/bus/css/drivers/io_subchannel/unbind
                echo "$subchannel" >/sys/bus/css/drivers/vfio_ccw/bind
                echo %s >"/sys/bus/css/devices/$subchannel/mdev_supported_types/vfio_ccw-io/create"
                class_path=$(printf '%%s:' "$home"/lib/*)
                exec /usr/lib/jvm/java-25-openjdk-s390x/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
                    --enable-native-access=ALL-UNNAMED -cp "$class_path" io.zmdev.cli.LiveRuns %s /out "$home"/scenarios/*
                """.formatted(UUID, UUID));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private String name(Path scenario, VfioWay way) {
        return scenario.getFileName().toString().replace(".json", "") + "." + way.id();
    }

    private Stream<DynamicTest> eachRun(Check check) {
        return scenarios.stream()
                .flatMap(scenario -> Stream.of(VfioWay.values())
                        .map(way -> DynamicTest.dynamicTest(
                                name(scenario, way),
                                () -> check.run(
                                        ScenarioDocument.read(scenario).ofProgram(), out.resolve(name(scenario, way))))));
    }

    @FunctionalInterface
    private interface Check {
        void run(Scenario scenario, Path files) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> theKernelAnswersWhatTheSimulatorAnswers() {
        return eachRun((scenario, files) -> {
            assertThat(Files.readString(Path.of(files + ".exit")))
                    .as(Files.readString(Path.of(files + ".err")))
                    .isEqualTo("0");
            String answers = Files.readString(Path.of(files + ".json"));
            assertThat(inAnyOrder(scenario)
                            .map(run -> ResultDifference.first(
                                    "the kernel", answers, "the simulator", ResultDocument.text(run))))
                    .anyMatch(difference -> difference.isEmpty());
        });
    }

    @TestFactory
    Stream<DynamicTest> theKernelTakesTheStepsThatTheSimulatorTakes() {
        return eachRun((scenario, files) -> assertThat(inAnyOrder(scenario)
                        .map(SimulatedTrace::of)
                        .map(simulated -> compare(simulated, Path.of(files + ".jsonl"))))
                .anyMatch(comparison -> comparison.requests() > 0 && comparison.differing() == 0));
    }

    private static Stream<io.zmdev.sim.flow.Run> inAnyOrder(Scenario scenario) {
        return Stream.concat(
                Stream.of(Simulation.run(scenario)), Interleavings.all(scenario, ORDERS).stream());
    }

    private static TraceComparison compare(SimulatedTrace simulated, Path trace) {
        try (TraceDocument.Reader events = TraceDocument.open(trace)) {
            return TraceComparison.of(simulated.header(), simulated.iterator(), events.header(), events);
        }
    }
}
