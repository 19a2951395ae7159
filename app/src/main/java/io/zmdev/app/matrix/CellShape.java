package io.zmdev.app.matrix;

/**
 * How much of each pixel of a cell with round corners is inside, and how much is its border. Computed once for a size, so
 * that painting a cell is a walk over pixels.
 */
final class CellShape {

    final int width;
    final int height;
    /** Coverage 0..255 of the cell, a row after the other. */
    final int[] inside;
    /** Coverage 0..255 of a border one device pixel wide, within the cell. */
    final int[] border;
    /** Coverage 0..255 of a border two device pixels wide. */
    final int[] boldBorder;

    CellShape(int width, int height, double radius) {
        this.width = width;
        this.height = height;
        inside = new int[width * height];
        border = new int[width * height];
        boldBorder = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double distance = distance(x + 0.5, y + 0.5, radius);
                int at = y * width + x;
                inside[at] = coverage(distance);
                border[at] = inside[at] - coverage(distance + 1);
                boldBorder[at] = inside[at] - coverage(distance + 2);
            }
        }
    }

    /** Distance to the outline, negative inside. */
    private double distance(double x, double y, double radius) {
        double dx = Math.abs(x - width / 2.0) - (width / 2.0 - radius);
        double dy = Math.abs(y - height / 2.0) - (height / 2.0 - radius);
        double outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
        return outside + Math.min(Math.max(dx, dy), 0) - radius;
    }

    private static int coverage(double distance) {
        return (int) Math.round(255 * Math.clamp(0.5 - distance, 0, 1));
    }
}
