package io.zmdev.app;

import io.zmdev.app.fx.Memory;
import io.zmdev.app.fx.Picture;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.app.walkthrough.WalkthroughViewModel;
import io.zmdev.model.ap.Apqn;
import io.zmdev.rules.Finding;
import io.zmdev.service.DemoStory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.Stage;

/** Draws the screens of a story, in light and dark; JavaFX runs already. */
final class Pictures {

    /** Layout, then painting, then what painting asked for. */
    private static final int FRAMES_TO_SETTLE = 6;

    /** Where in the run the walkthrough is shown. */
    private static final double PLACE = 0.55;

    private final Path folder;
    private final DemoStory story;

    Pictures(Path folder, DemoStory story) {
        this.folder = folder;
        this.story = story;
    }

    /**
     * Draws all.
     *
     * @return the files
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    List<Path> draw() {
        List<Path> files = new ArrayList<>();
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            StudioWindow window = Toolkit.call(() -> open(theme));
            files.add(shoot(window, "matrix", theme));
            files.add(shoot(show(window, "channels"), "channels", theme));
            walk(window);
            files.add(shoot(window, "walkthrough", theme));
            look(window);
            files.add(shoot(show(window, "apply"), "apply", theme));
            Toolkit.call(() -> close(window));
        }
        return files;
    }

    private StudioWindow open(Theme theme) {
        Fonts.load();
        Session session = new Session(story.before(), story.configuration());
        StudioWindow window = new StudioWindow(
                new Stage(),
                session,
                StudioDesktop.builtIn(session),
                new Settings(Memory.NONE, new Appearance(theme, Appearance.Motion.REDUCED)),
                uri -> story.before());
        queueToExplain().ifPresent(window.matrix()::select);
        window.stage().show();
        return window;
    }

    /** One that a rule has something to say about. */
    private Optional<Apqn> queueToExplain() {
        return story.findings().stream()
                .map(Finding::apqns)
                .filter(apqns -> !apqns.isEmpty())
                .map(List::getFirst)
                .findFirst();
    }

    /** Waits for the run that the window opens by itself, and goes into it. */
    private static void walk(StudioWindow window) {
        WalkthroughViewModel walkthrough = window.walkthrough();
        while (!Toolkit.call(walkthrough::isOpen)) {
            Toolkit.awaitFrames(1);
        }
        Toolkit.call(() -> {
            window.workbench().show("walkthrough");
            walkthrough.seek((int) (walkthrough.length() * PLACE));
            return walkthrough;
        });
    }

    /** Waits until the host was compared. */
    private static void look(StudioWindow window) {
        Toolkit.call(() -> {
            window.apply().look();
            return window;
        });
        while (!Toolkit.call(() -> window.apply().hasLooked())) {
            Toolkit.awaitFrames(1);
        }
    }

    private static StudioWindow show(StudioWindow window, String screen) {
        return Toolkit.call(() -> {
            window.workbench().show(screen);
            return window;
        });
    }

    private Path shoot(StudioWindow window, String screen, Theme theme) {
        Toolkit.awaitFrames(FRAMES_TO_SETTLE);
        Path file = folder.resolve("%s-%s.png".formatted(screen, theme.name().toLowerCase(Locale.ROOT)));
        Toolkit.call(() -> Picture.of(window.workbench())).write(file);
        return file;
    }

    private static Stage close(StudioWindow window) {
        window.stage().hide();
        return window.stage();
    }
}
