package io.zmdev.io;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Work that the end of the program does not cut in two: whoever presses Ctrl+C gets what was before it or what is after it. Meant for
 * moments. For any thread; one that begins such work while the program ends waits until it has ended.
 */
public final class Undivided {

    /** Each work takes one; the end of the program takes all and gives none back. */
    private static final Semaphore PERMITS = new Semaphore(Integer.MAX_VALUE);

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Undivided::end, "end of undivided work"));
        } catch (IllegalStateException ending) {
            end(); // too late for the first work too
        }
    }

    private Undivided() {}

    /** Does the work and gives its result. Work in it is part of it. It must not end the program itself. */
    public static <T> T work(Supplier<T> work) {
        PERMITS.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            PERMITS.release();
        }
    }

    private static void end() {
        PERMITS.acquireUninterruptibly(Integer.MAX_VALUE);
    }
}
