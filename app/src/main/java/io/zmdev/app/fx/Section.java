package io.zmdev.app.fx;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A heading in small capitals with nodes under it. */
public final class Section extends VBox {

    public Section(String heading, Node... content) {
        Label label = new Label(heading.toUpperCase(java.util.Locale.ENGLISH));
        label.getStyleClass().add("section-heading");
        label.setWrapText(true);
        getStyleClass().add("section");
        getChildren().add(label);
        getChildren().addAll(content);
    }
}
