package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.service.Demo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ApplyWindowTest {

    private static final int PATIENCE_S = 60;

    private final Machine before = lpar42();
    private Session session = new Session(before, Demo.configuration());

    @Start
    void start(Stage stage) {
        session = new Session(before, Demo.configuration());
        TestWindows.showBuiltIn(stage, session);
    }

    @Test
    void anAppliedConfigurationThatIsKeptStaysOnTheHost(FxRobot robot) throws TimeoutException {
        apply(robot);
        robot.clickOn("#keep");
        await(() -> remark(robot).equals("What was made stays."));

        assertThat(session.machine().mediatedDevices())
                .extracting(MediatedDevice::uuid)
                .containsExactlyInAnyOrderElementsOf(Demo.configuration().mediatedDevices().stream()
                        .map(device -> device.uuid())
                        .toList());
        assertThat(robot.lookup("#apply").queryButton().isDisabled()).isTrue();
    }

    @Test
    void undoBringsTheMachineBack(FxRobot robot) throws TimeoutException {
        apply(robot);
        robot.clickOn("#undo-apply");
        await(() -> remark(robot).startsWith("Everything was undone"));

        assertThat(session.machine().mediatedDevices()).isEqualTo(before.mediatedDevices());
        assertThat(session.machine().ap().map(ApBus::apmask))
                .isEqualTo(before.ap().map(ApBus::apmask));
        assertThat(session.machine().ap().map(ApBus::aqmask))
                .isEqualTo(before.ap().map(ApBus::aqmask));
        assertThat(drivers(session.machine())).isEqualTo(drivers(before));
        assertThat(robot.from(robot.lookup(".journal")).lookup(".journal-head").queryAllAs(Labeled.class))
                .extracting(Labeled::getText)
                .containsExactly("1. lpar42-guests: rolled back");
    }

    private static List<Observed<Optional<String>>> drivers(Machine machine) {
        return machine.ap().orElseThrow().queues().stream().map(Queue::driver).toList();
    }

    @Test
    void anExportIsShownBeforeItIsWritten(FxRobot robot, @TempDir Path folder) throws TimeoutException {
        robot.clickOn("#review-plan");
        robot.clickOn("Export");
        robot.clickOn("shell");
        await(() -> content(robot).startsWith("#!/bin/sh"));

        robot.interact(() ->
                robot.lookup("#export-folder").queryAs(TextInputControl.class).setText(folder.toString()));
        String shown = content(robot);
        robot.clickOn("#export-write");
        await(() -> folder.resolve("zmdev.sh").toFile().exists());

        assertThat(folder.resolve("zmdev.sh")).hasContent(shown).isExecutable();
    }

    private void apply(FxRobot robot) throws TimeoutException {
        robot.clickOn("#review-plan");
        await(() -> robot.lookup("#apply-typed").query().isVisible());
        assertThat(robot.lookup("#apply-losses").queryLabeled().getText()).contains("leave the host's drivers");
        assertThat(robot.lookup("#apply").queryButton().isDisabled()).isTrue();
        robot.clickOn("#apply-typed").write(session.machine().name());
        robot.clickOn("#apply");
        await(() -> robot.lookup("#keep").query().isVisible());
        assertThat(session.machine().mediatedDevices()).isNotEmpty();
    }

    private static String remark(FxRobot robot) {
        return robot.lookup("#apply-remark").queryLabeled().getText();
    }

    private static String content(FxRobot robot) {
        return robot.lookup("#export-content").queryAs(TextArea.class).getText();
    }

    /** Waits for a job; its end is an event of JavaFX, which no call can wait for. */
    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Machine lpar42() {
        try (io.zmdev.service.Session host =
                io.zmdev.service.Session.open(Demo.MACHINE, Optional.empty(), notice -> {})) {
            return host.machine();
        }
    }
}
