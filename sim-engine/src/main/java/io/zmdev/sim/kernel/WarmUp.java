package io.zmdev.sim.kernel;

/** Finds where a simulation that started empty has forgotten that it did. */
public final class WarmUp {

    private static final int BATCH = 5;

    private WarmUp() {}

    /**
     * How many of the first observations to leave out, by the rule MSER-5 (White, Cobb, Spratt 2000): the truncation in whole
     * batches of five that makes the remaining batch means have the smallest standard error. It is looked for in the first half
     * only; a minimum at its end means that the run is too short to tell.
     *
     * @param observations in the order of time
     * @return 0..observations.length / 2
     */
    public static int truncation(double[] observations) {
        int batches = observations.length / BATCH;
        double sum = 0;
        double squares = 0;
        double best = Double.POSITIVE_INFINITY;
        int truncation = 0;
        for (int first = batches - 1; first >= 0; first--) {
            double mean = 0;
            for (int i = 0; i < BATCH; i++) {
                mean += observations[first * BATCH + i] / BATCH;
            }
            sum += mean;
            squares += mean * mean;
            int kept = batches - first;
            if (first <= batches / 2) {
                double error = (squares - sum * sum / kept) / ((double) kept * kept);
                if (error <= best) {
                    best = error;
                    truncation = first * BATCH;
                }
            }
        }
        return truncation;
    }
}
