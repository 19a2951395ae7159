package io.zmdev.app.fx;

import javafx.application.Platform;

/** The one way onto the JavaFX application thread; safe to call from any thread. */
public final class FxGate {

    private FxGate() {}

    /** Runs the action at once when on the JavaFX thread, otherwise as soon as that thread gets to it. */
    public static void run(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            action.run();
        } else {
            Platform.runLater(action);
        }
    }
}
