package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import java.util.HashSet;
import java.util.Set;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** What of the matrix is shown: layers, and which rows and columns. */
final class ShowMenu extends MenuButton {

    ShowMenu(MatrixViewModel model) {
        super(text("matrix.show"));
        setId("matrix-show");
        setMinWidth(USE_PREF_SIZE);
        for (Layer layer : Layer.values()) {
            CheckMenuItem item = new CheckMenuItem(text("layer." + layer));
            item.setOnAction(event -> toggle(model, layer));
            model.layersProperty().subscribe(shown -> item.setSelected(shown.contains(layer)));
            getItems().add(item);
        }
        getItems().add(new SeparatorMenuItem());
        ToggleGroup group = new ToggleGroup();
        for (ShownIds ids : ShownIds.values()) {
            RadioMenuItem item = new RadioMenuItem(text("ids." + ids));
            item.setToggleGroup(group);
            item.setOnAction(event -> model.shownIdsProperty().set(ids));
            model.shownIdsProperty().subscribe(shown -> item.setSelected(shown == ids));
            getItems().add(item);
        }
    }

    private static void toggle(MatrixViewModel model, Layer layer) {
        Set<Layer> layers = new HashSet<>(model.layersProperty().get());
        if (!layers.remove(layer)) {
            layers.add(layer);
        }
        model.layersProperty().set(Set.copyOf(layers));
    }
}
