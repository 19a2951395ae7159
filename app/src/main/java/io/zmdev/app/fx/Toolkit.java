package io.zmdev.app.fx;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** Starts JavaFX and works with it from another thread. None of this may be called on the JavaFX thread. */
public final class Toolkit {

    private static final String GEOMETRY = "1600x1200-32";

    private Toolkit() {}

    /** Starts JavaFX on the display, or does nothing when it runs already. */
    public static void start() {
        CountDownLatch running = new CountDownLatch(1);
        try {
            Platform.startup(running::countDown);
        } catch (IllegalStateException alreadyRunning) {
            running.countDown();
        }
        Platform.setImplicitExit(false);
        await(running);
    }

    /** Starts JavaFX on Monocle, which draws into memory, or does nothing when JavaFX runs already. */
    public static void startWithoutDisplay() {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("headless.geometry", GEOMETRY);
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.text", "t2k");
        start();
    }

    /** Stops JavaFX; it can't be started again in this process. */
    public static void stop() {
        Platform.exit();
    }

    /** Runs something on the JavaFX thread and waits for its result. */
    public static <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    /** Waits until so many frames were drawn. */
    public static void awaitFrames(int frames) {
        CountDownLatch left = new CountDownLatch(frames);
        AnimationTimer counter = new AnimationTimer() {
            @Override
            public void handle(long now) {
                left.countDown();
            }
        };
        FxGate.run(counter::start);
        await(left);
        FxGate.run(counter::stop);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
