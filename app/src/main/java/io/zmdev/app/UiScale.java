package io.zmdev.app;

import io.zmdev.app.fx.Memory;

/** How large everything is. JavaFX reads it when it starts, so that letters and cells stay as sharp as the display is. */
enum UiScale {
    SYSTEM(0),
    PERCENT_100(100),
    PERCENT_125(125),
    PERCENT_150(150),
    PERCENT_200(200),
    PERCENT_300(300);

    /** Under which it is kept. */
    static final String NAME = "scale";

    private final int percent;

    UiScale(int percent) {
        this.percent = percent;
    }

    /** 0 for the system's. */
    int percent() {
        return percent;
    }

    /** Makes the kept scale that of this process; before JavaFX starts. */
    static void apply(Memory memory) {
        UiScale scale = memory.recall(NAME, SYSTEM);
        if (scale != SYSTEM) {
            System.setProperty("glass.gtk.uiScale", scale.percent() + "%");
        }
    }
}
