package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Background;
import io.zmdev.app.project.Session;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Work on a machine on which rules and plans take longer than a frame; FxWatchdog sees that nobody waits for them. */
@ExtendWith(ApplicationExtension.class)
class LargeMachineWindowTest {

    private Session session = session();

    @Start
    void start(Stage stage) {
        TestWindows.show(stage, session);
    }

    @Test
    void aGuestIsDroppedOnAQueueAndTheDropUndone(FxRobot robot) throws TimeoutException {
        StudioRobot studio = new StudioRobot(robot);

        studio.dragGuestOver("guest1", "00.0001");
        studio.drop();
        studio.settle(session);
        assertThat(session.history().names()).containsExactly("assign 00 × 0001 to guest1");

        robot.clickOn("#undo");
        studio.settle(session);
        assertThat(session.configuration()).isEqualTo(LargeMachine.configuration());
    }

    private static Session session() {
        return new Session(LargeMachine.machine(), LargeMachine.configuration(), Background.ofThread("rules"));
    }
}
