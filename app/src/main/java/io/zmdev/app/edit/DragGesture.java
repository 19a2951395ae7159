package io.zmdev.app.edit;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What is being dragged between panes at this moment. */
public final class DragGesture {

    private final ObjectProperty<Optional<DragSource>> source = new SimpleObjectProperty<>(Optional.empty());

    public ObjectProperty<Optional<DragSource>> sourceProperty() {
        return source;
    }

    public Optional<DragSource> source() {
        return source.get();
    }

    public void begin(DragSource dragged) {
        source.set(Optional.of(dragged));
    }

    public void end() {
        source.set(Optional.empty());
    }
}
