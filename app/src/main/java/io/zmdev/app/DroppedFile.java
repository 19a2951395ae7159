package io.zmdev.app;

import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.regions.OpenedRegions;
import io.zmdev.io.ApScenarioDocument;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.DocumentHead;
import io.zmdev.io.MmioScenarioDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.Configuration;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.flow.Scenario;
import java.nio.file.Path;
import java.util.List;

/** What a file is that was dropped on the window. */
sealed interface DroppedFile {

    /** How the names of traces end. */
    List<String> TRACES = List.of(".zmtrace", ".jsonl", ".gz");

    /** A project; it is read when it is known that nothing is lost by opening it. */
    record OfProject(Path file) implements DroppedFile {}

    /** A configuration. */
    record OfConfiguration(Path file, Configuration configuration) implements DroppedFile {}

    /** Channel I/O to walk through. */
    record OfChannelIo(Scenario scenario) implements DroppedFile {}

    /** Accesses to regions, with what came of them. */
    record OfAccesses(OpenedRegions opened) implements DroppedFile {}

    /** Requests to shared cards. */
    record OfRequests(ApScenario scenario) implements DroppedFile {}

    /** A trace to compare the open run with. */
    record OfTrace(Path file) implements DroppedFile {}

    /**
     * Reads a file. May be called on any thread.
     *
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE
     */
    static DroppedFile read(Path file) {
        String name = file.toString();
        if (name.endsWith(ProjectFile.EXTENSION)) {
            return new OfProject(file);
        }
        if (TRACES.stream().anyMatch(name::endsWith)) {
            return new OfTrace(file);
        }
        DocumentHead head = DocumentHead.read(file);
        if (head.format().equals(ConfigurationDocument.FORMAT)) {
            return new OfConfiguration(file, ConfigurationDocument.read(file).value());
        }
        return switch (head.kind()) {
            case MmioScenarioDocument.KIND ->
                new OfAccesses(OpenedRegions.of(MmioScenarioDocument.read(file).value()));
            case ApScenarioDocument.KIND ->
                new OfRequests(ApScenarioDocument.read(file).value());
            default -> new OfChannelIo(ScenarioDocument.read(file));
        };
    }
}
