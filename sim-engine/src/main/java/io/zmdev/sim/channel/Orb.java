package io.zmdev.sim.channel;

/** The operation-request block, 12 bytes in command mode: interruption parameter, control word, channel-program address. */
public final class Orb {

    /** In bytes. */
    public static final int SIZE = 12;

    public static final int INTPARM = 0;
    public static final int CONTROL = 4;
    public static final int CPA = 8;

    public static final int KEY = 0xf0000000;
    public static final int SUSPEND = 0x08000000;
    public static final int STREAMING = 0x04000000;
    public static final int MODIFICATION = 0x02000000;
    public static final int SYNCHRONIZATION = 0x01000000;
    public static final int FORMAT_1 = 0x00800000;
    public static final int PREFETCH = 0x00400000;
    public static final int INITIAL_STATUS = 0x00200000;
    public static final int ADDRESS_LIMIT = 0x00100000;
    public static final int SUPPRESS_SUSPENDED = 0x00080000;
    public static final int TRANSPORT_MODE = 0x00040000;
    public static final int FORMAT_2_IDAW = 0x00020000;
    public static final int IDAW_2K = 0x00010000;
    public static final int LPM = 0x0000ff00;
    public static final int LPM_SHIFT = 8;
    public static final int SUPPRESS_LENGTH = 0x00000080;
    public static final int MIDAW = 0x00000040;
    public static final int RESERVED = 0x0000003e;
    public static final int EXTENSION = 0x00000001;

    private Orb() {}

    /**
     * Whether START SUBCHANNEL accepts the block: no transport mode, no MIDAWs, reserved bits and bit 0 of the address zero
     * (QEMU {@code ioinst_orb_valid}); otherwise it ends with an operand exception.
     */
    public static boolean isValid(int control, int cpa) {
        return (control & (TRANSPORT_MODE | MIDAW | RESERVED)) == 0 && cpa >= 0;
    }

    public static int lpm(int control) {
        return control >>> LPM_SHIFT & 0xff;
    }

    /** The block of the IDAWs in bytes: 4096 for format 2 unless the 2K control is on. */
    public static int idawBlock(int control) {
        return (control & FORMAT_2_IDAW) != 0 && (control & IDAW_2K) == 0 ? 4096 : 2048;
    }

    /** The size of an IDAW in bytes. */
    public static int idawSize(int control) {
        return (control & FORMAT_2_IDAW) != 0 ? 8 : 4;
    }
}
