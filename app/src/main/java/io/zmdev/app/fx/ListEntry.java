package io.zmdev.app.fx;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A row of a side pane: something small, a name, and a remark at the right edge. */
public final class ListEntry extends HBox {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    public ListEntry(Node graphic, String name, String remark) {
        this(name, remark);
        getChildren().addFirst(graphic);
    }

    public ListEntry(String name, String remark) {
        Label title = new Label(name);
        title.getStyleClass().add("entry-name");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        setHgrow(space, Priority.ALWAYS);
        Label aside = new Label(remark);
        aside.getStyleClass().add("entry-remark");
        getStyleClass().add("list-entry");
        getChildren().setAll(title, space, aside);
        setAccessibleText(remark.isEmpty() ? name : name + ", " + remark);
    }

    /** Shows whether this is the one that counts. */
    public void setChosen(boolean chosen) {
        pseudoClassStateChanged(CHOSEN, chosen);
    }
}
