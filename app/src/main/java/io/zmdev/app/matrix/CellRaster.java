package io.zmdev.app.matrix;

import io.zmdev.model.ap.Mask256;
import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

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
    private final int columns;
    private final int rows;

    /** What the image shows of each queue. */
    private final @Nullable CellLook[] shown = new CellLook[Mask256.SIZE * Mask256.SIZE];

    private @Nullable Scene painted;
    private int changedLeft;
    private int changedTop;
    private int changedRight;
    private int changedBottom;

    /** Where the cells are in the image; while it is the same, only cells that look different are painted. */
    private record Scene(MatrixGeometry geometry, double left, double top) {}

    /**
     * A raster for a viewport.
     *
     * @param width in px, at least 1
     * @param height in px, at least 1
     * @param scale device pixels in a px
     */
    CellRaster(double width, double height, double scale, MatrixGeometry.Zoom zoom, MatrixColors colors) {
        this.scale = scale;
        columns = Math.max(1, (int) Math.ceil(width * scale));
        rows = Math.max(1, (int) Math.ceil(height * scale));
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

    /**
     * Paints the cells that are in sight, or as many of them as look different from what is painted already.
     *
     * @param left px of the cells that are out of sight to the left
     * @param top px of the cells that are out of sight above
     */
    void paint(Looks looks, MatrixGeometry geometry, double left, double top) {
        Scene asked = new Scene(geometry, left, top);
        if (!asked.equals(painted)) {
            painted = asked;
            painter.clear();
            Arrays.fill(shown, null);
            changed(0, 0, columns, rows);
        }
        int firstColumn = geometry.columnAt(left).orElse(0);
        for (int row = geometry.rowAt(top).orElse(0); row < geometry.rows(); row++) {
            int y = devicePixel(row * (double) geometry.rowPitch() - top);
            if (y >= rows) {
                break;
            }
            paintRow(looks, geometry, row, firstColumn, left, y);
        }
        buffer.updateBuffer(b -> new Rectangle2D(
                changedLeft,
                changedTop,
                Math.max(0, changedRight - changedLeft),
                Math.max(0, changedBottom - changedTop)));
        changedLeft = columns;
        changedTop = rows;
        changedRight = 0;
        changedBottom = 0;
    }

    private void paintRow(Looks looks, MatrixGeometry geometry, int row, int firstColumn, double left, int y) {
        int adapter = geometry.adapterAt(row);
        boolean wordsForMarks = geometry.zoom().labelled();
        for (int column = firstColumn; column < geometry.columns(); column++) {
            int domain = geometry.domainAt(column);
            CellLook cell = looks.at(adapter, domain);
            CellLook look = wordsForMarks ? cell.withoutMarks() : cell;
            int at = adapter * Mask256.SIZE + domain;
            if (shown[at] != look) {
                int x = devicePixel(column * (double) geometry.columnPitch() - left);
                if (x >= columns) {
                    return;
                }
                painter.paint(x, y, look);
                shown[at] = look;
                changed(x, y, x + shape.width, y + shape.height);
            }
        }
    }

    private void changed(int fromX, int fromY, int toX, int toY) {
        changedLeft = Math.min(changedLeft, Math.max(0, fromX));
        changedTop = Math.min(changedTop, Math.max(0, fromY));
        changedRight = Math.max(changedRight, Math.min(columns, toX));
        changedBottom = Math.max(changedBottom, Math.min(rows, toY));
    }

    private int devicePixel(double px) {
        return (int) Math.round(px * scale);
    }
}
