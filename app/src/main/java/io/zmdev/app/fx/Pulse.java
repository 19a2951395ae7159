package io.zmdev.app.fx;

import javafx.animation.AnimationTimer;

/** Runs an action at most once a pulse, however often it is requested: many changes, one repaint. */
public final class Pulse {

    private final AnimationTimer timer;

    public Pulse(Runnable action) {
        timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                stop();
                action.run();
            }
        };
    }

    /** Asks for the action to run with the next pulse. */
    public void request() {
        timer.start();
    }
}
