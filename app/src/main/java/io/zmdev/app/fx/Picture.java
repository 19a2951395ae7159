package io.zmdev.app.fx;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
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
     * @throws ZmdevException OUTPUT_UNWRITABLE
     */
    public void write(Path file) {
        try (var out = Files.newOutputStream(file)) {
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", out);
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, "Picture " + file + " can't be written: " + e.getMessage(), e);
        }
    }
}
