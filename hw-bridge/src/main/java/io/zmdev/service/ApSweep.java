package io.zmdev.service;

import io.zmdev.io.ApResultDocument;
import io.zmdev.io.ApScenarioDocument;
import io.zmdev.io.Document;
import io.zmdev.io.WholeFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.PolicyResult;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.SweepPlot;
import io.zmdev.sim.ap.load.SweepTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A sweep on all cores, kept in a folder so that it can be ended at any time and go on later: {@code sweep.json} after each cell, at
 * the end {@code sweep.csv}, {@code mean.svg} and {@code p99.svg} too.
 *
 * @param fingerprint of the scenario: cells of another one are not taken over
 */
public record ApSweep(Sweep cells, String fingerprint) {

    private static final String RESULTS = "sweep.json";

    /** The sweep that a scenario asks for. */
    public static ApSweep of(Document<ApScenario> scenario) {
        return new ApSweep(ApScenarioDocument.sweep(scenario), ApScenarioDocument.fingerprint(scenario));
    }

    /**
     * Runs every cell and keeps nothing.
     *
     * @param done is told how many cells are done, after each, by any thread
     */
    public List<Sweep.Row> run(IntConsumer done) {
        return run(Map.of(), new ArrayList<>(), rows -> done.accept(rows.size()));
    }

    /**
     * Runs the cells that the folder does not have.
     *
     * @param folder is made when it is missing
     * @param done is told how many cells are done, after each, by any thread
     * @throws ZmdevException OUTPUT_UNWRITABLE; FILE_UNUSABLE when the folder holds another sweep
     */
    public List<Sweep.Row> run(Path folder, IntConsumer done) {
        Path results = made(folder).resolve(RESULTS);
        Map<Sweep.Cell, PolicyResult> known =
                Files.exists(results) ? ApResultDocument.readSweep(results, cells, fingerprint) : Map.of();
        List<Sweep.Row> finished = new ArrayList<>();
        known.forEach((cell, result) -> finished.add(new Sweep.Row(cell, result)));
        List<Sweep.Row> rows = run(known, finished, partly -> {
            WholeFile.replace(results, ApResultDocument.sweepText(cells, fingerprint, partly));
            done.accept(partly.size());
        });
        String name = cells.scenario().name();
        WholeFile.replace(results, ApResultDocument.sweepText(cells, fingerprint, rows));
        WholeFile.replace(folder.resolve("sweep.csv"), SweepTable.csv(rows));
        WholeFile.replace(
                folder.resolve("mean.svg"),
                SweepPlot.of(name, rows, SweepPlot.Figure.MEAN).svg());
        WholeFile.replace(
                folder.resolve("p99.svg"),
                SweepPlot.of(name, rows, SweepPlot.Figure.P99).svg());
        return rows;
    }

    private List<Sweep.Row> run(
            Map<Sweep.Cell, PolicyResult> known, List<Sweep.Row> finished, Consumer<List<Sweep.Row>> kept) {
        BiConsumer<Sweep.Cell, PolicyResult> keep = (cell, result) -> {
            synchronized (finished) {
                finished.add(new Sweep.Row(cell, result));
                kept.accept(List.copyOf(finished));
            }
        };
        // The common pool leaves a core to its caller, who only waits here.
        try (ForkJoinPool allCores = new ForkJoinPool(Runtime.getRuntime().availableProcessors())) {
            return cells.run(known, allCores, keep);
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, folder + ": the folder can't be made: " + e.getMessage(), e);
        }
    }
}
