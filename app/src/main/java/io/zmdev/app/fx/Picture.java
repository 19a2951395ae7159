package io.zmdev.app.fx;

import io.zmdev.io.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** A picture of a node that is shown. */
public final class Picture {

    private final WritableImage image;

    private Picture(WritableImage image) {
        this.image = image;
    }

    /** Takes the picture at once; what waits for the next pulse is not in it. */
    public static Picture of(Node node) {
        return new Picture(node.snapshot(null, null));
    }

    /** Takes the picture with the next pulse and hands it over then. */
    public static void take(Node node, Consumer<Picture> taken) {
        node.snapshot(
                result -> {
                    taken.accept(new Picture(result.getImage()));
                    return null;
                },
                null,
                null);
    }

    /**
     * Writes it as PNG; safe to call from any thread.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    public void write(Path file) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFile.replace(file, png.toByteArray());
    }
}
