package io.zmdev.app.project;

import io.zmdev.io.Document;
import io.zmdev.io.ProjectDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.Machine;
import io.zmdev.model.Project;
import io.zmdev.sim.flow.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The file that the session is kept in, {@code zmdev.project/1}. Belongs to the JavaFX thread. */
public final class ProjectFile {

    /** How the names of such files end. */
    public static final String EXTENSION = ".zmdev.json";

    private final Session session;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
    private final ReadOnlyObjectWrapper<List<Scenario>> scenarios = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper machine = new ReadOnlyStringWrapper();
    private final ReadOnlyObjectWrapper<Optional<Path>> path = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Document<Project> document;

    /**
     * A project that has no file yet.
     *
     * @param project what the session holds
     */
    public ProjectFile(Session session, Project project, List<Scenario> scenarios) {
        this.session = session;
        this.scenarios.set(List.copyOf(scenarios));
        document = ProjectDocument.create(project);
        title.set(project.name());
        machine.set(project.machine());
    }

    /** A project that was read, its scenarios, and its machine as it is. */
    public record Loaded(Path path, Document<Project> document, List<Scenario> scenarios, Machine machine) {

        public Loaded {
            scenarios = List.copyOf(scenarios);
        }
    }

    /**
     * Reads a file and observes its machine. May be called on any thread.
     *
     * @throws io.zmdev.model.ZmdevException when the file is unusable or the machine can't be read
     */
    public static Loaded load(Path file, MachineReader machines) {
        Document<Project> read = ProjectDocument.read(file);
        return new Loaded(
                file,
                read,
                scenarios(read.value(), file.toAbsolutePath()),
                machines.read(read.value().machine()));
    }

    /**
     * A copy of unsaved work that was read.
     *
     * @param copy the file that holds it
     * @param original the project's own file, empty when it had none
     */
    public record Recovered(
            Path copy, Optional<Path> original, Document<Project> document, List<Scenario> scenarios, Machine machine) {

        public Recovered {
            scenarios = List.copyOf(scenarios);
        }
    }

    /**
     * Reads a copy of unsaved work and observes its machine. May be called on any thread.
     *
     * @throws io.zmdev.model.ZmdevException when the copy is unusable or the machine can't be read
     */
    public static Recovered recover(Path copy, MachineReader machines) {
        ProjectDocument.Copy read = ProjectDocument.readCopy(copy);
        Project project = read.document().value();
        return new Recovered(
                copy,
                read.original(),
                read.document(),
                scenarios(project, read.original().orElse(copy)),
                machines.read(project.machine()));
    }

    /** Opens unsaved work in the session; it stays unsaved. */
    public void open(Recovered recovered) {
        document = recovered.document();
        path.set(recovered.original());
        title.set(recovered
                .original()
                .map(original -> original.getFileName().toString())
                .orElse(document.value().name()));
        machine.set(document.value().machine());
        scenarios.set(recovered.scenarios());
        session.recover(recovered.machine(), document.value().configuration());
    }

    /** Makes the text of a copy of what is open, on any thread. */
    Supplier<String> copy() {
        Document<Project> base = document;
        Project open = current();
        Optional<Path> original = path.get();
        return () -> ProjectDocument.copy(base, open, original);
    }

    /** Opens what was loaded in the session. */
    public void open(Loaded loaded) {
        document = loaded.document();
        path.set(Optional.of(loaded.path()));
        title.set(loaded.path().getFileName().toString());
        machine.set(document.value().machine());
        scenarios.set(loaded.scenarios());
        session.open(loaded.machine(), document.value().configuration());
    }

    /** Makes another host the project's. The configuration stays. */
    public void connect(String uri, Machine observed) {
        machine.set(uri);
        session.observe(observed);
    }

    /**
     * Writes the session into the file, which is the project's from then on.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    public void save(Path file) {
        document = ProjectDocument.write(file, document, current());
        path.set(Optional.of(file));
        title.set(file.getFileName().toString());
        session.history().markSaved();
    }

    private Project current() {
        return new Project(
                project().name(),
                machine.get(),
                session.configuration(),
                project().scenarios());
    }

    /** The project as it was opened or saved last. */
    public Project project() {
        return document.value();
    }

    /** The name of the file, or of the project while it has none. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** The host URI of the machine. */
    public ReadOnlyStringProperty machineProperty() {
        return machine.getReadOnlyProperty();
    }

    /** What the project walks through. */
    public ReadOnlyObjectProperty<List<Scenario>> scenariosProperty() {
        return scenarios.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Path>> pathProperty() {
        return path.getReadOnlyProperty();
    }

    /** A name is a built-in scenario's, unless it is that of a file beside the project's. */
    private static List<Scenario> scenarios(Project project, Path file) {
        return project.scenarios().stream()
                .map(name -> name.endsWith(".json")
                        ? ScenarioDocument.read(file.resolveSibling(name))
                        : ScenarioDocument.builtIn(name))
                .toList();
    }
}
