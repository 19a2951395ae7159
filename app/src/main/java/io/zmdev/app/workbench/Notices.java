package io.zmdev.app.workbench;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the program has to say that is not about the configuration: one message at a time, never in the way. */
public final class Notices {

    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper complaint = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<Verb>> answers = new ReadOnlyObjectWrapper<>(List.of());

    /** Shows a message in place of the one before. */
    public void tell(String text) {
        ask(text, List.of());
    }

    /** Shows why something did not work, in place of the message before. */
    public void complain(String text) {
        tell(text);
        complaint.set(true);
    }

    /** Shows a question in place of the message before; each answer is a button, and the question goes with the first pressed. */
    public void ask(String text, List<Verb> offered) {
        complaint.set(false);
        answers.set(List.copyOf(offered));
        message.set(text);
    }

    void dismiss() {
        tell("");
    }

    /** Whether the message says that something did not work. */
    ReadOnlyBooleanProperty complaintProperty() {
        return complaint.getReadOnlyProperty();
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
