package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.workbench.Notices;
import io.zmdev.app.workbench.Verb;
import java.util.List;
import java.util.function.Consumer;

/** The tour of the first start: a few screens on the built-in machine, a sentence or two to each. It can be left anywhere. */
final class Tour {

    private static final List<String> SCREENS = List.of("matrix", "channels", "walkthrough", "apply");

    private final Consumer<String> show;
    private final Notices notices;

    /** @param show shows the screen with an id */
    Tour(Consumer<String> show, Notices notices) {
        this.show = show;
        this.notices = notices;
    }

    void begin() {
        stopAt(0);
    }

    private void stopAt(int stop) {
        String screen = SCREENS.get(stop);
        show.accept(screen);
        String words = text("tour." + screen, stop + 1, SCREENS.size());
        notices.ask(
                words,
                stop == SCREENS.size() - 1
                        ? List.of(Verb.of(text("tour.end"), () -> show.accept(SCREENS.getFirst())))
                        : List.of(
                                Verb.of(text("tour.next"), () -> stopAt(stop + 1)),
                                Verb.of(text("tour.skip"), () -> {})));
    }
}
