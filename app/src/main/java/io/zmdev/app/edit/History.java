package io.zmdev.app.edit;

import io.zmdev.model.Configuration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The configuration that is edited, and the way back through every edit. Belongs to one thread. */
public final class History {

    /** An edit that was made, with the configurations on both sides of it. */
    private record Edit(String name, Configuration before, Configuration after) {}

    /** So many edits can be taken back; older ones are forgotten. */
    static final int MOST = 500;

    private final Deque<Edit> done = new ArrayDeque<>();
    private final Deque<Edit> undone = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Configuration> configuration;
    private final ReadOnlyObjectWrapper<Optional<String>> undoName = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> redoName = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    /** Empty when no file holds anything yet. */
    private Optional<Configuration> saved;

    public History(Configuration start) {
        configuration = new ReadOnlyObjectWrapper<>(start);
        saved = Optional.of(start);
    }

    /** Makes an edit; what was undone before can't be redone any more. An edit that changes nothing is not recorded. */
    public void execute(Command command) {
        Configuration before = configuration.get();
        Configuration after = command.applyTo(before);
        if (after.equals(before)) {
            return;
        }
        done.push(new Edit(command.name(), before, after));
        if (done.size() > MOST) {
            done.removeLast();
        }
        undone.clear();
        show(after);
    }

    /** Goes back one edit; without one, nothing happens. */
    public void undo() {
        if (!done.isEmpty()) {
            Edit edit = done.pop();
            undone.push(edit);
            show(edit.before());
        }
    }

    /** Makes the edit again that was undone last; without one, nothing happens. */
    public void redo() {
        if (!undone.isEmpty()) {
            Edit edit = undone.pop();
            done.push(edit);
            show(edit.after());
        }
    }

    /** Forgets all edits and starts from another configuration, which counts as saved. */
    public void restart(Configuration start) {
        restart(start, Optional.of(start));
    }

    /** Forgets all edits and starts from another configuration, which is not saved. */
    public void recover(Configuration start) {
        restart(start, Optional.empty());
    }

    private void restart(Configuration start, Optional<Configuration> inFile) {
        done.clear();
        undone.clear();
        saved = inFile;
        show(start);
    }

    /** What undo would go back to. */
    public Optional<Configuration> previous() {
        return Optional.ofNullable(done.peek()).map(Edit::before);
    }

    /** What redo would go to. */
    public Optional<Configuration> next() {
        return Optional.ofNullable(undone.peek()).map(Edit::after);
    }

    /** Remembers the configuration as the one that the file holds. */
    public void markSaved() {
        saved = Optional.of(configuration.get());
        show(configuration.get());
    }

    /** The names of the edits that undo would take back, the newest first. */
    public List<String> names() {
        return done.stream().map(Edit::name).toList();
    }

    public ReadOnlyObjectProperty<Configuration> configurationProperty() {
        return configuration.getReadOnlyProperty();
    }

    public Configuration configuration() {
        return configuration.get();
    }

    /** The name of the edit that undo takes back. */
    public ReadOnlyObjectProperty<Optional<String>> undoNameProperty() {
        return undoName.getReadOnlyProperty();
    }

    /** The name of the edit that redo makes again. */
    public ReadOnlyObjectProperty<Optional<String>> redoNameProperty() {
        return redoName.getReadOnlyProperty();
    }

    /** Whether the configuration differs from the saved one; undoing back to that one makes it clean. */
    public ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    private void show(Configuration next) {
        undoName.set(nameOf(done));
        redoName.set(nameOf(undone));
        dirty.set(!saved.equals(Optional.of(next)));
        configuration.set(next);
    }

    private static Optional<String> nameOf(Deque<Edit> edits) {
        return Optional.ofNullable(edits.peek()).map(Edit::name);
    }
}
