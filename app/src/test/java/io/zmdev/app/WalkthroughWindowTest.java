package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        Fonts.load();
        TestMachines.window(stage, new Session(TestMachines.lpar42(), TestMachines.production()), Theme.LIGHT);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        stage.toFront();
    }

    @BeforeEach
    void openTheWalkthrough(FxRobot robot) throws TimeoutException {
        studio = new StudioRobot(robot);
        robot.clickOn("#rail-walkthrough");
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS, TimeUnit.SECONDS, () -> counter().startsWith("step 0 of 5"));
    }

    @Test
    void steppingForthAndBackShowsTheSameStatesAgain() {
        List<String> forth = new ArrayList<>();
        forth.add(driverState());
        for (int step = 0; step < 6; step++) {
            studio.robot().clickOn("#step");
            forth.add(driverState());
        }
        assertThat(forth).contains("STANDBY", "IDLE");

        List<String> back = new ArrayList<>();
        back.add(driverState());
        for (int step = 0; step < 6; step++) {
            studio.robot().clickOn("#step-back");
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

    private String counter() {
        return studio.text("#step-counter");
    }

    private String driverState() {
        return studio.text("#driver-state");
    }
}
