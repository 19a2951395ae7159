package io.zmdev.app.matrix;

import io.zmdev.model.ap.Apqn;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;

/**
 * Where cells and heads are in the surface: the heads stay at its left and upper edge, the cells are scrolled under them. Lengths are pixels.
 *
 * @param links whether there are virtual ids beside the heads, with links to the real ones
 * @param right how far the cells are scrolled to the right
 * @param down how far they are scrolled down
 */
record MatrixPlaces(MatrixGeometry geometry, boolean links, double right, double down) {

    private static final double HEAD_HEIGHT = 28;
    private static final double LINKS_WIDTH = 84;
    private static final double LINKS_HEIGHT = 46;
    private static final double WIDE_HEAD_WIDTH = 112;
    private static final double NARROW_HEAD_WIDTH = 36;

    /** Where the heads of the rows begin. */
    double headX() {
        return links ? LINKS_WIDTH : 0;
    }

    /** Where the heads of the columns begin. */
    double headY() {
        return links ? LINKS_HEIGHT : 0;
    }

    /** Where the cells begin, right of the heads of the rows. */
    double headWidth() {
        return headX() + (geometry.zoom().labelled() ? WIDE_HEAD_WIDTH : NARROW_HEAD_WIDTH);
    }

    /** Where the cells begin, below the heads of the columns. */
    double headHeight() {
        return headY() + HEAD_HEIGHT;
    }

    /** The left edge of a column. */
    double cellX(int column) {
        return headWidth() - Math.round(right) + column * (double) geometry.columnPitch();
    }

    /** The upper edge of a row. */
    double cellY(int row) {
        return headHeight() - Math.round(down) + row * (double) geometry.rowPitch();
    }

    /** The middle of a column. */
    double columnMiddle(int column) {
        return cellX(column) + geometry.zoom().cellWidth() / 2.0;
    }

    /** The middle of a row. */
    double rowMiddle(int row) {
        return cellY(row) + geometry.zoom().cellHeight() / 2.0;
    }

    /** The first column that is in sight, 0 where there is none. */
    int firstColumn() {
        return geometry.columnAt(right).orElse(0);
    }

    /** The first row that is in sight, 0 where there is none. */
    int firstRow() {
        return geometry.rowAt(down).orElse(0);
    }

    /** Where a cell is; empty when its row or column is not shown. */
    Optional<Bounds> cell(Apqn apqn) {
        int row = geometry.rowOf(apqn.adapter().value());
        int column = geometry.columnOf(apqn.domain().value());
        return row < 0 || column < 0
                ? Optional.empty()
                : Optional.of(new BoundingBox(
                        cellX(column),
                        cellY(row),
                        geometry.zoom().cellWidth(),
                        geometry.zoom().cellHeight()));
    }

    /** Whether it is right of the rows' heads and below the columns'. */
    boolean isInCells(double x, double y) {
        return x >= headWidth() && y >= headHeight();
    }

    /** The cell there, of those that {@link #isInCells} speaks of. */
    Optional<Apqn> apqnAt(double x, double y) {
        return geometry.apqnAt(matrixX(x), matrixY(y));
    }

    /** The row whose head is there. */
    OptionalInt rowHeadAt(double x, double y) {
        return x >= headX() && x < headWidth() && y >= headHeight() ? geometry.rowAt(matrixY(y)) : OptionalInt.empty();
    }

    /** The column whose head is there. */
    OptionalInt columnHeadAt(double x, double y) {
        return y >= headY() && y < headHeight() ? columnAt(x) : OptionalInt.empty();
    }

    /** The column above or in which it is. */
    OptionalInt columnAt(double x) {
        return x >= headWidth() ? geometry.columnAt(matrixX(x)) : OptionalInt.empty();
    }

    private double matrixX(double x) {
        return x - headWidth() + right;
    }

    private double matrixY(double y) {
        return y - headHeight() + down;
    }
}
