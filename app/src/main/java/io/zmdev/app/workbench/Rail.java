package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Icon;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/** The perspectives, one under the other. */
final class Rail extends VBox {

    Rail(List<Screen> screens, ObservableValue<Screen> shown, Consumer<Screen> show) {
        getStyleClass().add("rail");
        for (Screen screen : screens) {
            ToggleButton button = new ToggleButton(text("screen." + screen.id()), new Icon("screen." + screen.id()));
            button.setId("rail-" + screen.id());
            button.setContentDisplay(ContentDisplay.TOP);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> {
                button.setSelected(true);
                show.accept(screen);
            });
            shown.subscribe(now -> button.setSelected(now.equals(screen)));
            getChildren().add(button);
        }
    }
}
