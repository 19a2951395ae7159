package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.Settings.MotionChoice;
import io.zmdev.app.Settings.ThemeChoice;
import io.zmdev.app.fx.ChoiceBar;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What can be set; every choice holds at once but the scale. */
final class PreferencesPane extends VBox {

    PreferencesPane(Settings settings) {
        setId("preferences");
        getStyleClass().add("preferences");
        Label heading = new Label(text("preferences.heading"));
        heading.getStyleClass().add("popover-headline");
        getChildren()
                .setAll(
                        heading,
                        row(
                                "preferences.theme",
                                List.of(ThemeChoice.values()),
                                choice -> text("theme." + choice),
                                settings.themeProperty()),
                        row(
                                "preferences.motion",
                                List.of(MotionChoice.values()),
                                choice -> text("motion." + choice),
                                settings.motionProperty()),
                        row(
                                "preferences.scale",
                                List.of(UiScale.values()),
                                PreferencesPane::named,
                                settings.scaleProperty()));
    }

    private static String named(UiScale scale) {
        return scale == UiScale.SYSTEM ? text("theme.SYSTEM") : text("scale.percent", scale.percent());
    }

    private static <E> VBox row(String key, List<E> values, Function<E, String> label, ObjectProperty<E> choice) {
        Label name = new Label(text(key));
        name.getStyleClass().add("dim");
        ChoiceBar<E> bar = new ChoiceBar<>(values, label, choice);
        bar.setAccessibleText(name.getText());
        return new VBox(4, name, bar);
    }
}
