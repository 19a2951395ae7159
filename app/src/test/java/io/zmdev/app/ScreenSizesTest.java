package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.Picture;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.service.Demo;
import io.zmdev.service.DemoStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every screen at the smallest and the largest size that is promised, in every theme; the pictures stay in target/screens. */
@Tag("slow")
class ScreenSizesTest {

    private static final List<String> SCREENS =
            List.of("matrix", "channels", "walkthrough", "queuelab", "regions", "apply");
    private static final int FRAMES_TO_SETTLE = 5;

    @BeforeAll
    static void start() {
        Toolkit.start();
        Toolkit.call(() -> {
            Fonts.load();
            return SCREENS;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1280, 800, LIGHT",
        "1280, 800, DARK",
        "1280, 800, CONTRAST",
        "2560, 1440, LIGHT",
        "2560, 1440, DARK",
        "2560, 1440, CONTRAST"
    })
    void everyButtonIsInSight(int width, int height, Theme theme) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screens"));
        DemoStory story = Demo.play();
        Session session = new Session(story.before(), story.configuration(), Background.ofThread("rules"));
        StudioWindow window = Toolkit.call(() -> open(session, theme, width, height));
        List<String> hidden = new ArrayList<>();
        for (String screen : SCREENS) {
            Toolkit.call(() -> {
                window.workbench().show(screen);
                return screen;
            });
            Toolkit.awaitFrames(FRAMES_TO_SETTLE);
            Toolkit.call(() -> hidden.addAll(outside(window, screen)));
            Toolkit.call(() -> Picture.of(window.workbench()))
                    .write(folder.resolve(
                            "%s-%s-%d.png".formatted(screen, theme.name().toLowerCase(Locale.ROOT), width)));
        }
        Toolkit.call(() -> {
            window.stage().hide();
            return window;
        });
        assertThat(hidden).isEmpty();
    }

    private static StudioWindow open(Session session, Theme theme, int width, int height) {
        StudioWindow window = TestWindows.of(new Stage(), session, theme);
        window.stage().setX(0);
        window.stage().setY(0);
        window.stage().setWidth(width);
        window.stage().setHeight(height);
        window.stage().show();
        return window;
    }

    /** The buttons of bars that reach over the edge of their bar. */
    private static List<String> outside(StudioWindow window, String screen) {
        return window.workbench().lookupAll(".button").stream()
                .filter(ScreenSizesTest::isShown)
                .filter(node -> node.getParent() != null && isBar(node.getParent()))
                .filter(node -> {
                    Bounds bar = node.getParent().getLayoutBounds();
                    return node.getBoundsInParent().getMaxX() > bar.getMaxX() + 1;
                })
                .map(node -> screen + ": " + ((Labeled) node).getText())
                .toList();
    }

    private static boolean isShown(Node node) {
        return node.isVisible() && (node.getParent() == null || isShown(node.getParent()));
    }

    private static boolean isBar(Node node) {
        return node.getStyleClass().stream().anyMatch(style -> style.endsWith("-bar"));
    }
}
