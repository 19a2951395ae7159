package io.zmdev.app;

import io.zmdev.app.fx.Sentence;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.matrix.MatrixSurface;
import io.zmdev.app.project.Session;
import io.zmdev.model.ap.Apqn;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Hands and eyes on a shown window. */
final class StudioRobot {

    private static final int STEPS = 8;
    private static final int PATIENCE_S = 60;

    private final FxRobot robot;

    StudioRobot(FxRobot robot) {
        this.robot = robot;
    }

    FxRobot robot() {
        return robot;
    }

    /** Where the middle of a cell is on the display. */
    Point2D cell(String apqn) {
        MatrixSurface surface = robot.lookup("#matrix-surface").queryAs(MatrixSurface.class);
        Bounds bounds = surface.localToScreen(
                surface.cellBounds(Apqn.parse(apqn)).orElseThrow(() -> new AssertionError(apqn + " is not shown")));
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    /** Drags a guest to the cell and keeps the button down. */
    void dragGuestOver(String guest, String apqn) {
        Bounds start = robot.lookup("#guest-" + guest)
                .query()
                .localToScreen(robot.lookup("#guest-" + guest).query().getBoundsInLocal());
        Point2D from = new Point2D(start.getMinX() + 30, start.getCenterY());
        Point2D to = cell(apqn);
        robot.moveTo(from).press(MouseButton.PRIMARY);
        for (int step = 1; step <= STEPS; step++) {
            robot.moveTo(from.interpolate(to, (double) step / STEPS));
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    void drop() {
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Waits until what was asked of the session is worked out. */
    void settle(Session session) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> !Toolkit.call(() -> session.busyProperty().get()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    String text(String query) {
        return robot.lookup(query).queryLabeled().getText();
    }

    /** The sentences under a node, as people read them. */
    List<String> sentences(String query) {
        return robot.from(robot.lookup(query)).lookup(".sentence").queryAllAs(Sentence.class).stream()
                .map(Sentence::text)
                .toList();
    }
}
