package io.zmdev.app;

import static io.zmdev.exchange.ExportFormat.ANSIBLE;
import static io.zmdev.exchange.ExportFormat.CSV;
import static io.zmdev.exchange.ExportFormat.LIBVIRT;
import static io.zmdev.exchange.ExportFormat.MDEVCTL;
import static io.zmdev.exchange.ExportFormat.QEMU;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Picture;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.exchange.ExportFile;
import io.zmdev.exchange.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ExportWindowTest {

    private static final int PATIENCE_S = 30;

    private Optional<StudioWindow> opened = Optional.empty();
    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        opened = Optional.of(TestWindows.show(stage, TestMachines.session()));
    }

    @BeforeEach
    void waitForTheFirstFrame(FxRobot robot) {
        studio = new StudioRobot(robot);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void theMenuLeadsToThePreviewOfEachFormat() throws TimeoutException {
        studio.robot().clickOn("#export-menu").type(KeyCode.DOWN).type(KeyCode.ENTER);
        await(() -> studio.robot().lookup("#export-files").tryQuery().isPresent());

        Set<String> contents = new HashSet<>();
        for (ExportFormat format : List.of(MDEVCTL, LIBVIRT, ANSIBLE, QEMU, CSV)) {
            studio.robot().clickOn(format.id());
            await(() -> !content().getText().isEmpty() && contents.add(content().getText()));
        }
    }

    @Test
    void aFileOfSomebodyElseIsReplacedOnlyWhenThatIsAskedFor(@TempDir Path folder) throws Exception {
        studio.robot().press(KeyCode.CONTROL).type(KeyCode.E).release(KeyCode.CONTROL);
        studio.robot().clickOn(CSV.id());
        await(() -> !files().getItems().isEmpty());
        Path taken = folder.resolve(firstFile());
        Files.createDirectories(taken.getParent());
        Files.writeString(taken, "mine\n");

        studio.robot()
                .interact(() -> studio.robot()
                        .lookup("#export-folder")
                        .queryAs(TextField.class)
                        .setText(folder.toString()));
        studio.robot().clickOn("#export-write");
        await(() -> !studio.text("#export-told").isEmpty());
        assertThat(studio.text("#export-told")).contains("not from the last export");
        assertThat(taken).hasContent("mine");

        studio.robot().clickOn("#export-replace");
        await(() -> studio.text("#export-told").contains("written"));
        assertThat(Files.readString(taken)).isNotEqualTo("mine\n");
    }

    @Test
    void aScreenIsTakenAsPicture(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("matrix.png");
        CompletableFuture<Picture> taken = new CompletableFuture<>();
        studio.robot().interact(() -> Picture.take(window().workbench(), taken::complete));
        taken.get(PATIENCE_S, TimeUnit.SECONDS).write(file);

        assertThat(ImageIO.read(file.toFile()).getWidth())
                .isEqualTo((int) window().workbench().getWidth());
    }

    @Test
    void theMatrixIsADiagram() {
        assertThat(svg()).startsWith("<svg").contains("<title>05.0004 effective</title>", ">0b<", ">00ab<");
    }

    @Test
    void theChannelsAreADiagram() {
        studio.robot().clickOn("#rail-channels");
        assertThat(svg()).startsWith("<svg").contains(">css0<");
    }

    @Test
    void aWalkthroughIsADiagram() throws TimeoutException {
        studio.robot().clickOn("#rail-walkthrough");
        await(() -> window().walkthrough().isOpen());
        assertThat(svg()).startsWith("<svg").contains(">Channel subsystem<", ">K3.3<");
    }

    /** The screen that is shown, as the menu would save it. */
    private String svg() {
        return Toolkit.call(() -> window().workbench().shown().svg().drawing())
                .orElseThrow()
                .get();
    }

    private String firstFile() {
        return ((ExportFile) files().getItems().getFirst()).path();
    }

    private StudioWindow window() {
        return opened.orElseThrow();
    }

    private ListView<?> files() {
        return studio.robot().lookup("#export-files").queryListView();
    }

    private TextArea content() {
        return studio.robot().lookup("#export-content").queryAs(TextArea.class);
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_S, TimeUnit.SECONDS, () -> Toolkit.call(condition));
    }
}
