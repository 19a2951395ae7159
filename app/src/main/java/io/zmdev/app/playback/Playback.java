package io.zmdev.app.playback;

import io.zmdev.sim.flow.Step;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ObservableValue;

/** A recording and the place in it: the position is the number of steps done. On the JavaFX thread only. */
public interface Playback {

    /** In place of the number of a marked step. */
    int NONE_MARKED = -1;

    /** Changes when another recording is opened. */
    ObservableValue<?> recordingProperty();

    /** The steps of the recording; none while nothing is open. */
    List<Step> steps();

    ReadOnlyIntegerProperty positionProperty();

    /** One step forth; false at the end. */
    boolean step();

    /** One step back; false at the start. */
    boolean back();

    /** Goes to the state after so many steps, or as near as there are. */
    void seek(int steps);

    /** The number of the step that stands out as the first difference; {@link #NONE_MARKED} without one. */
    default ReadOnlyIntegerProperty markedProperty() {
        return new ReadOnlyIntegerWrapper(NONE_MARKED).getReadOnlyProperty();
    }

    /** Whether a step was seen on a machine; what was not is inferred then, and drawn as such. */
    default boolean someObserved() {
        return steps().stream().anyMatch(Step::observed);
    }

    /** The number of steps. */
    default int length() {
        return steps().size();
    }
}
