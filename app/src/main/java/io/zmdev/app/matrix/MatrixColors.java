package io.zmdev.app.matrix;

import io.zmdev.app.theme.Theme;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;

/** The colours of the cells as opaque ARGB. */
final class MatrixColors {

    final int background;
    final int line;
    final int host;
    final int free;
    final int cellLine;
    final int dim;
    final int accent;
    final int selection;
    final int bad;
    final int badSoft;
    final int warn;
    private final int[] guests;

    MatrixColors(Theme theme) {
        background = argb(theme.color("background"));
        line = argb(theme.color("line"));
        host = argb(theme.color("host"));
        free = argb(theme.color("free"));
        cellLine = argb(theme.color("cell-line"));
        dim = argb(theme.color("dim"));
        accent = argb(theme.color("accent"));
        selection = argb(theme.color("selection"));
        bad = argb(theme.color("bad"));
        badSoft = argb(theme.color("bad-soft"));
        warn = argb(theme.color("warn"));
        guests = IntStream.range(0, Theme.GUEST_HUES)
                .map(hue -> argb(theme.color(Theme.guestToken(hue))))
                .toArray();
    }

    int guest(int hue) {
        return guests[hue % guests.length];
    }

    private static int argb(Color color) {
        return 0xff000000
                | (int) Math.round(color.getRed() * 255) << 16
                | (int) Math.round(color.getGreen() * 255) << 8
                | (int) Math.round(color.getBlue() * 255);
    }
}
