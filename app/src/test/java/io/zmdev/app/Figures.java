package io.zmdev.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Figures beside what is promised of them, printed as they come. */
public final class Figures {

    private static final int ROUNDS = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private boolean kept = true;

    /** Whether every figure kept its promise. */
    boolean areKept() {
        return kept;
    }

    /** Measures the CPU time of something done once a frame, warmed up: the median of {@value #ROUNDS} rounds. */
    public void frame(String what, double mostMillis, Runnable work) {
        for (int round = 0; round < ROUNDS; round++) {
            work.run();
        }
        long[] nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            nanos[round] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        millis(what, mostMillis, nanos[ROUNDS / 2] / 1e6);
    }

    /** Takes down the CPU time of something done once by this thread. */
    public void once(String what, double mostMillis, Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        millis(what, mostMillis, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    }

    /** Takes down a time of the clock. */
    void clock(String what, double mostMillis, long startNanos) {
        millis(what, mostMillis, (System.nanoTime() - startNanos) / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Takes down a share in per cent. */
    void percent(String what, double most, double measured) {
        line(what, most, measured, "%");
    }

    private void millis(String what, double most, double measured) {
        line(what, most, measured, "ms");
    }

    private void line(String what, double most, double measured, String unit) {
        kept &= measured <= most;
        System.out.printf(
                Locale.ROOT,
                "%-58s %10.3f %-2s of %9.1f%s%n",
                what,
                measured,
                unit,
                most,
                measured > most ? "  TOO MUCH" : "");
    }
}
