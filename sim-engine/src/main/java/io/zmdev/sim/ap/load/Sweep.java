package io.zmdev.sim.ap.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * A scenario at several loads, under several policies, with several seeds.
 *
 * @param factors the guests' rates are multiplied with each
 * @param policies names of policies
 */
public record Sweep(ApScenario scenario, List<Double> factors, List<String> policies, List<Long> seeds) {

    public Sweep {
        factors = List.copyOf(factors);
        policies = List.copyOf(policies);
        seeds = List.copyOf(seeds);
    }

    /** One run of the sweep. */
    public record Cell(double factor, String policy, long seed) {}

    /** A cell with its result. */
    public record Row(Cell cell, PolicyResult result) {}

    /** The cells, by factor, then policy, then seed. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (double factor : factors) {
            for (String policy : policies) {
                for (long seed : seeds) {
                    cells.add(new Cell(factor, policy, seed));
                }
            }
        }
        return cells;
    }

    /** The result of one cell; it depends on nothing else. */
    public PolicyResult run(Cell cell) {
        ApScenario loaded = scenario.scaled(cell.factor());
        return ApExperiment.run(loaded.withRun(loaded.run().withSeed(cell.seed())), cell.policy());
    }

    /**
     * Runs the cells that are not known.
     *
     * @param known results of an earlier run that ended before it was done
     * @param executor does the cells, in any order, at once or one after the other
     * @param finished is told each new result on the executor's thread, so that it can be kept
     * @return every cell's result, in the order of {@link #cells}
     * @throws java.util.concurrent.CompletionException around what a cell threw
     */
    public List<Row> run(Map<Cell, PolicyResult> known, Executor executor, BiConsumer<Cell, PolicyResult> finished) {
        List<CompletableFuture<Row>> rows = cells().stream()
                .map(cell -> {
                    PolicyResult done = known.get(cell);
                    return done != null
                            ? CompletableFuture.completedFuture(new Row(cell, done))
                            : CompletableFuture.supplyAsync(
                                    () -> {
                                        PolicyResult result = run(cell);
                                        finished.accept(cell, result);
                                        return new Row(cell, result);
                                    },
                                    executor);
                })
                .toList();
        return rows.stream().map(CompletableFuture::join).toList();
    }
}
