package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class QueueLabWindowTest {

    private static final long PATIENCE_SECONDS = 30;

    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        TestWindows.show(stage, new Session(TestMachines.lpar42(), TestMachines.production()));
    }

    @BeforeEach
    void openTheQueueLab(FxRobot robot) {
        studio = new StudioRobot(robot);
        robot.clickOn("#rail-queuelab");
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void policiesAreComparedAndStandInATable() throws TimeoutException {
        studio.robot().clickOn("#queue-run").clickOn("Table");

        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> table("#queue-table").getItems().size() == 4 * 4);
        assertThat(studio.robot().lookup("#queue-svg").queryButton().isDisabled())
                .isFalse();
    }

    @Test
    void aComparisonCanBeStopped() throws TimeoutException {
        studio.robot().clickOn("full runs").clickOn("#queue-run");
        assertThat(studio.robot().lookup("#queue-run").queryButton().isDisabled())
                .isTrue();

        studio.robot().clickOn("#queue-stop");
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> !studio.robot().lookup("#queue-run").queryButton().isDisabled());
        studio.robot().clickOn("Table");
        assertThat(table("#queue-table").getItems()).isEmpty();
    }

    @Test
    void aRunIsWatchedUnderEachPolicyAndMovedThrough() throws TimeoutException {
        studio.robot().clickOn("Live").clickOn("#live-watch");
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> !studio.robot().lookup("#live-play").queryButton().isDisabled());

        studio.robot()
                .interact(() -> studio.robot().lookup("#live-look").query().requestFocus());
        studio.robot().type(KeyCode.END);
        studio.robot().clickOn("#live-view .right-pill");

        assertThat(table("#live-table").getItems()).isNotEmpty();
    }

    @Test
    void theRateOfAGuestIsSetByKeyboard() {
        studio.robot()
                .interact(() -> studio.robot().lookup("#rate-web1").query().requestFocus());
        studio.robot().type(KeyCode.HOME);

        assertThat(studio.robot().lookup("web1, times 0.1").tryQuery()).isPresent();
    }

    private TableView<?> table(String query) {
        return studio.robot().lookup(query).queryAs(TableView.class);
    }
}
