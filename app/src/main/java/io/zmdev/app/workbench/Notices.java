package io.zmdev.app.workbench;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the program has to say that is not about the configuration: one message at a time, never in the way. */
public final class Notices {

    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");

    /** Shows a message in place of the one before. */
    public void tell(String text) {
        message.set(text);
    }

    void dismiss() {
        message.set("");
    }

    /** The message, empty when there is none. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
