package io.zmdev.app.fx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import org.controlsfx.control.SegmentedButton;

/**
 * Joined buttons, one of which is pressed: the one of the property's value.
 *
 * @param <E> the values
 */
public final class ChoiceBar<E> extends SegmentedButton {

    public ChoiceBar(List<E> values, Function<E, String> label, ObjectProperty<E> choice) {
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (E value : values) {
            ToggleButton button = new ToggleButton(label.apply(value));
            button.setUserData(value);
            button.setMinWidth(USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                button.setSelected(true);
                choice.set(value);
            });
            buttons.add(button);
        }
        setToggleGroup(group);
        getButtons().setAll(buttons);
        choice.subscribe(value -> buttonOf(buttons, value).ifPresent(group::selectToggle));
    }

    private static Optional<ToggleButton> buttonOf(List<ToggleButton> buttons, Object value) {
        return buttons.stream()
                .filter(button -> value.equals(button.getUserData()))
                .findFirst();
    }
}
