package io.zmdev.sim.ap.load;

import java.util.Arrays;

/**
 * The course of the response time over a run: means of equally many answers each. When it is full, neighbours are merged, so that
 * it holds a run of any length.
 */
final class LatencySeries {

    private static final int CAPACITY = 4096;

    private final double[] means = new double[CAPACITY];
    private final long[] ends = new long[CAPACITY];
    private int size;
    private int batch = 1;
    private int inBatch;
    private double sum;

    /** That of a pilot run which is measured from the start. */
    static LatencySeries ofPilot(ApScenario scenario, String policy) {
        LatencySeries series = new LatencySeries();
        ApSimulation.begun(scenario, policy, (now, response) -> series.add(now, (double) response))
                .goOn(scenario.run().duration());
        return series;
    }

    /** An answer at this time. */
    void add(long time, double response) {
        sum += response;
        if (++inBatch < batch) {
            return;
        }
        if (size == CAPACITY) {
            for (int i = 0; i < CAPACITY / 2; i++) {
                means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
                ends[i] = ends[2 * i + 1];
            }
            size = CAPACITY / 2;
            batch *= 2;
            if (inBatch < batch) {
                return;
            }
        }
        means[size] = sum / inBatch;
        ends[size++] = time;
        sum = 0;
        inBatch = 0;
    }

    double[] means() {
        return Arrays.copyOf(means, size);
    }

    /** When the answers before this position had come. */
    long endOf(int position) {
        return position == 0 ? 0 : ends[position - 1];
    }
}
