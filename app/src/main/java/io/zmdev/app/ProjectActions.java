package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Jobs;
import io.zmdev.app.project.Autosave;
import io.zmdev.app.project.MachineReader;
import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.project.RecentFiles;
import io.zmdev.app.project.Session;
import io.zmdev.app.workbench.Verb;
import io.zmdev.model.ZmdevException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Opening and saving as a person does it: with a file chooser, recent files, and a question before work is lost. */
final class ProjectActions {

    private final Session session;
    private final ProjectFile file;
    private final RecentFiles recent;
    private final MachineReader machines;
    private final Jobs jobs;
    private final Window window;
    private final Consumer<String> complain;

    /** @param complain shows the user why something did not work */
    ProjectActions(
            Session session,
            ProjectFile file,
            RecentFiles recent,
            MachineReader machines,
            Jobs jobs,
            Window window,
            Consumer<String> complain) {
        this.session = session;
        this.file = file;
        this.recent = recent;
        this.machines = machines;
        this.jobs = jobs;
        this.window = window;
        this.complain = complain;
    }

    List<Verb> verbs() {
        return List.of(
                Verb.of(text("verb.open"), "Shortcut+O", this::chooseAndOpen),
                Verb.of(text("verb.save"), "Shortcut+S", this::save),
                Verb.of(text("verb.saveAs"), "Shortcut+Shift+S", this::chooseAndSave));
    }

    /** Opens the files again that were open last. */
    List<Verb> recentVerbs() {
        return recent.list().stream()
                .map(path -> Verb.of(text("verb.reopen", path.toString()), () -> open(path)))
                .toList();
    }

    /** Opens a file, unless the person would rather keep what is not saved. */
    void open(Path path) {
        if (mayLoseChanges()) {
            jobs.start(
                    text("job.open", path.getFileName()),
                    () -> ProjectFile.load(path, machines),
                    this::opened,
                    this::failed);
        }
    }

    /** Opens unsaved work that a crash left, unless the person would rather keep what is open. */
    void recover(Path copy, Autosave autosave) {
        if (mayLoseChanges()) {
            jobs.start(
                    text("job.recover"),
                    () -> ProjectFile.recover(copy, machines),
                    recovered -> {
                        file.open(recovered);
                        autosave.adopt(copy);
                    },
                    this::failed);
        }
    }

    /** Asks what is to become of unsaved changes; false when the person wants to stay. */
    boolean mayLoseChanges() {
        if (!session.history().dirtyProperty().get()) {
            return true;
        }
        ButtonType save = new ButtonType(text("unsaved.save"), ButtonBar.ButtonData.YES);
        ButtonType discard = new ButtonType(text("unsaved.discard"), ButtonBar.ButtonData.NO);
        Alert question = new Alert(
                Alert.AlertType.NONE,
                text("unsaved.question", file.titleProperty().get()),
                save,
                discard,
                ButtonType.CANCEL);
        question.initOwner(window);
        question.setTitle(text("unsaved.title"));
        Optional<ButtonType> answer = question.showAndWait();
        if (answer.equals(Optional.of(save))) {
            return save();
        }
        return answer.equals(Optional.of(discard));
    }

    private void opened(ProjectFile.Loaded loaded) {
        file.open(loaded);
        recent.add(loaded.path());
    }

    /** Tells why something did not work. */
    void failed(Throwable reason) {
        complain.accept(
                reason instanceof ZmdevException known
                        ? text("error.known", known.code().code(), String.valueOf(known.getMessage()))
                        : text("error.unknown", reason.toString()));
    }

    /** Saves into the file of the project, or asks for one; false when it was not saved. */
    private boolean save() {
        return file.pathProperty().get().map(this::saveTo).orElseGet(this::chooseAndSave);
    }

    private boolean saveTo(Path path) {
        try {
            file.save(path);
            recent.add(path);
            return true;
        } catch (ZmdevException e) {
            failed(e);
            return false;
        }
    }

    private boolean chooseAndSave() {
        FileChooser chooser = chooser();
        chooser.setInitialFileName(file.project().name() + ProjectFile.EXTENSION);
        return Optional.ofNullable(chooser.showSaveDialog(window))
                .map(File::toPath)
                .map(this::saveTo)
                .orElse(false);
    }

    private void chooseAndOpen() {
        Optional.ofNullable(chooser().showOpenDialog(window)).map(File::toPath).ifPresent(this::open);
    }

    private FileChooser chooser() {
        FileChooser chooser = new FileChooser();
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(text("file.projects"), "*" + ProjectFile.EXTENSION),
                        new FileChooser.ExtensionFilter(text("file.all"), "*"));
        file.pathProperty()
                .get()
                .map(path -> path.toAbsolutePath().getParent())
                .ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        return chooser;
    }
}
