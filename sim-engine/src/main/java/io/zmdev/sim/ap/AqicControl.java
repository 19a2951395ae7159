package io.zmdev.sim.ap;

/**
 * The interruption control word in GR1 of PQAP(AQIC) ({@code union ap_qirq_ctrl}): 64 bits, bit 0 the most significant.
 *
 * @param zone bits 8-15, 0..255
 * @param enable bit 16 (IR)
 * @param guestIsc bits 21-23, the guest's interruption subclass, 0..7
 * @param gisaFormat bits 30-31, 0..3
 * @param gisa bits 33-59, the origin of the guest interruption state area divided by 16
 * @param isc bits 61-63, the host's interruption subclass (in a guest's own AQIC: the guest's), 0..7
 */
public record AqicControl(int zone, boolean enable, int guestIsc, int gisaFormat, int gisa, int isc) {

    private static final int GISA_BITS = 27;

    /** @throws IllegalArgumentException when a field does not fit into its bits */
    public AqicControl {
        check("zone", zone, 8);
        check("guest ISC", guestIsc, 3);
        check("GISA format", gisaFormat, 2);
        check("GISA origin / 16", gisa, GISA_BITS);
        check("ISC", isc, 3);
    }

    /** Reads the word; reserved bits are ignored. */
    public static AqicControl of(long word) {
        return new AqicControl(
                field(word, 48, 8),
                field(word, 47, 1) == 1,
                field(word, 40, 3),
                field(word, 32, 2),
                field(word, 4, GISA_BITS),
                field(word, 0, 3));
    }

    /** The 64 bits. */
    public long word() {
        return (long) zone << 48
                | (enable ? 1L << 47 : 0)
                | (long) guestIsc << 40
                | (long) gisaFormat << 32
                | (long) gisa << 4
                | isc;
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
