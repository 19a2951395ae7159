package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Theme;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;

/** What the fills and marks mean, painted by the painter of the cells. */
final class Legend extends FlowPane {

    private static final int WIDTH = 20;
    private static final int HEIGHT = 14;

    Legend(Appearance appearance) {
        getStyleClass().add("legend");
        appearance.themeProperty().subscribe(this::show);
    }

    private void show(Theme theme) {
        getChildren().clear();
        for (Fill fill : Fill.values()) {
            add(theme, text("legend." + fill), CellLook.of(fill, fill == Fill.FILTERED ? 2 : 0, Set.of()));
        }
        add(theme, text("legend.CONTROL"), CellLook.of(Fill.FREE, 0, Set.of(Mark.CONTROL)));
    }

    private void add(Theme theme, String meaning, CellLook look) {
        Label entry = new Label(meaning, new ImageView(swatch(theme, look)));
        entry.getStyleClass().add("legend-entry");
        getChildren().add(entry);
    }

    private static Image swatch(Theme theme, CellLook look) {
        int[] pixels = new int[WIDTH * HEIGHT];
        MatrixPainter painter =
                new MatrixPainter(pixels, WIDTH, HEIGHT, new MatrixColors(theme), new CellShape(WIDTH, HEIGHT, 3));
        painter.clear();
        painter.paint(0, 0, look);
        WritableImage image = new WritableImage(WIDTH, HEIGHT);
        image.getPixelWriter().setPixels(0, 0, WIDTH, HEIGHT, PixelFormat.getIntArgbPreInstance(), pixels, 0, WIDTH);
        return image;
    }
}
