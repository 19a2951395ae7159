package io.zmdev.app.matrix;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the cells are: rows of adapters, columns of domains, in px from the top left cell. Immutable.
 */
final class MatrixGeometry {

    /** A size of the cells. */
    enum Zoom {
        OVERVIEW(4, 4, 1),
        SMALL(8, 8, 1),
        MEDIUM(16, 16, 2),
        LARGE(30, 26, 2),
        LABELLED(54, 44, 3),
        GREAT(80, 60, 4);

        private final int cellWidth;
        private final int cellHeight;
        private final int gap;

        Zoom(int cellWidth, int cellHeight, int gap) {
            this.cellWidth = cellWidth;
            this.cellHeight = cellHeight;
            this.gap = gap;
        }

        int cellWidth() {
            return cellWidth;
        }

        int cellHeight() {
            return cellHeight;
        }

        /** Whether a cell has room for words. */
        boolean labelled() {
            return cellWidth >= LABELLED.cellWidth;
        }

        /** The next larger size; the largest is its own. */
        Zoom nearer() {
            return Arrays.stream(values())
                    .filter(zoom -> zoom.cellWidth > cellWidth)
                    .findFirst()
                    .orElse(this);
        }

        /** The next smaller size; the smallest is its own. */
        Zoom farther() {
            return Arrays.stream(values())
                    .filter(zoom -> zoom.cellWidth < cellWidth)
                    .reduce((smaller, next) -> next)
                    .orElse(this);
        }

        /** In per cent of the labelled size. */
        int percent() {
            return 100 * cellWidth / LABELLED.cellWidth;
        }
    }

    private final Zoom zoom;
    private final int[] adapters;
    private final int[] domains;

    MatrixGeometry(Zoom zoom, Mask256 adapters, Mask256 domains) {
        this.zoom = zoom;
        this.adapters = adapters.ids().toArray();
        this.domains = domains.ids().toArray();
    }

    /** Whether the same cells are in the same places. */
    boolean isSame(MatrixGeometry other) {
        return zoom == other.zoom && Arrays.equals(adapters, other.adapters) && Arrays.equals(domains, other.domains);
    }

    Zoom zoom() {
        return zoom;
    }

    int rows() {
        return adapters.length;
    }

    int columns() {
        return domains.length;
    }

    int adapterAt(int row) {
        return adapters[row];
    }

    int domainAt(int column) {
        return domains[column];
    }

    Apqn apqn(int row, int column) {
        return Apqn.of(adapters[row], domains[column]);
    }

    int columnPitch() {
        return zoom.cellWidth + zoom.gap;
    }

    int rowPitch() {
        return zoom.cellHeight + zoom.gap;
    }

    int width() {
        return columns() * columnPitch();
    }

    int height() {
        return rows() * rowPitch();
    }

    /** The row at that height, empty outside. */
    OptionalInt rowAt(double y) {
        return index(y, rowPitch(), rows());
    }

    /** The column at that place, empty outside. */
    OptionalInt columnAt(double x) {
        return index(x, columnPitch(), columns());
    }

    /** The queue at that place, empty outside. */
    Optional<Apqn> apqnAt(double x, double y) {
        OptionalInt row = rowAt(y);
        OptionalInt column = columnAt(x);
        return row.isPresent() && column.isPresent()
                ? Optional.of(apqn(row.getAsInt(), column.getAsInt()))
                : Optional.empty();
    }

    /** The row of an adapter, -1 when it has none. */
    int rowOf(int adapter) {
        return Math.max(-1, Arrays.binarySearch(adapters, adapter));
    }

    /** The column of a domain, -1 when it has none. */
    int columnOf(int domain) {
        return Math.max(-1, Arrays.binarySearch(domains, domain));
    }

    /** The rows and columns between two queues, both included; empty when one of them is not shown. */
    ApMatrix rectangle(Apqn one, Apqn other) {
        int row1 = rowOf(one.adapter().value());
        int row2 = rowOf(other.adapter().value());
        int column1 = columnOf(one.domain().value());
        int column2 = columnOf(other.domain().value());
        if (row1 < 0 || row2 < 0 || column1 < 0 || column2 < 0) {
            return ApMatrix.EMPTY;
        }
        return new ApMatrix(
                between(adapters, Math.min(row1, row2), Math.max(row1, row2)),
                between(domains, Math.min(column1, column2), Math.max(column1, column2)),
                Mask256.NONE);
    }

    /** The queue that many rows and columns away, stopped at the border; the first one when it is not shown. */
    Optional<Apqn> neighbour(Apqn from, int rowsDown, int columnsRight) {
        if (rows() == 0 || columns() == 0) {
            return Optional.empty();
        }
        int row = Math.clamp(rowOf(from.adapter().value()) + rowsDown, 0, rows() - 1);
        int column = Math.clamp(columnOf(from.domain().value()) + columnsRight, 0, columns() - 1);
        return Optional.of(apqn(row, column));
    }

    private static Mask256 between(int[] ids, int from, int to) {
        return Mask256.of(Arrays.stream(ids, from, to + 1));
    }

    private static OptionalInt index(double position, int pitch, int count) {
        int index = (int) Math.floor(position / pitch);
        return index >= 0 && index < count ? OptionalInt.of(index) : OptionalInt.empty();
    }
}
