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
class RegionsWindowTest {

    private static final long PATIENCE_SECONDS = 30;

    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        TestWindows.show(stage, new Session(TestMachines.lpar42(), TestMachines.production()));
    }

    @BeforeEach
    void openTheRegions(FxRobot robot) throws TimeoutException {
        studio = new StudioRobot(robot);
        robot.clickOn("#rail-regions");
        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS, TimeUnit.SECONDS, () -> counter().matches("step 0 of [1-9].*"));
    }

    @Test
    void anAccessIsWalkedForthAndBackByButtonAndKey() {
        studio.robot().clickOn("#step").type(KeyCode.F10);
        assertThat(counter()).startsWith("step 2 of");

        studio.robot().clickOn("#step-back").type(KeyCode.F9);
        assertThat(counter()).startsWith("step 0 of");
    }

    @Test
    void regionsAndPathsStandInTablesToo() {
        studio.robot().clickOn("Regions as a table");
        assertThat(table("#region-table").getItems()).isNotEmpty();

        studio.robot().clickOn("Paths compared");
        assertThat(table("#path-table").getItems()).hasSize(6);
    }

    @Test
    void anOverlapIsFound() throws TimeoutException {
        studio.robot().clickOn("mmio-overlap");

        WaitForAsyncUtils.waitFor(
                PATIENCE_SECONDS,
                TimeUnit.SECONDS,
                () -> studio.text("#region-findings").startsWith("vgpu:"));
    }

    private String counter() {
        return studio.text("#step-counter");
    }

    private TableView<?> table(String query) {
        return studio.robot().lookup(query).queryAs(TableView.class);
    }
}
