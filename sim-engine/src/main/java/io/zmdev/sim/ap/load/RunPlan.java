package io.zmdev.sim.ap.load;

import java.util.OptionalLong;

/**
 * How long and how often a scenario runs.
 *
 * @param duration of one replication in ns, warm-up included
 * @param warmUp the first part that is not measured, in ns; empty: found by MSER-5 in a pilot run
 * @param minReplications at least 2 for a confidence interval
 * @param maxReplications when it is greater, replications go on until the mean response time is known to {@code precision}
 * @param precision half width of the 95 % confidence interval as a part of the mean, such as 0.01
 */
public record RunPlan(
        long duration, OptionalLong warmUp, long seed, int minReplications, int maxReplications, double precision) {

    /** @throws IllegalArgumentException when the warm-up leaves nothing or the numbers of replications contradict */
    public RunPlan {
        if (warmUp.isPresent() && warmUp.getAsLong() >= duration) {
            throw new IllegalArgumentException("the warm-up takes the whole duration");
        }
        if (minReplications < 1 || maxReplications < minReplications) {
            throw new IllegalArgumentException(
                    "%d to %d replications are none".formatted(minReplications, maxReplications));
        }
    }

    /** A fixed number of replications. */
    public static RunPlan of(long duration, long warmUp, long seed, int replications) {
        return new RunPlan(duration, OptionalLong.of(warmUp), seed, replications, replications, 0);
    }

    public RunPlan withSeed(long newSeed) {
        return new RunPlan(duration, warmUp, newSeed, minReplications, maxReplications, precision);
    }
}
