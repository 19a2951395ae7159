package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.PseudoLocale;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The window in a language whose texts are longer than the English ones. */
@ExtendWith(ApplicationExtension.class)
class PseudoLocaleTest {

    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final int FRAMES_TO_SETTLE = 4;

    private final PseudoLocale language = new PseudoLocale();
    private Optional<StudioWindow> opened = Optional.empty();

    @Start
    void start(Stage stage) {
        Fonts.load();
        opened = Optional.of(TestWindows.of(stage, TestMachines.session(), Theme.LIGHT));
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.show();
    }

    @AfterEach
    void speakEnglishAgain() {
        language.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix", "channels", "walkthrough", "queuelab", "regions", "apply"})
    void noLabelIsCut(String screen) {
        StudioWindow window = opened.orElseThrow();
        Toolkit.call(() -> {
            window.workbench().show(screen);
            return screen;
        });
        Toolkit.awaitFrames(FRAMES_TO_SETTLE);

        List<String> translated = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        Toolkit.call(() -> {
            labels(window.workbench())
                    .filter(label -> label.getText() != null && label.getText().contains(PseudoLocale.OPENING))
                    .forEach(label -> {
                        translated.add(label.getText());
                        if (isCut(label)) {
                            cut.add(label.getText());
                        }
                    });
            return screen;
        });

        assertThat(translated).hasSizeGreaterThan(20);
        assertThat(cut).isEmpty();
    }

    private static Stream<Labeled> labels(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        Stream<Labeled> here = node instanceof Labeled labeled ? Stream.of(labeled) : Stream.empty();
        return node instanceof Parent parent
                ? Stream.concat(here, parent.getChildrenUnmodifiable().stream().flatMap(PseudoLocaleTest::labels))
                : here;
    }

    /** The skin shows a text of its own, which is shorter where there is no room; a tooltip may have the whole one. */
    private static boolean isCut(Labeled label) {
        boolean told =
                label.getTooltip() != null && label.getTooltip().getText().equals(label.getText());
        return !told
                && label.getChildrenUnmodifiable().stream()
                        .filter(Text.class::isInstance)
                        .map(Text.class::cast)
                        .anyMatch(shown -> !shown.getText().isEmpty()
                                && label.getText().contains(PseudoLocale.CLOSING)
                                && !shown.getText().contains(PseudoLocale.CLOSING));
    }
}
