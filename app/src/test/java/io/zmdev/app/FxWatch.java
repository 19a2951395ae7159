package io.zmdev.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javafx.application.Platform;

/**
 * Looks at the JavaFX thread every few milliseconds and adds up how long code of this project keeps it in one turn.
 *
 * <p>The time since the last look counts when a frame of this project is on the stack: CPU time, so that a machine with other
 * work to do accuses nobody; and time on the clock where own code waits. A turn ends when the thread comes to an action that
 * was posted meanwhile.
 */
final class FxWatch extends Thread {

    private static final long PERIOD_MS = 4;
    private static final int FRAMES_SHOWN = 12;
    private static final int PLACES_SHOWN = 4;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long fxThread;
    private final AtomicLong turnOfThread = new AtomicLong();
    private final Map<String, Long> nanosOfPlaces = new HashMap<>();
    private volatile boolean finished;
    private Turn longest = new Turn(0, "");

    /**
     * What own code did in a turn.
     *
     * @param places the stacks that it was seen in, the one with the most time first
     */
    record Turn(long millis, String places) {}

    private FxWatch(long fxThread) {
        super("FX watch");
        this.fxThread = fxThread;
        setDaemon(true);
    }

    /** Starts to look; empty where JavaFX does not run. */
    static Optional<FxWatch> begin() {
        return getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("JavaFX Application Thread"))
                .findFirst()
                .map(thread -> {
                    FxWatch watch = new FxWatch(thread.threadId());
                    watch.start();
                    return watch;
                });
    }

    /** Stops to look and gives the turn that took longest. */
    Turn finish() throws InterruptedException {
        finished = true;
        join();
        return longest;
    }

    @Override
    public void run() {
        long turn = turnOfThread.get();
        long cpu = threads.getThreadCpuTime(fxThread);
        long clock = System.nanoTime();
        awaitEndOfTurn();
        while (!finished) {
            rest();
            ThreadInfo info = threads.getThreadInfo(fxThread, Integer.MAX_VALUE);
            long cpuNow = threads.getThreadCpuTime(fxThread);
            long clockNow = System.nanoTime();
            if (turnOfThread.get() != turn) {
                turn = turnOfThread.get();
                nanosOfPlaces.clear();
                awaitEndOfTurn();
            } else if (isOwn(info)) {
                add(info, info.getThreadState() == State.RUNNABLE ? cpuNow - cpu : clockNow - clock);
            }
            cpu = cpuNow;
            clock = clockNow;
        }
    }

    private void awaitEndOfTurn() {
        Platform.runLater(turnOfThread::incrementAndGet);
    }

    private void add(ThreadInfo info, long nanos) {
        nanosOfPlaces.merge(stack(info), nanos, Long::sum);
        long total = TimeUnit.NANOSECONDS.toMillis(
                nanosOfPlaces.values().stream().mapToLong(Long::longValue).sum());
        if (total > longest.millis()) {
            longest = new Turn(total, places());
        }
    }

    private String places() {
        return nanosOfPlaces.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(PLACES_SHOWN)
                .map(place -> "  %d ms%n%s".formatted(TimeUnit.NANOSECONDS.toMillis(place.getValue()), place.getKey()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static boolean isOwn(ThreadInfo info) {
        return Arrays.stream(info.getStackTrace()).anyMatch(FxWatch::isOwn);
    }

    /** A frame of the program; what tests have the thread do is theirs. */
    private static boolean isOwn(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith("io.zmdev.")
                && !type.contains("Test")
                && !type.startsWith(StudioRobot.class.getName())
                && !type.startsWith(FxWatch.class.getName());
    }

    /** From the innermost frame of the program outwards, with the frame that it called. */
    private static String stack(ThreadInfo info) {
        StackTraceElement[] frames = info.getStackTrace();
        int own = 0;
        while (!isOwn(frames[own])) {
            own++;
        }
        return Arrays.stream(frames)
                .skip(Math.max(0, own - 1))
                .limit(FRAMES_SHOWN)
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static void rest() {
        try {
            sleep(PERIOD_MS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
