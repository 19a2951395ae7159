package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import java.util.ArrayList;
import java.util.List;
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
class WalkthroughWindowTest {

    private static final long PATIENCE_SECONDS = 30;
    /** Into the middle of the opening of the device. */
    private static final int STEPS = 24;

    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        TestWindows.show(stage, new Session(TestMachines.lpar42(), TestMachines.production()));
    }

    @BeforeEach
    void openTheWalkthrough(FxRobot robot) throws TimeoutException {
        studio = new StudioRobot(robot);
        robot.clickOn("#rail-walkthrough");
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS, TimeUnit.SECONDS, () -> counter().matches("step 0 of [1-9].*"));
    }

    @Test
    void steppingForthAndBackShowsTheSameStatesAgain() {
        studio.robot().clickOn("#step").clickOn("#step-back");
        List<String> forth = new ArrayList<>();
        forth.add(driverState());
        for (int step = 0; step < STEPS; step++) {
            studio.robot().type(KeyCode.F10);
            forth.add(driverState());
        }
        assertThat(forth).contains("STANDBY", "IDLE");

        List<String> back = new ArrayList<>();
        back.add(driverState());
        for (int step = 0; step < STEPS; step++) {
            studio.robot().type(KeyCode.F9);
            back.add(driverState());
        }
        assertThat(back.reversed()).isEqualTo(forth);
        assertThat(counter()).startsWith("step 0 of");
    }

    @Test
    void theScrubberTakesTheKeyboardToTheEndAndBack() {
        studio.robot().clickOn("#scrubber").type(KeyCode.END);
        String end = counter();
        assertThat(end.split(" ")).satisfies(words -> assertThat(words[1]).isEqualTo(words[3]));

        studio.robot().type(KeyCode.HOME);
        assertThat(counter()).startsWith("step 0 of");
    }

    @Test
    void aConditionIsRunToAndSetAsBreakpoint() {
        studio.robot().clickOn("#condition-operand").write("K2.4").clickOn("#run-to");
        assertThat(studio.text(".inspector-title")).isEqualTo("K2.4");

        studio.robot().clickOn("#break").clickOn("#run-back");
        assertThat(counter()).startsWith("step 0 of");
        assertThat(studio.robot()
                        .lookup("#marks")
                        .lookup(".mark")
                        .queryLabeled()
                        .getText())
                .contains("K2.4");
    }

    @Test
    void theProgramIsTypedAndRunByKeyboardAndTheWayBackIsItsOwn() throws TimeoutException {
        int steps = stepsOfRun();
        studio.robot().clickOn("Edit program").clickOn("#ccw-add-0");
        studio.robot().clickOn("#ccw-flags-1").type(KeyCode.END).write(" CC");
        studio.robot().press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> stepsOfRun() > steps);

        studio.robot().clickOn("#ccw-count-1").type(KeyCode.END).write("99999");
        assertThat(studio.text("#ccw-complaint-1")).contains("is not in 0..65535");
        assertThat(studio.robot().lookup("#editor-run").queryButton().isDisabled())
                .isTrue();
        studio.robot().press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertThat(studio.text("#ccw-complaint-1")).isEmpty();
    }

    private int stepsOfRun() {
        String counter = counter();
        return Integer.parseInt(counter.substring(counter.lastIndexOf(' ') + 1));
    }

    @Test
    void theFiveTransportsStandInATable() throws TimeoutException {
        studio.robot().clickOn("Transports").clickOn("#compare-transports");

        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> table("#transport-table").getItems().size() == 5);
    }

    @Test
    void everyStepStandsInTheTableAndCanBeChosen() {
        studio.robot().clickOn("Steps");
        assertThat(counter()).endsWith(" " + table("#step-table").getItems().size());

        studio.robot().interact(() -> table("#step-table").getSelectionModel().select(4));
        assertThat(counter()).startsWith("step 5 of");
    }

    private TableView<?> table(String query) {
        return studio.robot().lookup(query).queryAs(TableView.class);
    }

    private String counter() {
        return studio.text("#step-counter");
    }

    private String driverState() {
        return studio.text("#driver-state");
    }
}
