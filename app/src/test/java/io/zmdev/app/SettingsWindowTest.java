package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Memory;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.theme.Theme;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SettingsWindowTest {

    private static final int PATIENCE_S = 30;

    private final MapMemory memory = new MapMemory();
    private Optional<StudioWindow> opened = Optional.empty();

    @Start
    void start(Stage stage) {
        memory.keep("recent", "/site/a.zmdev.json\n/site/b_c.zmdev.json");
        opened = Optional.of(TestWindows.show(stage, TestMachines.session(), memory));
    }

    @Test
    void aThemeThatIsChosenHoldsAtOnceAndEscapeClosesTheCard(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.COMMA).release(KeyCode.CONTROL);
        robot.clickOn("dark");
        assertThat(memory.recall("theme")).contains("DARK");
        assertThat(robot.lookup("#preferences").tryQuery()).isPresent();

        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#preferences").tryQuery()).isEmpty();
        assertThat(robot.lookup(".root").query().getScene().getStylesheets()).isEqualTo(Theme.DARK.stylesheets());
    }

    @Test
    void theMenuOfTheProjectHasItsVerbsAndTheFilesThatWereOpen(FxRobot robot) {
        MenuButton menu = robot.lookup("#project-chip").queryAs(MenuButton.class);

        robot.clickOn(menu);
        assertThat(menu.getItems())
                .extracting(MenuItem::getText)
                .startsWith("Open project…", "Save project", "Save project as…")
                .endsWith("Reopen /site/a.zmdev.json", "Reopen /site/b_c.zmdev.json");
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void theNextWindowIsWhereTheLastOneWas(FxRobot robot) throws TimeoutException {
        Stage stage = opened.orElseThrow().stage();
        WindowPlace place = new WindowPlace(memory);
        robot.interact(() -> {
            stage.setX(40);
            stage.setY(30);
            stage.setWidth(1300);
            stage.setHeight(820);
        });
        WaitForAsyncUtils.waitFor(PATIENCE_S, TimeUnit.SECONDS, () -> Toolkit.call(() -> stage.getWidth() == 1300));
        robot.interact(() -> place.keep(stage));

        Stage next = Toolkit.call(Stage::new);
        robot.interact(() -> place.restore(next));
        assertThat(List.of(next.getX(), next.getY(), next.getWidth(), next.getHeight()))
                .containsExactly(40.0, 30.0, 1300.0, 820.0);

        memory.keep("window", "90000 90000 1300 820");
        Stage lost = Toolkit.call(Stage::new);
        robot.interact(() -> new WindowPlace(memory).restore(lost));
        assertThat(lost.getX()).isNaN();
        robot.interact(() -> new WindowPlace(Memory.NONE).restore(lost));
        assertThat(lost.getX()).isNaN();
    }
}
