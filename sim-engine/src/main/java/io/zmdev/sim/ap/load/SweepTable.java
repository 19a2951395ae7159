package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows of a sweep as CSV; times in µs, one line for each cell, a header first. */
public final class SweepTable {

    private static final String HEADER = "factor,policy,seed,replications,throughput,throughput_ci,mean_us,mean_us_ci,"
            + "p50_us,p50_us_ci,p95_us,p95_us_ci,p99_us,p99_us_ci,exits_per_request,fairness,max_utilisation\n";

    private SweepTable() {}

    public static String csv(List<Sweep.Row> rows) {
        return HEADER + rows.stream().map(SweepTable::line).collect(Collectors.joining());
    }

    private static String line(Sweep.Row row) {
        PolicyResult result = row.result();
        PolicyResult.Responses responses = result.responses();
        double busiest =
                result.utilisation().stream().mapToDouble(Estimate::mean).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%.1f,%.1f,%s,%s,%s,%s,%.4f,%.4f,%.4f\n",
                row.cell().factor(),
                row.cell().policy(),
                row.cell().seed(),
                result.replications(),
                responses.throughput().mean(),
                responses.throughput().halfWidth(),
                micros(responses.mean()),
                micros(responses.p50()),
                micros(responses.p95()),
                micros(responses.p99()),
                result.exitsPerRequest().mean(),
                result.fairness().mean(),
                busiest);
    }

    private static String micros(Estimate nanos) {
        return String.format(Locale.ROOT, "%.2f,%.2f", nanos.mean() / 1000, nanos.halfWidth() / 1000);
    }
}
