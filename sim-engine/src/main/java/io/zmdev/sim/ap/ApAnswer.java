package io.zmdev.sim.ap;

/** What an AP instruction leaves behind. */
public sealed interface ApAnswer {

    /**
     * A queue status in GR1.
     *
     * @param psmid of the reply that DQAP took, else 0
     * @param gr2 {@link TapqInfo} of TAPQ with the T bit, else 0
     */
    record Status(QueueStatus status, long psmid, long gr2) implements ApAnswer {

        /** 0 or 3. */
        public int conditionCode() {
            return status.conditionCode();
        }
    }

    /** The block that QCI stored. */
    record Block(QciBlock block) implements ApAnswer {}

    /** The instruction asks for a facility that is not installed. */
    record SpecificationException() implements ApAnswer {}

    /** A status and nothing else. */
    static ApAnswer status(QueueStatus status) {
        return new Status(status, 0, 0);
    }
}
