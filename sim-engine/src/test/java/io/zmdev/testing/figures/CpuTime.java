package io.zmdev.testing.figures;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Figures in milliseconds of this thread's CPU time, printed. */
public final class CpuTime {

    private static final int ROUNDS = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Something done once a frame, warmed up: the median of {@value #ROUNDS} rounds. */
    public static void frame(String name, Runnable work) {
        for (int round = 0; round < ROUNDS; round++) {
            work.run();
        }
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            millis[round] = millis(work);
        }
        Arrays.sort(millis);
        new Figure(name, millis[ROUNDS / 2], "ms").print();
    }

    /** Something done once. */
    public static void once(String name, Runnable work) {
        new Figure(name, millis(work), "ms").print();
    }

    private static double millis(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
