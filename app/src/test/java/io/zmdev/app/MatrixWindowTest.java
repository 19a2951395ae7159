package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import io.zmdev.model.Configuration;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.Optional;
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
class MatrixWindowTest {

    private static final int PATIENCE_S = 30;

    private Session session = new Session(TestMachines.lpar42(), TestMachines.production());
    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        session = new Session(TestMachines.lpar42(), TestMachines.production());
        TestWindows.show(stage, session);
    }

    @BeforeEach
    void waitForTheFirstFrame(FxRobot robot) {
        studio = new StudioRobot(robot);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void aGuestDroppedOnAFreeCellGetsItsQueueAndUndoTakesItBack() {
        studio.dragGuestOver("web2", "05.0050");
        assertThat(studio.text("#ghost-popover .popover-headline")).isEqualTo("web2 × 05 × 0050 = 1 queue");

        studio.drop();
        assertThat(matrixOf("web2")).contains(new ApMatrix(Mask256.of(5), Mask256.of(0x50), Mask256.NONE));
        assertThat(studio.text("#undo")).isEqualTo("Undo: assign 05 × 0050 to web2");

        studio.robot().clickOn("#undo");
        assertThat(matrixOf("web2")).isEmpty();
    }

    @Test
    void aDropOnAQueueOfAnotherGuestIsRefusedAndNamesItsHolder() {
        Configuration before = session.configuration();

        studio.dragGuestOver("web2", "05.0047");
        assertThat(studio.text("#ghost-popover .popover-headline")).isEqualTo("web2 × 05 × 0047 = 1 queue, 1 taken");
        assertThat(studio.text("#ghost-popover .popover-detail")).contains("ledger");
        studio.drop();

        assertThat(session.configuration()).isEqualTo(before);
        assertThat(studio.sentences("#problems"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Refused, nothing changed:")
                        .contains("web2", "05.0047", "ledger", "EADDRINUSE"));
        assertThat(studio.robot().lookup("#undo").queryButton().isDisabled()).isTrue();
    }

    @Test
    void aDropOnAQueueOfTheHostIsRefused() {
        studio.dragGuestOver("web2", "03.0004");
        studio.drop();

        assertThat(matrixOf("web2")).isEmpty();
        assertThat(studio.sentences("#problems"))
                .anySatisfy(sentence -> assertThat(sentence).contains("03.0004", "EADDRNOTAVAIL"));
    }

    @Test
    void theKeyboardSelectsARectangleAndAssignsItToTheArmedGuest() {
        studio.robot().clickOn(studio.cell("05.0050")).clickOn("#guest-web2");
        studio.robot()
                .interact(() -> studio.robot().lookup("#matrix-surface").query().requestFocus());

        studio.robot()
                .press(KeyCode.SHIFT)
                .type(KeyCode.DOWN)
                .type(KeyCode.RIGHT)
                .release(KeyCode.SHIFT);
        studio.robot().type(KeyCode.ENTER);

        assertThat(matrixOf("web2")).contains(new ApMatrix(Mask256.of(5, 6), Mask256.of(0x50, 0x51), Mask256.NONE));
    }

    @Test
    void aCellThatThePointerRestsOnSaysWhyItIsAsItIs() throws TimeoutException {
        studio.robot().moveTo(studio.cell("06.0047"));
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> studio.robot().lookup("#ghost-popover").query().isVisible());

        assertThat(studio.text("#ghost-popover .popover-headline")).isEqualTo("06.0047 · ledger");
        assertThat(studio.text("#ghost-popover .popover-detail")).contains("The configuration gives it to ledger.");

        studio.robot().moveTo(studio.cell("05.0050"));
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> studio.text("#ghost-popover .popover-headline").equals("05.0050"));
    }

    @Test
    void aClickOnAGuestThenOnACellAssigns() {
        studio.robot().clickOn("#guest-web2").clickOn(studio.cell("0b.0050"));

        assertThat(matrixOf("web2")).contains(new ApMatrix(Mask256.of(0x0b), Mask256.of(0x50), Mask256.NONE));
    }

    @Test
    void aCardTakenAsOffShowsWhatEachGuestWouldLoseAndChangesNothing() throws TimeoutException {
        Configuration before = session.configuration();
        studio.robot()
                .clickOn("#what-if-menu")
                .type(KeyCode.DOWN)
                .type(KeyCode.RIGHT)
                .type(KeyCode.DOWN, 2)
                .type(KeyCode.ENTER);
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> studio.sentences("#what-if").contains("web1 loses 2 of 4: 05.0004, 05.0005"));

        assertThat(session.configuration()).isEqualTo(before);
        studio.robot().clickOn("#what-if-drop");
        assertThat(studio.robot().lookup("#what-if").query().isVisible()).isFalse();
    }

    @Test
    void aGuestsDeviceThatQemuUnpluggedLeavesTheGuestNothing() throws TimeoutException {
        studio.robot()
                .clickOn("#what-if-menu")
                .type(KeyCode.UP)
                .type(KeyCode.RIGHT)
                .type(KeyCode.ENTER);
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> studio.sentences("#what-if").contains("web1 loses 4 of 4: 05.0004, 05.0005, 0b.0004, 0b.0005"));

        assertThat(studio.sentences("#what-if")).first().asString().contains("the device of web1 unplugged by QEMU");
    }

    @Test
    void theTableFindsTheQueuesOfAGuestAndShowsTheChosenOne() throws TimeoutException {
        studio.robot().clickOn("Table").clickOn("#queue-search").write("web1");
        WaitForAsyncUtils.waitFor(
                PATIENCE_S, TimeUnit.SECONDS, () -> table().getItems().size() == 4);

        studio.robot().interact(() -> table().getSelectionModel().select(3));
        assertThat(studio.text(".inspector-title")).isEqualTo("0b.0005");
    }

    private TableView<?> table() {
        return studio.robot().lookup("#queue-table").queryAs(TableView.class);
    }

    private Optional<ApMatrix> matrixOf(String guest) {
        return session.configuration().mediatedDevices().stream()
                .filter(device -> device.name().equals(guest))
                .map(DesiredDevice.Matrix.class::cast)
                .map(DesiredDevice.Matrix::matrix)
                .findFirst();
    }
}
