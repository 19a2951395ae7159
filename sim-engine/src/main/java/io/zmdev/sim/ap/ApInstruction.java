package io.zmdev.sim.ap;

import io.zmdev.model.ap.Apqn;

/**
 * An AP instruction with its operands. {@link #gr0} gives the general register that selects queue and function; the reading
 * functions take the registers apart again.
 */
public sealed interface ApInstruction {

    int NQAP_OPCODE = 0xb2ad;
    int DQAP_OPCODE = 0xb2ae;
    int PQAP_OPCODE = 0xb2af;

    /** The instruction that a queue is named in; all but QCI. */
    sealed interface OnQueue extends ApInstruction {
        Apqn apqn();
    }

    /**
     * Enqueues a message.
     *
     * @param psmid identifies the message; the reply carries it
     * @param length of the message in bytes
     * @param special bit 0x400000 of GR0: an administrative command, needs the facility APSC
     */
    record Nqap(Apqn apqn, long psmid, int length, boolean special) implements OnQueue {

        /** What the even register of the pair R1 holds. */
        public int psmidHigh() {
            return (int) (psmid >>> 32);
        }

        /** What the odd register of the pair R1 holds. */
        public int psmidLow() {
            return (int) psmid;
        }
    }

    /** Dequeues a reply. */
    record Dqap(Apqn apqn) implements OnQueue {}

    /**
     * Tests a queue.
     *
     * @param facilities the T bit: return {@link TapqInfo} in GR2, needs STFLE 15
     */
    record Tapq(Apqn apqn, boolean facilities) implements OnQueue {}

    /**
     * Resets a queue.
     *
     * @param unbind the F bit (Secure Execution): the queue is unbound too
     */
    record Rapq(Apqn apqn, boolean unbind) implements OnQueue {}

    /**
     * Resets a queue and erases its keys.
     *
     * @param unbind the F bit (Secure Execution): the queue is unbound too
     */
    record Zapq(Apqn apqn, boolean unbind) implements OnQueue {}

    /**
     * Sets the interruption control of a queue, needs STFLE 65.
     *
     * @param notificationByte address of the notification byte (NIB)
     */
    record Aqic(Apqn apqn, AqicControl control, long notificationByte) implements OnQueue {}

    /**
     * Queries the configuration, needs STFLE 12.
     *
     * @param address where the {@link QciBlock} goes
     */
    record Qci(long address) implements ApInstruction {}

    /** GR0: the APQN in the low 16 bits, above it what the instruction needs. */
    default int gr0() {
        return switch (this) {
            case Nqap nqap -> apqnBits(nqap.apqn) | Gr0.NQAP_LAST_PART | (nqap.special ? Gr0.NQAP_SPECIAL : 0);
            case Dqap dqap -> apqnBits(dqap.apqn) | Gr0.DQAP;
            case Tapq tapq -> apqnBits(tapq.apqn) | Gr0.FC_TAPQ | (tapq.facilities ? Gr0.TAPQ_T : 0);
            case Rapq rapq -> apqnBits(rapq.apqn) | Gr0.FC_RAPQ | (rapq.unbind ? Gr0.RESET_F : 0);
            case Zapq zapq -> apqnBits(zapq.apqn) | Gr0.FC_ZAPQ | (zapq.unbind ? Gr0.RESET_F : 0);
            case Aqic aqic -> apqnBits(aqic.apqn) | Gr0.FC_AQIC;
            case Qci qci -> Gr0.FC_QCI;
        };
    }

    /** GR1 before the instruction: the control word of AQIC, else 0. */
    default long gr1() {
        return this instanceof Aqic aqic ? aqic.control.word() : 0;
    }

    /** GR2 before the instruction: the address that AQIC and QCI take, else 0. */
    default long gr2() {
        return switch (this) {
            case Aqic aqic -> aqic.notificationByte;
            case Qci qci -> qci.address;
            case Nqap nqap -> 0;
            case Dqap dqap -> 0;
            case Tapq tapq -> 0;
            case Rapq rapq -> 0;
            case Zapq zapq -> 0;
        };
    }

    /** The NQAP of these registers: GR0, the pair R1, the length from the odd register of R2. */
    static Nqap nqap(int gr0, int psmidHigh, int psmidLow, int length) {
        return new Nqap(
                apqn(gr0),
                (long) psmidHigh << 32 | Integer.toUnsignedLong(psmidLow),
                length,
                (gr0 & Gr0.NQAP_SPECIAL) != 0);
    }

    /** The DQAP of this GR0. */
    static Dqap dqap(int gr0) {
        return new Dqap(apqn(gr0));
    }

    /**
     * The PQAP of these registers.
     *
     * @throws IllegalArgumentException for a function code other than 0..4 (TAPQ, RAPQ, ZAPQ, AQIC, QCI)
     */
    static ApInstruction pqap(int gr0, long gr1, long gr2) {
        return switch (gr0 & Gr0.FC) {
            case Gr0.FC_TAPQ -> new Tapq(apqn(gr0), (gr0 & Gr0.TAPQ_T) != 0);
            case Gr0.FC_RAPQ -> new Rapq(apqn(gr0), (gr0 & Gr0.RESET_F) != 0);
            case Gr0.FC_ZAPQ -> new Zapq(apqn(gr0), (gr0 & Gr0.RESET_F) != 0);
            case Gr0.FC_AQIC -> new Aqic(apqn(gr0), AqicControl.of(gr1), gr2);
            case Gr0.FC_QCI -> new Qci(gr2);
            default ->
                throw new IllegalArgumentException("PQAP function code %d is not one of 0..4".formatted(gr0 >>> 24));
        };
    }

    private static int apqnBits(Apqn apqn) {
        return apqn.adapter().value() << 8 | apqn.domain().value();
    }

    private static Apqn apqn(int gr0) {
        return Apqn.of(gr0 >>> 8 & 0xff, gr0 & 0xff);
    }
}
