package io.zmdev.app.project;

import io.zmdev.app.theme.Theme;
import javafx.scene.layout.Region;

/** A small square in a guest's hue. */
public final class GuestDot extends Region {

    public GuestDot(int hue) {
        getStyleClass().add("guest-dot");
        setStyle("-fx-background-color: -zm-" + Theme.guestToken(hue) + ";");
    }
}
