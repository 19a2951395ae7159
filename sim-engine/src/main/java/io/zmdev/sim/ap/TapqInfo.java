package io.zmdev.sim.ap;

import io.zmdev.model.ap.CardType;

/**
 * What PQAP(TAPQ) with the T bit returns in GR2 ({@code struct ap_tapq_hwinfo}): 64 bits, bit 0 the most significant.
 *
 * @param functions bits 0-7, the facilities {@link #APSC} .. {@link #SLCF}
 * @param classification bits 8-15
 * @param bindState bits 16-17 (Secure Execution): 0 usable, 1 bound without secure keys, 2 available for binding, 3 unusable
 * @param apType bits 32-39, 10 for CEX4 .. 14 for CEX8
 * @param domains bits 40-47, the number of the card's highest domain
 * @param maxMessage bits 52-55, greatest message in units of 4096 bytes; 0 stands for 12 KiB
 * @param queueDepth bits 60-63, one less than how many messages the queue holds
 */
public record TapqInfo(
        int functions, int classification, int bindState, int apType, int domains, int maxMessage, int queueDepth) {

    /** Special commands. */
    public static final int APSC = 0x80;
    /** Modular exponentiation with 4096 bits. */
    public static final int MEX_4K = 0x40;
    /** Chinese-remainder exponentiation with 4096 bits. */
    public static final int CRT_4K = 0x20;
    /** CCA coprocessor. */
    public static final int CCA = 0x10;
    /** Accelerator. */
    public static final int ACCEL = 0x08;
    /** EP11 coprocessor. */
    public static final int EP11 = 0x04;
    /** Extended addressing. */
    public static final int APXA = 0x02;
    /** Stateless command filtering. */
    public static final int SLCF = 0x01;

    private static final int MAX_MESSAGE_UNIT = 4096;
    private static final int DEFAULT_MAX_MESSAGE = 12 * 1024;

    /** @throws IllegalArgumentException when a field does not fit into its bits */
    public TapqInfo {
        check("functions", functions, 8);
        check("classification", classification, 8);
        check("bind state", bindState, 2);
        check("AP type", apType, 8);
        check("number of domains", domains, 8);
        check("greatest message", maxMessage, 4);
        check("queue depth - 1", queueDepth, 4);
    }

    /** Reads GR2; reserved bits are ignored. */
    public static TapqInfo of(long gr2) {
        return new TapqInfo(
                field(gr2, 56, 8),
                field(gr2, 48, 8),
                field(gr2, 46, 2),
                field(gr2, 24, 8),
                field(gr2, 16, 8),
                field(gr2, 8, 4),
                field(gr2, 0, 4));
    }

    /** The 64 bits. */
    public long gr2() {
        return (long) functions << 56
                | (long) classification << 48
                | (long) bindState << 46
                | (long) apType << 24
                | (long) domains << 16
                | (long) maxMessage << 8
                | queueDepth;
    }

    /** The greatest message in bytes ({@code ap_card_create}). */
    public int maxMessageBytes() {
        return maxMessage == 0 ? DEFAULT_MAX_MESSAGE : maxMessage * MAX_MESSAGE_UNIT;
    }

    /** How many messages the queue holds, 1..16. */
    public int depth() {
        return queueDepth + 1;
    }

    /** The facilities that a card of this type has. */
    public static int functionsOf(CardType type) {
        return APSC
                | MEX_4K
                | CRT_4K
                | APXA
                | switch (type.mode()) {
                    case ACCELERATOR -> ACCEL;
                    case CCA_COPROCESSOR -> CCA;
                    case EP11_COPROCESSOR -> EP11;
                };
    }

    private static int field(long word, int shift, int bits) {
        return (int) (word >>> shift & (1L << bits) - 1);
    }

    private static void check(String name, int value, int bits) {
        if (value < 0 || value >= 1 << bits) {
            throw new IllegalArgumentException("%s %d does not fit into %d bits".formatted(name, value, bits));
        }
    }
}
