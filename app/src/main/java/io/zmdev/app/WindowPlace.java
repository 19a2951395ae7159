package io.zmdev.app;

import io.zmdev.app.fx.Memory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window was when it was closed last. */
final class WindowPlace {

    private static final String PLACE = "window";
    private static final String MAXIMIZED = "window.maximized";
    private static final int FIGURES = 4;

    private final Memory memory;

    WindowPlace(Memory memory) {
        this.memory = memory;
    }

    /** Puts the window there, unless no display shows that place any more. */
    void restore(Stage stage) {
        remembered()
                .filter(place -> !Screen.getScreensForRectangle(place).isEmpty())
                .ifPresent(place -> {
                    stage.setX(place.getMinX());
                    stage.setY(place.getMinY());
                    stage.setWidth(place.getWidth());
                    stage.setHeight(place.getHeight());
                });
        stage.setMaximized(memory.recall(MAXIMIZED).equals(Optional.of("true")));
    }

    /** Remembers where the window is; the place of a maximized one is not its own. */
    void keep(Stage stage) {
        memory.keep(MAXIMIZED, Boolean.toString(stage.isMaximized()));
        if (!stage.isMaximized() && !stage.isFullScreen()) {
            memory.keep(
                    PLACE,
                    String.format(
                            Locale.ROOT,
                            "%.0f %.0f %.0f %.0f",
                            stage.getX(),
                            stage.getY(),
                            stage.getWidth(),
                            stage.getHeight()));
        }
    }

    /** What was written by somebody else counts as nothing. */
    private Optional<Rectangle2D> remembered() {
        String[] figures = memory.recall(PLACE).orElse("").split(" ", -1);
        if (figures.length != FIGURES || !Arrays.stream(figures).allMatch(figure -> figure.matches("-?[0-9]{1,6}"))) {
            return Optional.empty();
        }
        int width = Integer.parseInt(figures[2]);
        int height = Integer.parseInt(figures[3]);
        return width < 1 || height < 1
                ? Optional.empty()
                : Optional.of(
                        new Rectangle2D(Integer.parseInt(figures[0]), Integer.parseInt(figures[1]), width, height));
    }
}
