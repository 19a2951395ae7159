package io.zmdev.testing.figures;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How long own work takes to a peer's, which has its turn right before and after: a machine that is slow, or busy, is so for both. Counts
 * this thread's CPU time.
 */
public final class Ratio {

    /** Rounds of a turn each. */
    private static final int ROUNDS = 11;

    private static final long NANOS_A_TURN = 8_000_000;

    /** Of CPU time; the work is warm after that. */
    private static final long NANOS_TO_WARM_UP = 250_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Takes every result, so that no work is left out. */
    @SuppressWarnings("UnusedVariable") // it is only written
    private static volatile Object result = "";

    private Ratio() {}

    /** Measures beside the reference work and prints the figure. */
    public static void print(String name, Supplier<?> own) {
        print(name, own, new ReferenceWork());
    }

    /** Measures beside a peer and prints the figure. */
    public static void print(String name, Supplier<?> own, Supplier<?> peer) {
        new Figure(name, of(own, peer), "times").print();
    }

    /** The median of the rounds. */
    static double of(Supplier<?> own, Supplier<?> peer) {
        int ownWork = timesATurn(own);
        int peerWork = timesATurn(peer);
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = turn(own, ownWork) / turn(peer, peerWork);
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    /** Warms the work up and tells how often it fits into a turn. */
    private static int timesATurn(Supplier<?> work) {
        int times = 1;
        double spent = 0;
        double nanos = 0;
        while (spent < NANOS_TO_WARM_UP) {
            nanos = turn(work, times);
            spent += nanos * times;
            times = (int) Math.max(1, NANOS_A_TURN / nanos);
        }
        return times;
    }

    /** The time of one piece of work, in nanoseconds. */
    private static double turn(Supplier<?> work, int times) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            result = work.get();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) times;
    }
}
