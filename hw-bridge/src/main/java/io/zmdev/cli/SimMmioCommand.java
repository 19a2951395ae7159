package io.zmdev.cli;

import io.zmdev.io.Document;
import io.zmdev.io.MmioResultDocument;
import io.zmdev.io.MmioScenarioDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.load.LoadExperiment;
import io.zmdev.sim.mmio.load.LoadPlots;
import io.zmdev.sim.mmio.load.PathLoad;
import io.zmdev.sim.tracing.SimulatedTrace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Accesses to regions. */
@Command(
        name = "mmio",
        header = "Take a guest's accesses to a mediated PCI device along their trap paths.",
        description = {
            "Runs an MMIO scenario and prints its result (zmdev.result/1): the region map, who served each access and what",
            "user space saw of it, exits, copies and cycles, each step, and the paths under load where the scenario asks."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev sim mmio --list",
            "  zmdev sim mmio mmio-paths --text",
            "  zmdev sim mmio mmio-load --text --plots docs/mmio",
            "  zmdev sim mmio mmio-paths --trace paths.jsonl --text",
            "  zmdev sim mmio my-scenario.json"
        })
final class SimMmioCommand extends Verb {

    private static final ScenarioLibrary<Document<MmioScenario>> LIBRARY = new ScenarioLibrary<>(
            MmioScenarioDocument.builtInNames(),
            MmioScenarioDocument::builtIn,
            MmioScenarioDocument::read,
            document -> document.value().note());

    @Mixin
    private final RecordingOptions recording = new RecordingOptions();

    @Option(names = "--json", description = "Print JSON: results are, unless --text is given.")
    private boolean json;

    @Option(names = "--text", description = "Print tables and steps as text.")
    private boolean text;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result here too.")
    private @Nullable Path output;

    @Option(
            names = "--plots",
            paramLabel = "FOLDER",
            description = "Write the diagrams of a scenario with a load into this folder, as SVG.")
    private @Nullable Path plots;

    @Override
    protected int run() {
        if (recording.asksForList()) {
            print(json ? LIBRARY.listAsJson() : LIBRARY.list());
            return 0;
        }
        if (recording.asksForHashes()) {
            print(recording.hashes(LIBRARY, document -> MmioSimulation.run(document.value())));
            return 0;
        }
        Document<MmioScenario> document = recording.read(LIBRARY);
        MmioRun run = MmioSimulation.run(document.value());
        recording.save(SimulatedTrace.of(run));
        List<PathLoad> loads =
                MmioScenarioDocument.load(document).map(LoadExperiment::run).orElse(List.of());
        if (output != null) {
            MmioResultDocument.write(output, run, loads);
        }
        if (plots != null) {
            draw(plots, document.value(), loads);
        }
        print(text ? MmioText.of(run, loads) : MmioResultDocument.text(run, loads));
        return 0;
    }

    private static void draw(Path folder, MmioScenario scenario, List<PathLoad> loads) {
        if (loads.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.USAGE, "--plots: the scenario has no key 'load', so there is nothing to draw");
        }
        OutputFile.write(
                folder.resolve("cpu-share.svg"), LoadPlots.shares(loads).svg());
        OutputFile.write(
                folder.resolve("path-length.svg"),
                LoadPlots.ratios(scenario.costs()).svg());
    }
}
