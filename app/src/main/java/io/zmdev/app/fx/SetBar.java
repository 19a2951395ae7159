package io.zmdev.app.fx;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import org.controlsfx.control.SegmentedButton;

/**
 * Joined buttons, any of which are pressed: those of the values in the property's set.
 *
 * @param <E> the values
 */
public final class SetBar<E> extends SegmentedButton {

    public SetBar(List<E> values, Function<E, String> label, ObjectProperty<Set<E>> chosen) {
        for (E value : values) {
            ToggleButton button = new ToggleButton(label.apply(value));
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> chosen.set(toggled(chosen.get(), value)));
            chosen.subscribe(set -> button.setSelected(set.contains(value)));
            getButtons().add(button);
        }
        setToggleGroup(null);
    }

    private static <E> Set<E> toggled(Set<E> set, E value) {
        Set<E> toggled = new HashSet<>(set);
        if (!toggled.remove(value)) {
            toggled.add(value);
        }
        return Set.copyOf(toggled);
    }
}
