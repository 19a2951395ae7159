package io.zmdev.app;

import static javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.edit.Command;
import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.Picture;
import io.zmdev.app.fx.Sentence;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.ap.Apqn;
import io.zmdev.service.Demo;
import io.zmdev.service.DemoStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every screen with its tabs, tables and dialogs at the smallest and the largest size that is promised, in every theme; the pictures
 * stay in target/screens.
 */
@Tag("slow")
class ScreenSizesTest {

    private static final int FRAMES_TO_SETTLE = 5;

    private final List<String> cut = new ArrayList<>();

    @BeforeAll
    static void start() {
        Toolkit.start();
        Toolkit.call(() -> {
            Fonts.load();
            return FRAMES_TO_SETTLE;
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
    void nothingThatCanBePressedIsCutOff(int width, int height, Theme theme, @TempDir Path keys) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screens"));
        DemoStory story = Demo.play();
        Session session = new Session(story.before(), story.configuration(), Background.ofThread("rules"));
        StudioWindow window = Toolkit.call(() -> open(session, theme, width, height));
        WindowHands hands = new WindowHands(window);
        Camera camera = name -> {
            Toolkit.awaitFrames(FRAMES_TO_SETTLE);
            Toolkit.call(() -> cut.addAll(cutOff(window, name)));
            shoot(window.workbench(), folder, "%s-%s-%d".formatted(name, theme, width));
        };
        workbench(window, hands, camera);
        matrix(session, window, hands, camera);
        channels(hands, camera);
        walkthrough(window, hands, camera);
        queueLab(hands, camera);
        regions(hands, camera);
        apply(session, window, hands, camera);
        hostKey(hands, window, camera, keys);
        unsaved(session, window, hands, folder.resolve("unsaved-%s-%d.png".formatted(theme, width)));
        Toolkit.call(() -> {
            window.stage().hide();
            return window;
        });
        assertThat(cut).isEmpty();
    }

    /** Takes a picture of what is shown. */
    @FunctionalInterface
    private interface Camera {

        void take(String name);
    }

    private static void workbench(StudioWindow window, WindowHands hands, Camera camera) {
        hands.run(window::beginTour);
        camera.take("tour");
        hands.press("Skip the tour");
        hands.choose("program-menu", "Preferences…");
        camera.take("preferences");
        hands.press("card-close");
        hands.press("Ctrl K  Search or run…");
        camera.take("palette");
        hands.run(() -> window.workbench().requestFocus());
        for (String tab : List.of("Plan", "Journal", "Jobs", "Problems")) {
            hands.tab(tab);
            camera.take("drawer-" + tab);
        }
    }

    private static void matrix(Session session, StudioWindow window, WindowHands hands, Camera camera) {
        hands.run(() -> window.matrix().select(Apqn.parse("05.0004")));
        camera.take("matrix");
        hands.pointAt("05.0006");
        hands.await("the reason", () -> hands.isShown("ghost-popover"));
        camera.take("matrix-reason");
        hands.run(() -> session.armedGuestProperty().set(Optional.of("web2")));
        hands.pointAt("05.0047");
        camera.take("matrix-ghost");
        hands.run(() -> session.armedGuestProperty().set(Optional.empty()));
        hands.pointAt("03.0004");
        hands.choose("what-if-menu", "QEMU unplugs a guest's device", "web1");
        hands.await(
                "the losses",
                () -> WindowHands.nodes(window.workbench())
                        .filter(Sentence.class::isInstance)
                        .anyMatch(node -> ((Sentence) node).text().startsWith("web1 loses")));
        camera.take("matrix-what-if");
        hands.press("what-if-drop");
        hands.press("Table");
        camera.take("matrix-table");
        hands.press("Drawing");
        hands.choose("matrix-show", "All ids");
        for (int i = 0; i < 4; i++) {
            hands.press("Zoom out");
        }
        camera.take("matrix-overview");
        hands.choose("matrix-show", "Present ids");
        for (int i = 0; i < 4; i++) {
            hands.press("Zoom in");
        }
        hands.run(() -> session.perform(new Command("share", VirtualMachines::shared)));
        hands.await("the edit", () -> !session.busyProperty().get());
        camera.take("matrix-virtual");
        hands.run(window.apply()::proposeNearest);
        hands.await("the proposal", () -> hands.isShown("proposal"));
        camera.take("matrix-proposal");
        hands.press("proposal-leave");
        hands.run(session::undo);
        hands.await("the way back", () -> !session.busyProperty().get());
    }

    private static void channels(WindowHands hands, Camera camera) {
        hands.show("channels");
        camera.take("channels");
        hands.press("Table");
        camera.take("channels-table");
        hands.press("Drawing");
        hands.press("Zoom out");
        camera.take("channels-far");
    }

    private static void walkthrough(StudioWindow window, WindowHands hands, Camera camera) {
        hands.show("walkthrough");
        hands.await("the run", () -> window.walkthrough().isOpen());
        hands.run(() -> window.walkthrough().seek(window.walkthrough().length() / 2));
        for (String tab : List.of("program", "editor", "table", "transports", "differences", "lessons")) {
            hands.tab("tab-" + tab);
            camera.take("walkthrough-" + tab);
        }
        hands.tab("tab-program");
    }

    private static void queueLab(WindowHands hands, Camera camera) {
        hands.show("queuelab");
        camera.take("queuelab-empty");
        hands.press("queue-run");
        hands.await("the comparison", () -> hands.isEnabled("queue-svg"));
        for (String tab : List.of("latency", "utilisation", "table")) {
            hands.tab("tab-queue-" + tab);
            camera.take("queuelab-" + tab);
        }
        hands.tab("tab-queue-live");
        camera.take("queuelab-live-empty");
        hands.press("live-watch");
        hands.await("the run", () -> hands.isEnabled("live-play"));
        hands.press("live-play");
        Toolkit.awaitFrames(100);
        hands.press("live-play");
        camera.take("queuelab-live");
    }

    private static void regions(WindowHands hands, Camera camera) {
        hands.show("regions");
        hands.await("the run", () -> hands.isEnabled("step"));
        for (int step = 0; step < 20; step++) {
            hands.press("step");
        }
        for (String tab : List.of("map", "mapTable", "steps", "paths")) {
            hands.tab("tab-regions-" + tab);
            camera.take("regions-" + tab);
        }
    }

    private static void apply(Session session, StudioWindow window, WindowHands hands, Camera camera) {
        hands.show("apply");
        camera.take("apply-unread");
        hands.press("look-again");
        hands.await("the host", () -> window.apply().hasLooked() && hands.isEnabled("look-again"));
        camera.take("apply");
        hands.tab("tab-export");
        hands.await(
                "the export",
                () -> WindowHands.nodes(window.workbench())
                        .filter(TextArea.class::isInstance)
                        .anyMatch(node -> !((TextArea) node).getText().isEmpty()));
        camera.take("apply-export");
        hands.tab("Plan");
        hands.run(() -> WindowHands.nodes(window.workbench())
                .filter(node -> "apply-typed".equals(node.getId()))
                .map(TextField.class::cast)
                .forEach(field -> field.setText(session.machine().name())));
        hands.await("no obstacle", () -> hands.isEnabled("apply"));
        hands.press("apply");
        hands.await("the countdown", () -> hands.isShown("keep"));
        camera.take("apply-countdown");
        hands.press("undo-apply");
        hands.await("the way back", () -> hands.isShown("apply") && hands.isEnabled("look-again"));
        camera.take("apply-undone");
    }

    /** A host behind SSH that is not known yet. */
    private static void hostKey(WindowHands hands, StudioWindow window, Camera camera, Path folder) throws IOException {
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("key")));
            server.setPublickeyAuthenticator((user, key, session) -> false);
            server.start();
            hands.run(() -> WindowHands.nodes(window.workbench())
                    .filter(node -> "host-address".equals(node.getId()))
                    .map(TextField.class::cast)
                    .forEach(field -> field.setText("root@127.0.0.1:" + server.getPort())));
            hands.press("host-connect");
            hands.await("the question", () -> hands.isShown("host-trust"));
            camera.take("apply-host-key");
            hands.press("host-refuse");
            hands.await("the refusal", () -> hands.isEnabled("look-again"));
            camera.take("apply-host-refused");
        }
    }

    /** The one dialog that is a window of its own. */
    private static void unsaved(Session session, StudioWindow window, WindowHands hands, Path file) {
        hands.run(() -> session.perform(new Command("share", VirtualMachines::shared)));
        hands.await("the edit", () -> session.history().dirtyProperty().get());
        Platform.runLater(() -> window.stage().fireEvent(new WindowEvent(window.stage(), WINDOW_CLOSE_REQUEST)));
        hands.await("the question", () -> dialog().isPresent());
        Toolkit.awaitFrames(FRAMES_TO_SETTLE);
        Toolkit.call(() -> Picture.of(dialog().orElseThrow().getScene().getRoot()))
                .write(file);
        hands.run(() -> dialog().orElseThrow().hide());
        hands.await("the window alone", () -> dialog().isEmpty());
    }

    private static Optional<Window> dialog() {
        return Window.getWindows().stream()
                .filter(open -> open.getScene() != null && open.getScene().getRoot() instanceof DialogPane)
                .findFirst();
    }

    private static void shoot(Node node, Path folder, String name) {
        Toolkit.call(() -> Picture.of(node)).write(folder.resolve(name.toLowerCase(Locale.ROOT) + ".png"));
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

    /** The buttons that reach over the edge of their bar, or whose words are not whole. */
    private static List<String> cutOff(StudioWindow window, String view) {
        return WindowHands.nodes(window.workbench())
                .filter(ButtonBase.class::isInstance)
                .map(ButtonBase.class::cast)
                .filter(button -> reachesOverItsBar(button) || isShortened(button))
                .map(button -> view + ": " + button.getText())
                .toList();
    }

    private static boolean reachesOverItsBar(Node node) {
        return isBar(node.getParent())
                && node.getBoundsInParent().getMaxX()
                        > node.getParent().getLayoutBounds().getMaxX() + 1;
    }

    private static boolean isBar(Node node) {
        return node.getStyleClass().stream().anyMatch(style -> style.endsWith("-bar"));
    }

    /** Words that a tooltip says too may be. */
    private static boolean isShortened(Labeled button) {
        return button.getTooltip() == null
                && button.getChildrenUnmodifiable().stream()
                        .filter(Text.class::isInstance)
                        .map(Text.class::cast)
                        .anyMatch(shown -> shown.getText().endsWith(button.getEllipsisString())
                                && !shown.getText().equals(button.getText()));
    }
}
