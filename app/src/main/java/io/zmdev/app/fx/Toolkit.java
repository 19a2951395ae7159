package io.zmdev.app.fx;

import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** Starts JavaFX where no display is needed: on Monocle, drawing into memory. */
public final class Toolkit {

    private static final String GEOMETRY = "1600x1200-32";

    private Toolkit() {}

    /**
     * Starts the toolkit without a display, or does nothing when one runs already. Returns when it runs. Must not be called on
     * the JavaFX thread.
     */
    public static void startWithoutDisplay() {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("headless.geometry", GEOMETRY);
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.text", "t2k");
        CountDownLatch running = new CountDownLatch(1);
        try {
            Platform.startup(running::countDown);
        } catch (IllegalStateException alreadyRunning) {
            return;
        }
        Platform.setImplicitExit(false);
        try {
            running.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the toolkit; it can't be started again. */
    public static void stop() {
        Platform.exit();
    }
}
