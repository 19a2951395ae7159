package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TourWindowTest {

    private Optional<StudioWindow> opened = Optional.empty();

    @Start
    void start(Stage stage) {
        opened = Optional.of(TestWindows.show(stage, TestMachines.session()));
    }

    @BeforeEach
    void begin(FxRobot robot) {
        robot.interact(() -> window().beginTour());
    }

    @Test
    void theTourLeadsFromScreenToScreenAndBackToTheFirst(FxRobot robot) {
        List<String> screens = new ArrayList<>(List.of(shown()));
        for (int stop = 0; stop < 3; stop++) {
            robot.clickOn("Next stop");
            screens.add(shown());
        }
        assertThat(screens).containsExactly("matrix", "channels", "walkthrough", "apply");

        robot.clickOn("Begin");
        assertThat(shown()).isEqualTo("matrix");
        assertThat(robot.lookup("#notice").query().isVisible()).isFalse();
    }

    @Test
    void theTourCanBeLeft(FxRobot robot) {
        robot.clickOn("Next stop").clickOn("Skip the tour");

        assertThat(shown()).isEqualTo("channels");
        assertThat(robot.lookup("#notice").query().isVisible()).isFalse();
    }

    private StudioWindow window() {
        return opened.orElseThrow();
    }

    private String shown() {
        return window().workbench().shown().id();
    }
}
