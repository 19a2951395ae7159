package io.zmdev.app.matrix;

import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Paints cells into an {@code int[]} of opaque ARGB pixels. No toolkit: what it paints can be asserted pixel by pixel. Not
 * thread-safe.
 */
final class MatrixPainter {

    private static final int HATCH_PERIOD = 8;
    private static final int DASH_PERIOD = 7;
    private static final int DASH_LENGTH = 4;
    /** The smallest cell, in device pixels, that has room for patterns. */
    private static final int PATTERN_MINIMUM = 7;

    private final int[] pixels;
    private final int width;
    private final int height;
    private final MatrixColors colors;
    private final CellShape shape;
    /** By the index of the look. */
    private final int[] @Nullable [] stamps = new int[CellLook.COUNT][];

    /** @param pixels {@code width * height} pixels, a row after the other */
    MatrixPainter(int[] pixels, int width, int height, MatrixColors colors, CellShape shape) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.colors = colors;
        this.shape = shape;
    }

    void clear() {
        Arrays.fill(pixels, colors.background);
    }

    /** Paints a cell with its top left pixel there; what is outside the pixels is cut off. */
    void paint(int left, int top, CellLook look) {
        int[] stamp = stamp(look);
        int fromX = Math.max(0, -left);
        int length = Math.min(shape.width, width - left) - fromX;
        int toY = Math.min(shape.height, height - top);
        for (int y = Math.max(0, -top); y < toY && length > 0; y++) {
            System.arraycopy(stamp, y * shape.width + fromX, pixels, (top + y) * width + left + fromX, length);
        }
    }

    /** The pixels of a look, a row after the other; painted once, since most cells look like many others. */
    private int[] stamp(CellLook look) {
        int[] stamp = stamps[look.index()];
        if (stamp == null) {
            stamp = paint(look);
            stamps[look.index()] = stamp;
        }
        return stamp;
    }

    private int[] paint(CellLook look) {
        int[] stamp = new int[shape.width * shape.height];
        int area = area(look);
        int line = line(look);
        int[] border = look.fill() == Fill.CONFLICT || look.fill() == Fill.GHOST ? shape.boldBorder : shape.border;
        for (int y = 0; y < shape.height; y++) {
            for (int x = 0; x < shape.width; x++) {
                int mask = y * shape.width + x;
                int color = mix(colors.background, patterned(look, area, x, y), shape.inside[mask]);
                if (border[mask] > 0 && (look.fill() != Fill.GHOST || dashed(x, y))) {
                    color = mix(color, line, border[mask]);
                }
                stamp[mask] = color;
            }
        }
        if (look.marks().contains(Mark.CONTROL)) {
            paintCorner(stamp, look.fill() == Fill.EFFECTIVE ? colors.free : colors.guest(look.hue()));
        }
        return stamp;
    }

    private int area(CellLook look) {
        return switch (look.fill()) {
            case ABSENT, UNKNOWN -> colors.background;
            case HOST -> colors.host;
            case FREE, FILTERED -> colors.free;
            case ASSIGNED -> mix(colors.free, colors.guest(look.hue()), 90);
            case EFFECTIVE -> colors.guest(look.hue());
            case GHOST -> colors.selection;
            case CONFLICT -> colors.badSoft;
        };
    }

    private int line(CellLook look) {
        return switch (look.fill()) {
            case ABSENT -> mix(colors.background, colors.line, 120);
            case UNKNOWN, FREE -> colors.cellLine;
            case HOST -> colors.host;
            case ASSIGNED, EFFECTIVE, FILTERED -> colors.guest(look.hue());
            case GHOST -> colors.accent;
            case CONFLICT -> colors.bad;
        };
    }

    /** The colour of a pixel of the area: the hatch, cross or dots of its fill. */
    private int patterned(CellLook look, int area, int x, int y) {
        if (shape.width < PATTERN_MINIMUM) {
            return plain(look, area);
        }
        return switch (look.fill()) {
            case FILTERED -> hatched(x, y) ? colors.guest(look.hue()) : area;
            case CONFLICT -> crossed(x, y) ? colors.bad : hatched(x, -y) ? mix(area, colors.bad, 50) : area;
            case UNKNOWN -> dotted(x, y) ? colors.dim : area;
            case ABSENT, HOST, FREE, ASSIGNED, EFFECTIVE, GHOST -> area;
        };
    }

    /** A cell without room for a pattern: a colour between. */
    private int plain(CellLook look, int area) {
        return switch (look.fill()) {
            case FILTERED -> mix(area, colors.guest(look.hue()), 110);
            case CONFLICT -> colors.bad;
            case UNKNOWN -> mix(area, colors.dim, 90);
            case ABSENT, HOST, FREE, ASSIGNED, EFFECTIVE, GHOST -> area;
        };
    }

    private static boolean hatched(int x, int y) {
        return Math.floorMod(x + y, HATCH_PERIOD) < HATCH_PERIOD / 2;
    }

    private static boolean dotted(int x, int y) {
        return x % 5 == 2 && y % 5 == 2;
    }

    private static boolean dashed(int x, int y) {
        return (x + y) % DASH_PERIOD < DASH_LENGTH;
    }

    /** A small cross in the middle. */
    private boolean crossed(int x, int y) {
        double dx = Math.abs(x + 0.5 - shape.width / 2.0);
        double dy = Math.abs(y + 0.5 - shape.height / 2.0);
        double arm = Math.min(shape.width, shape.height) / 7.0 + 1;
        return dx <= arm && Math.abs(dx - dy) < 1;
    }

    /** The mark of a control domain: a triangle in the top right corner. */
    private void paintCorner(int[] stamp, int color) {
        int size = Math.max(2, Math.min(shape.width, shape.height) / 4);
        for (int y = 0; y < size; y++) {
            for (int x = shape.width - size + y; x < shape.width; x++) {
                int at = y * shape.width + x;
                stamp[at] = mix(stamp[at], color, shape.inside[at]);
            }
        }
    }

    /** The first colour with so much of the second, 0..255. */
    private static int mix(int under, int over, int amount) {
        if (amount >= 255) {
            return over;
        }
        if (amount <= 0) {
            return under;
        }
        int red = blend(under >> 16 & 0xff, over >> 16 & 0xff, amount);
        int green = blend(under >> 8 & 0xff, over >> 8 & 0xff, amount);
        int blue = blend(under & 0xff, over & 0xff, amount);
        return 0xff000000 | red << 16 | green << 8 | blue;
    }

    private static int blend(int under, int over, int amount) {
        return (under * (255 - amount) + over * amount + 127) / 255;
    }
}
