package io.zmdev.app.fx;

import java.util.ResourceBundle;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/** An icon of 16 x 16 px, drawn with the colour of the style class {@code icon}. */
public final class Icon extends StackPane {

    private static final ResourceBundle PATHS = ResourceBundle.getBundle("io.zmdev.assets.icons.icons");

    /**
     * The icon of that name.
     *
     * @throws java.util.MissingResourceException when there is none
     */
    public Icon(String name) {
        SVGPath path = new SVGPath();
        path.setContent(PATHS.getString(name));
        path.getStyleClass().add("icon");
        getChildren().add(path);
        setMinSize(16, 16);
        setPrefSize(16, 16);
        setMaxSize(16, 16);
        setMouseTransparent(true);
    }
}
