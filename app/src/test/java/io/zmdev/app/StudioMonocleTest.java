package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The smoke test that also runs where nobody has a display. */
@ExtendWith(ApplicationExtension.class)
class StudioMonocleTest {

    private Session session = new Session(TestMachines.lpar42(), TestMachines.production());

    @Start
    void start(Stage stage) {
        Fonts.load();
        session = new Session(TestMachines.lpar42(), TestMachines.production());
        TestWindows.of(stage, session, Theme.DARK);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @Test
    void aGuestCanBeDraggedAndTheDropUndone(FxRobot robot) {
        StudioRobot studio = new StudioRobot(robot);

        studio.dragGuestOver("web2", "0b.0051");
        studio.drop();
        assertThat(session.configuration()).isNotEqualTo(TestMachines.production());

        robot.clickOn("#undo");
        assertThat(session.configuration()).isEqualTo(TestMachines.production());
    }
}
