package io.zmdev.sim.ap;

/**
 * What KVM does with a PQAP that left the guest ({@code handle_pqap} in priv.c), before a driver sees it. With AP instructions
 * interpreted only AQIC leaves the guest.
 */
public sealed interface PqapInterception {

    /** KVM doesn't handle it and exits to user space (EOPNOTSUPP). */
    record ToUserSpace() implements PqapInterception {}

    /** The guest gets a program interruption. */
    record ProgramException(Kind kind) implements PqapInterception {

        /** Which one. */
        public enum Kind {
            PRIVILEGED_OPERATION,
            SPECIFICATION
        }
    }

    /** The driver behind the guest's matrix device handles it. */
    record ToDriver() implements PqapInterception {}

    /**
     * The checks in KVM's order.
     *
     * @param gr0 the low 32 bits of GR0
     * @param interpreted ECA_APIE is on for the guest
     * @param problemState the guest's PSW has the problem state bit
     */
    static PqapInterception of(int gr0, boolean interpreted, boolean problemState, ApFacilities facilities) {
        if (!interpreted || (gr0 & Gr0.FC) != Gr0.FC_AQIC) {
            return new ToUserSpace();
        }
        if (problemState) {
            return new ProgramException(ProgramException.Kind.PRIVILEGED_OPERATION);
        }
        boolean specification = (gr0 & Gr0.PQAP_RESERVED) != 0
                || ((gr0 & Gr0.TAPQ_T) != 0 && !facilities.apft())
                || ((gr0 & Gr0.APQN_EXTENDED) != 0 && !facilities.apxa())
                || !facilities.apqi();
        return specification ? new ProgramException(ProgramException.Kind.SPECIFICATION) : new ToDriver();
    }
}
