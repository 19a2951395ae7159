package io.zmdev.app.matrix;

import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The image of the cells, one image pixel for one device pixel: an image that is scaled is blurred by the software pipeline.
 */
final class CellRaster {

    private static final double RADIUS_PX = 5;

    private final double scale;
    private final MatrixPainter painter;
    private final CellShape shape;
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;

    /**
     * A raster for a viewport.
     *
     * @param width in px, at least 1
     * @param height in px, at least 1
     * @param scale device pixels in a px
     */
    CellRaster(double width, double height, double scale, MatrixGeometry.Zoom zoom, MatrixColors colors) {
        this.scale = scale;
        int columns = Math.max(1, (int) Math.ceil(width * scale));
        int rows = Math.max(1, (int) Math.ceil(height * scale));
        int[] pixels = new int[columns * rows];
        shape = new CellShape(
                (int) Math.round(zoom.cellWidth() * scale),
                (int) Math.round(zoom.cellHeight() * scale),
                Math.min(RADIUS_PX, zoom.cellHeight() / 6.0) * scale);
        painter = new MatrixPainter(pixels, columns, rows, colors, shape);
        buffer = new PixelBuffer<>(columns, rows, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    Image image() {
        return image;
    }

    double scale() {
        return scale;
    }

    void clear() {
        painter.clear();
    }

    /** Paints a cell with its top left corner at that place of the viewport, in px. */
    void paint(double x, double y, CellLook look) {
        painter.paint(devicePixel(x), devicePixel(y), look);
    }

    /** Shows everything that was painted. */
    void show() {
        buffer.updateBuffer(b -> null);
    }

    private int devicePixel(double px) {
        return (int) Math.round(px * scale);
    }
}
