package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.project.Session;
import io.zmdev.app.topology.ChannelSurface;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.service.Demo;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ChannelsWindowTest {

    private static final int STEPS = 8;

    private Session session = session();

    @Start
    void start(Stage stage) {
        session = session();
        StudioWindow window = TestWindows.showBuiltIn(stage, session);
        window.workbench().show("channels");
    }

    @Test
    void aSubchannelDroppedOnAGuestIsItsAndUndoTakesItBack(FxRobot robot) {
        drag(robot, row(robot, "0.0.0312"), guest(robot, "web1"));
        assertThat(subchannelsOf("web1")).containsExactly("0.0.0312");

        robot.clickOn("#undo");
        assertThat(subchannelsOf("web1")).isEmpty();
    }

    @Test
    void aGuestDroppedOnASubchannelGetsIt(FxRobot robot) {
        drag(robot, guest(robot, "web2"), row(robot, "0.0.0314"));
        assertThat(subchannelsOf("web2")).containsExactly("0.0.0314");
    }

    @Test
    void aClickOnAGuestThenOnASubchannelAssigns(FxRobot robot) {
        robot.clickOn("#guest-web1").clickOn(row(robot, "0.0.0315"));
        assertThat(subchannelsOf("web1")).containsExactly("0.0.0315");
    }

    @Test
    void varyingTheOnlyPathsOfATapeOfflineCutsItOff(FxRobot robot) {
        robot.clickOn(row(robot, "0.0.0420"));
        robot.clickOn("Vary 0.60 offline");
        assertThat(robot.lookup("#vary-outcome").queryLabeled().getText())
                .isEqualTo("No subchannel would lose its last path.");

        robot.clickOn("Vary 0.61 offline");
        assertThat(robot.lookup("#vary-outcome").queryLabeled().getText())
                .isEqualTo("2 subchannels would lose their last path.");
    }

    private List<String> subchannelsOf(String guest) {
        return session.configuration().guests().stream()
                .filter(listed -> listed.name().equals(guest))
                .flatMap(listed -> listed.devices().stream())
                .flatMap(uuid -> session.configuration().mediatedDevice(uuid).stream())
                .filter(DesiredDevice.Ccw.class::isInstance)
                .map(device -> ((DesiredDevice.Ccw) device).subchannel().toString())
                .toList();
    }

    private static void drag(FxRobot robot, Point2D from, Point2D to) {
        robot.moveTo(from).press(MouseButton.PRIMARY);
        for (int step = 1; step <= STEPS; step++) {
            robot.moveTo(from.interpolate(to, (double) step / STEPS));
        }
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Point2D row(FxRobot robot, String id) {
        ChannelSurface surface = robot.lookup("#channel-surface").queryAs(ChannelSurface.class);
        Bounds bounds =
                surface.localToScreen(surface.rowBounds(SubchannelId.parse(id)).orElseThrow());
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    private static Point2D guest(FxRobot robot, String name) {
        Node entry = robot.lookup("#guest-" + name).query();
        Bounds bounds = entry.localToScreen(entry.getBoundsInLocal());
        return new Point2D(bounds.getMinX() + 30, bounds.getCenterY());
    }

    private static Session session() {
        return new Session(Demo.play().before(), Demo.configuration());
    }
}
