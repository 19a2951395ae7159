package io.zmdev.sim.channel;

/** The interruption-response block: SCSW, extended status, extended control and extended measurement words. */
public final class Irb {

    /** In bytes, without the extended measurement word; the size of Linux's {@code struct irb}. */
    public static final int SIZE = 64;

    /** In bytes, with the extended measurement word. */
    public static final int SIZE_WITH_EMW = 96;

    public static final int SCSW = 0;
    public static final int ESW = 12;
    public static final int ERW = 16;
    public static final int ECW = 32;
    public static final int EMW = 64;

    public static final int ESW_SIZE = 20;
    public static final int ECW_SIZE = 32;

    /** ERW: concurrent sense, the ECW holds sense data. */
    public static final int ERW_SENSE = 0x01000000;

    private Irb() {}
}
