package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.edit.Command;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.project.AutosaveFolder;
import io.zmdev.app.project.Session;
import io.zmdev.io.ProjectDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Project;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.ConfigurationEdit.Unassign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class RecoveryWindowTest {

    private static final int PATIENCE_S = 30;
    private static final long CRASHED = 17;
    private static final long THIS = 18;

    private Session session = TestMachines.session();
    private Optional<StudioWindow> opened = Optional.empty();
    private StudioRobot studio = new StudioRobot(new FxRobot());

    @Start
    void start(Stage stage) {
        session = TestMachines.session();
        opened = Optional.of(TestWindows.show(stage, session));
    }

    @BeforeEach
    void waitForTheFirstFrame(FxRobot robot) {
        studio = new StudioRobot(robot);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void unsavedEditsAreKeptAndForgottenWithTheLastOfThemUndone(@TempDir Path folder) throws TimeoutException {
        Path kept = folder.resolve(THIS + ".zmdev.json");
        keepIn(folder);

        Configuration edited = edit();
        await(() -> Files.exists(kept));
        assertThat(ProjectDocument.readCopy(kept).document().value().configuration())
                .isEqualTo(edited);
        assertThat(ProjectDocument.readCopy(kept).original()).isEmpty();

        studio.robot().clickOn("#undo");
        await(() -> !Files.exists(kept));
    }

    @Test
    void whatACrashLeftIsRestoredAsUnsavedWorkOfItsFile(@TempDir Path folder) throws Exception {
        Path original = folder.resolve("site.zmdev.json");
        Project project = new Project("site", "sim:lpar42", TestMachines.production(), List.of());
        ProjectDocument.write(original, ProjectDocument.create(project), project);
        String saved = Files.readString(original);
        Configuration unsaved = changed();
        Path state = Files.createDirectory(folder.resolve("state"));
        Path left = state.resolve(CRASHED + ".zmdev.json");
        Files.writeString(
                left,
                ProjectDocument.copy(
                        ProjectDocument.read(original), project.withConfiguration(unsaved), Optional.of(original)));

        keepIn(state);
        studio.robot().clickOn("Restore");
        await(() -> session.configuration().equals(unsaved));

        assertThat(studio.text("#project-chip")).isEqualTo("site.zmdev.json •");
        assertThat(original).hasContent(saved);
        await(() -> Files.exists(left.resolveSibling(THIS + ".zmdev.json")));
        assertThat(left).doesNotExist();
    }

    @Test
    void whatACrashLeftIsDiscardedWhenThatIsAskedFor(@TempDir Path folder) throws Exception {
        Path left = folder.resolve(CRASHED + ".zmdev.json");
        Files.writeString(left, "{}");
        keepIn(folder);

        studio.robot().clickOn("Discard");

        assertThat(left).doesNotExist();
        assertThat(session.configuration()).isEqualTo(TestMachines.production());
    }

    @Test
    void whatAnotherWindowKeepsIsNotOffered(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("19.zmdev.json"), "{}");

        assertThat(new AutosaveFolder(folder, THIS, pid -> true).orphans()).isEmpty();
        assertThat(new AutosaveFolder(folder, THIS, pid -> false).orphans()).hasSize(1);
    }

    @Test
    void aCopyThatCantBeReadStaysAndIsComplainedAbout(@TempDir Path folder) throws Exception {
        Path left = folder.resolve(CRASHED + ".zmdev.json");
        Files.writeString(left, "{ \"format\": ");
        keepIn(folder);

        studio.robot().clickOn("Restore");

        await(() -> studio.text("#notice .label").contains("ZM-FILE"));
        assertThat(left).hasContent("{ \"format\": ");
    }

    private void keepIn(Path folder) {
        studio.robot()
                .interact(() ->
                        opened.orElseThrow().keepUnsavedWork(new AutosaveFolder(folder, THIS, pid -> pid == THIS)));
    }

    private Configuration edit() throws TimeoutException {
        studio.robot().interact(() -> session.perform(new Command("take", taken()::applyTo)));
        studio.settle(session);
        return session.configuration();
    }

    private static Configuration changed() {
        return taken().applyTo(TestMachines.production());
    }

    private static Unassign taken() {
        return new Unassign(TestMachines.WEB1, Mask256.NONE, Mask256.of(5));
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_S, TimeUnit.SECONDS, () -> Toolkit.call(condition));
    }
}
