package io.zmdev.sim.ap;

import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.CardType.Mode;

/** The columns of zcrypt's table of speed ratings ({@code zcrypt_cex4_card_probe}); smaller is faster, 0 means never. */
enum Rating {
    MEX_1K(0),
    MEX_2K(1),
    MEX_4K(2),
    CRT_1K(3),
    CRT_2K(4),
    CRT_4K(5),
    HWRNG(6),
    SECKEY(7);

    private static final int[][] ACCELERATOR = {
        {14, 19, 249, 42, 228, 1458, 0, 0}, // CEX4A
        {8, 9, 20, 18, 66, 458, 0, 0}, // CEX5A
        {6, 9, 20, 17, 65, 438, 0, 0}, // CEX6A
        {6, 8, 17, 15, 54, 362, 0, 0}, // CEX7A
        {6, 8, 17, 15, 54, 362, 0, 0}, // CEX8A
    };

    private static final int[][] CCA = {
        {59, 69, 308, 83, 278, 2204, 209, 40}, // CEX4C
        {24, 31, 50, 37, 90, 479, 27, 10}, // CEX5C
        {16, 20, 32, 27, 77, 455, 24, 9}, // CEX6C
        {14, 16, 26, 23, 64, 376, 23, 8}, // CEX7C
        {14, 16, 26, 23, 64, 376, 23, 8}, // CEX8C
    };

    private static final int[][] EP11 = {
        {0, 0, 0, 0, 0, 0, 0, 50}, // CEX4P
        {0, 0, 0, 0, 0, 0, 0, 10}, // CEX5P
        {0, 0, 0, 0, 0, 0, 0, 9}, // CEX6P
        {0, 0, 0, 0, 0, 0, 0, 8}, // CEX7P
        {0, 0, 0, 0, 0, 0, 0, 8}, // CEX8P
    };

    private static final int FIRST_GENERATION = 4;

    private final int column;

    Rating(int column) {
        this.column = column;
    }

    int of(CardType type) {
        return table(type.mode())[type.generation() - FIRST_GENERATION][column];
    }

    private static int[][] table(Mode mode) {
        return switch (mode) {
            case ACCELERATOR -> ACCELERATOR;
            case CCA_COPROCESSOR -> CCA;
            case EP11_COPROCESSOR -> EP11;
        };
    }
}
