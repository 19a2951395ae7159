package io.zmdev.sim.kernel;

import java.util.Arrays;

/**
 * The mean of independent replications with its 95 % confidence interval.
 *
 * @param mean NaN when there are no replications
 * @param halfWidth half the width of the interval (Student's t); infinite for fewer than two replications
 * @param replications how many values it comes from
 */
public record Estimate(double mean, double halfWidth, int replications) {

    /** The estimate from one value for each replication. */
    public static Estimate of(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2) {
            return new Estimate(mean, Double.POSITIVE_INFINITY, n);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(mean, StudentT.quantile975(n - 1) * Math.sqrt(squares / (n - 1) / n), n);
    }

    /** Whether the interval contains the value. */
    public boolean covers(double value) {
        return Math.abs(value - mean) <= halfWidth;
    }

    /** Whether the interval reaches no further than this part of the mean to either side, such as 0.01. */
    public boolean isWithin(double part) {
        return halfWidth <= part * Math.abs(mean);
    }

    public double low() {
        return mean - halfWidth;
    }

    public double high() {
        return mean + halfWidth;
    }
}
