package io.zmdev.app.workbench;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the program has to say that is not about the configuration: one message at a time, never in the way. */
public final class Notices {

    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Verb>> answers = new ReadOnlyObjectWrapper<>(List.of());

    /** Shows a message in place of the one before. */
    public void tell(String text) {
        ask(text, List.of());
    }

    /** Shows a question in place of the message before; each answer is a button, and the question goes with the first pressed. */
    public void ask(String text, List<Verb> offered) {
        answers.set(List.copyOf(offered));
        message.set(text);
    }

    void dismiss() {
        tell("");
    }

    /** What can be answered. */
    ReadOnlyObjectProperty<List<Verb>> answersProperty() {
        return answers.getReadOnlyProperty();
    }

    /** The message, empty when there is none. */
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
