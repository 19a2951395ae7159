package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Something to set over the screens, until Escape or its button; nothing under it is blocked. */
final class Card extends VBox {

    private final Button close = new Button(text("card.close"));

    Card(Region content, Runnable closed) {
        getStyleClass().addAll("popover", "card");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        close.setId("card-close");
        close.setOnAction(event -> closed.run());
        HBox foot = new HBox(close);
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().setAll(content, foot);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                closed.run();
                event.consume();
            }
        });
    }

    /** Gives it the keyboard. */
    void enter() {
        close.requestFocus();
    }
}
