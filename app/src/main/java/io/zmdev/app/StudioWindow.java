package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.fx.Jobs;
import io.zmdev.app.matrix.MatrixView;
import io.zmdev.app.matrix.MatrixViewModel;
import io.zmdev.app.project.ProjectPane;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Theme;
import io.zmdev.app.workbench.Screen;
import io.zmdev.app.workbench.Verb;
import io.zmdev.app.workbench.WindowTitle;
import io.zmdev.app.workbench.Workbench;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.scene.Scene;

/** The composition root: one window over one session. */
final class StudioWindow {

    private final Session session;
    private final Appearance appearance;
    private final Jobs jobs = new Jobs();
    private final Scene scene;

    StudioWindow(Session session, Appearance appearance, WindowTitle title, double width, double height) {
        this.session = session;
        this.appearance = appearance;
        DragGesture drag = new DragGesture();
        MatrixViewModel matrix = new MatrixViewModel(
                session, () -> new MdevUuid(UUID.randomUUID().toString()));
        MatrixView matrixView = new MatrixView(matrix, appearance, drag);
        List<Screen> screens = List.of(new Screen(
                "matrix", new ProjectPane(session, drag), matrixView, matrixView.inspector(), Screen.Drawer.SHOWN));
        Workbench workbench = new Workbench(session, screens, verbs(), jobs, drag, title);
        scene = new Scene(workbench, width, height);
        appearance.dress(scene);
        workbench.installKeys(scene);
    }

    Scene scene() {
        return scene;
    }

    private List<Verb> verbs() {
        List<Verb> verbs = new ArrayList<>();
        verbs.add(
                Verb.of(text("verb.undo"), "Shortcut+Z", () -> session.history().undo()));
        verbs.add(Verb.of(
                text("verb.redo"), "Shortcut+Shift+Z", () -> session.history().redo()));
        for (Theme theme : Theme.values()) {
            verbs.add(Verb.of(
                    text("verb.theme", text("theme." + theme)),
                    () -> appearance.themeProperty().set(theme)));
        }
        return verbs;
    }
}
