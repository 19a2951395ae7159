package io.zmdev.app;

import io.zmdev.app.fx.Memory;
import io.zmdev.app.project.MachineReader;
import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.Machine;
import io.zmdev.model.Project;
import java.util.List;
import javafx.stage.Stage;

/** Windows that nothing is remembered of. All of this belongs to the JavaFX thread. */
final class TestWindows {

    private TestWindows() {}

    /** A window over the session, with a scenario of its own, that is not shown yet. */
    static StudioWindow of(Stage stage, Session session, Theme theme) {
        return of(stage, session, theme, Memory.NONE);
    }

    private static StudioWindow of(Stage stage, Session session, Theme theme, Memory memory) {
        Project project = new Project("production", "sim:lpar42", session.configuration(), List.of());
        return of(
                stage,
                session,
                new ProjectFile(session, project, List.of(TestMachines.senseChain())),
                new Settings(memory, new Appearance(theme, Appearance.Motion.REDUCED)),
                uri -> TestMachines.lpar42());
    }

    private static StudioWindow of(
            Stage stage, Session session, ProjectFile project, Settings settings, MachineReader reader) {
        Fonts.load();
        return new StudioWindow(stage, session, project, settings, reader);
    }

    /** Shows a window over the session at the corner of the display. */
    static StudioWindow show(Stage stage, Session session) {
        return shown(of(stage, session, Theme.LIGHT));
    }

    /** Shows a window over the session that remembers what is in the memory. */
    static StudioWindow show(Stage stage, Session session, Memory memory) {
        return shown(of(stage, session, Theme.LIGHT, memory));
    }

    /** Shows a window over the session with the built-in scenarios; every host that is read is its machine of this moment. */
    static StudioWindow showBuiltIn(Stage stage, Session session) {
        Machine machine = session.machine();
        return shown(of(
                stage,
                session,
                StudioDesktop.builtIn(session),
                new Settings(Memory.NONE, new Appearance(Theme.LIGHT, Appearance.Motion.REDUCED)),
                uri -> machine));
    }

    private static StudioWindow shown(StudioWindow window) {
        Stage stage = window.stage();
        stage.setX(0);
        stage.setY(0);
        stage.sizeToScene(); // all tests have one stage, and another may have set its size
        stage.show();
        stage.toFront();
        return window;
    }
}
