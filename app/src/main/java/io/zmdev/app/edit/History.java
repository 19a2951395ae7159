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

    /** An edit that was made, with the configuration to go back to. */
    private record Edit(Command command, Configuration before) {}

    private final Deque<Edit> done = new ArrayDeque<>();
    private final Deque<Edit> undone = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Configuration> configuration;
    private final ReadOnlyObjectWrapper<Optional<String>> undoName = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> redoName = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private Configuration saved;

    public History(Configuration start) {
        configuration = new ReadOnlyObjectWrapper<>(start);
        saved = start;
    }

    /** Makes an edit; what was undone before can't be redone any more. An edit that changes nothing is not recorded. */
    public void execute(Command command) {
        if (command.outcome().equals(configuration.get())) {
            return;
        }
        done.push(new Edit(command, configuration.get()));
        undone.clear();
        show(command.outcome());
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
            show(edit.command().outcome());
        }
    }

    /** Forgets all edits and starts from another configuration, which counts as saved. */
    public void restart(Configuration start) {
        done.clear();
        undone.clear();
        saved = start;
        show(start);
    }

    /** Remembers the configuration as the one that the file holds. */
    public void markSaved() {
        saved = configuration.get();
        show(saved);
    }

    /** The names of the edits that undo would take back, the newest first. */
    public List<String> names() {
        return done.stream().map(edit -> edit.command().name()).toList();
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
        dirty.set(!next.equals(saved));
        configuration.set(next);
    }

    private static Optional<String> nameOf(Deque<Edit> edits) {
        return Optional.ofNullable(edits.peek()).map(edit -> edit.command().name());
    }
}
