package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Toolkit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What the keyboard comes to says what it is. */
@ExtendWith(ApplicationExtension.class)
class AccessibilityWindowTest {

    private static final int FRAMES_TO_SETTLE = 4;

    private Optional<StudioWindow> opened = Optional.empty();

    @Start
    void start(Stage stage) {
        opened = Optional.of(TestWindows.show(stage, TestMachines.session()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix", "channels", "walkthrough", "queuelab", "regions", "apply"})
    void everythingThatTakesTheKeyboardHasWords(String screen) {
        StudioWindow window = opened.orElseThrow();
        WindowHands hands = new WindowHands(window);
        hands.show(screen);
        Toolkit.awaitFrames(FRAMES_TO_SETTLE);
        List<String> tabs = Toolkit.call(() -> WindowHands.nodes(window.workbench())
                .filter(TabPane.class::isInstance)
                .flatMap(pane -> ((TabPane) pane).getTabs().stream())
                .flatMap(tab -> Stream.ofNullable(tab.getId()))
                .toList());

        assertThat(mute(window)).isEmpty();
        for (String tab : tabs) {
            hands.tab(tab);
            Toolkit.awaitFrames(FRAMES_TO_SETTLE);
            assertThat(mute(window)).as(tab).isEmpty();
        }
    }

    private static List<String> mute(StudioWindow window) {
        return Toolkit.call(() -> WindowHands.nodes(window.workbench())
                .filter(Node::isFocusTraversable)
                .filter(node -> !(node instanceof TabPane))
                .filter(node -> words(node).isEmpty())
                .map(node -> node.getClass().getSimpleName() + " " + node.getId() + " " + node.getStyleClass())
                .toList());
    }

    private static Optional<String> words(Node node) {
        return Stream.of(
                        Optional.ofNullable(node.getAccessibleText()),
                        node instanceof Labeled labeled
                                ? Optional.ofNullable(labeled.getText())
                                : Optional.<String>empty(),
                        node instanceof TextInputControl input
                                ? Optional.ofNullable(input.getPromptText())
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .filter(words -> !words.isBlank())
                .findFirst();
    }
}
