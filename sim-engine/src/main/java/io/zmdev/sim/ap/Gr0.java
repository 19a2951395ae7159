package io.zmdev.sim.ap;

/** The bits of GR0 above the APQN (ap.h). */
final class Gr0 {

    static final int DQAP = 0x8000_0000;
    static final int NQAP_LAST_PART = 0x4000_0000;
    static final int NQAP_SPECIAL = 0x0040_0000;

    static final int FC = 0xff00_0000;
    static final int FC_TAPQ = 0;
    static final int FC_RAPQ = 1 << 24;
    static final int FC_ZAPQ = 2 << 24;
    static final int FC_AQIC = 3 << 24;
    static final int FC_QCI = 4 << 24;

    static final int TAPQ_T = 1 << 23;
    static final int RESET_F = 1 << 22;
    /** Bits 41-47 of the register; KVM refuses an intercepted PQAP that has one. */
    static final int PQAP_RESERVED = 0x007f_0000;
    /** Bits of an APQN that need APXA: adapters above 63, domains above 15. */
    static final int APQN_EXTENDED = 0xc0f0;

    private Gr0() {}
}
