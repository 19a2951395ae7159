package io.zmdev.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import io.zmdev.app.theme.Theme;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixPainterTest {

    private static final int WIDTH = 30;
    private static final int HEIGHT = 24;

    @ParameterizedTest
    @EnumSource(Theme.class)
    void everyFillLooksDifferent(Theme theme) {
        Set<String> pictures = new HashSet<>();
        for (Fill fill : Fill.values()) {
            pictures.add(Arrays.toString(cell(theme, CellLook.of(fill, 0, Set.of()))));
        }

        assertThat(pictures).hasSameSizeAs(Fill.values());
    }

    @Test
    void whatTheGuestDoesNotGetIsHatchedInItsHue() {
        MatrixColors colors = new MatrixColors(Theme.LIGHT);
        int[] pixels = cell(Theme.LIGHT, CellLook.of(Fill.FILTERED, 2, Set.of()));
        int[] middle = Arrays.copyOfRange(pixels, WIDTH * HEIGHT / 2 + 4, WIDTH * HEIGHT / 2 + WIDTH - 4);

        assertThat(middle).contains(colors.guest(2), colors.free);
    }

    @Test
    void aControlMarkChangesTheTopRightCornerOnly() {
        int[] plain = cell(Theme.LIGHT, CellLook.of(Fill.FREE, 0, Set.of()));
        int[] marked = cell(Theme.LIGHT, CellLook.of(Fill.FREE, 0, Set.of(Mark.CONTROL)));

        for (int at = 0; at < plain.length; at++) {
            boolean corner = at % WIDTH > WIDTH / 2 && at / WIDTH < HEIGHT / 2;
            assertThat(corner || plain[at] == marked[at])
                    .as("pixel %d, %d", at % WIDTH, at / WIDTH)
                    .isTrue();
        }
        assertThat(marked).isNotEqualTo(plain);
    }

    @Test
    void whatLiesOutsideThePixelsIsCutOff() {
        int[] pixels = new int[10 * 10];
        MatrixPainter painter =
                new MatrixPainter(pixels, 10, 10, new MatrixColors(Theme.LIGHT), new CellShape(WIDTH, HEIGHT, 4));
        painter.clear();

        for (int offset : new int[] {-40, -25, -5, 0, 5, 9, 12}) {
            painter.paint(offset, offset, CellLook.of(Fill.CONFLICT, 0, Set.of(Mark.CONTROL)));
        }

        assertThat(pixels).doesNotContain(0);
    }

    private static int[] cell(Theme theme, CellLook look) {
        int[] pixels = new int[WIDTH * HEIGHT];
        MatrixPainter painter =
                new MatrixPainter(pixels, WIDTH, HEIGHT, new MatrixColors(theme), new CellShape(WIDTH, HEIGHT, 4));
        painter.clear();
        painter.paint(0, 0, look);
        return pixels;
    }
}
