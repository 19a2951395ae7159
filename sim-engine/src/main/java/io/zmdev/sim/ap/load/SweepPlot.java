package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.Estimate;
import io.zmdev.sim.plot.LinePlot;
import java.util.List;

/** The rows of a sweep as a diagram: a line for each policy, the load across. Cells that differ in the seed only are averaged. */
public final class SweepPlot {

    private static final double MICROSECOND = 1000;

    private SweepPlot() {}

    /** Which response time is shown. */
    public enum Figure {
        MEAN("mean response time"),
        P99("99 % response time");

        private final String title;

        Figure(String title) {
            this.title = title;
        }

        private Estimate of(PolicyResult.Responses responses) {
            return switch (this) {
                case MEAN -> responses.mean();
                case P99 -> responses.p99();
            };
        }
    }

    /**
     * The diagram.
     *
     * @param name of the scenario
     */
    public static LinePlot of(String name, List<Sweep.Row> rows, Figure figure) {
        return new LinePlot(
                name + ": " + figure.title,
                "load, as a multiple of the scenario's",
                figure.title + " in µs",
                rows.stream()
                        .map(row -> row.cell().policy())
                        .distinct()
                        .map(policy -> new LinePlot.Line(policy, points(rows, policy, figure)))
                        .toList());
    }

    private static List<LinePlot.Point> points(List<Sweep.Row> rows, String policy, Figure figure) {
        return rows.stream()
                .filter(row -> row.cell().policy().equals(policy))
                .map(row -> row.cell().factor())
                .distinct()
                .map(factor -> point(
                        factor,
                        rows.stream()
                                .filter(row -> row.cell().policy().equals(policy)
                                        && row.cell().factor() == factor)
                                .map(row -> figure.of(row.result().responses()))
                                .toList()))
                .toList();
    }

    private static LinePlot.Point point(double factor, List<Estimate> seeds) {
        return new LinePlot.Point(
                factor,
                seeds.stream().mapToDouble(Estimate::mean).average().orElseThrow() / MICROSECOND,
                seeds.stream().mapToDouble(Estimate::low).average().orElseThrow() / MICROSECOND,
                seeds.stream().mapToDouble(Estimate::high).average().orElseThrow() / MICROSECOND);
    }
}
