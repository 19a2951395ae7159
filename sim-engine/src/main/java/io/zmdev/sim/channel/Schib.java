package io.zmdev.sim.channel;

/** The subchannel-information block: PMCW (28 bytes), SCSW (12), model-dependent area (12). */
public final class Schib {

    /** In bytes. */
    public static final int SIZE = 52;

    public static final int INTPARM = 0;
    public static final int FLAGS = 4;
    public static final int DEVICE_NUMBER = 6;
    public static final int LPM = 8;
    public static final int PNOM = 9;
    public static final int LPUM = 10;
    public static final int PIM = 11;
    public static final int MBI = 12;
    public static final int POM = 14;
    public static final int PAM = 15;
    public static final int CHPIDS = 16;
    public static final int CHARACTERISTICS = 24;
    public static final int SCSW = 28;
    public static final int MBA = 40;

    /** Flags, 16 bits: QDIO facility. */
    public static final int QDIO = 0x8000;

    public static final int ISC = 0x3800;
    public static final int ISC_SHIFT = 11;
    public static final int ENABLED = 0x0080;
    public static final int LIMIT_MODE = 0x0060;
    public static final int MEASUREMENT_MODE = 0x0018;
    public static final int MULTIPATH = 0x0004;
    public static final int TIMING = 0x0002;
    public static final int DEVICE_NUMBER_VALID = 0x0001;

    /** Flags that MODIFY SUBCHANNEL changes. */
    public static final int MODIFIABLE = ISC | ENABLED | LIMIT_MODE | MEASUREMENT_MODE | MULTIPATH;

    /** Characteristics, 32 bits: measurement-block format. */
    public static final int MEASUREMENT_FORMAT = 0x00000004;

    public static final int CONCURRENT_SENSE = 0x00000001;

    /** Both must be on, or every instruction but STORE and MODIFY SUBCHANNEL answers cc 3. */
    public static final int OPERATIONAL = DEVICE_NUMBER_VALID | ENABLED;

    private Schib() {}
}
