package io.zmdev.sim.plot;

/**
 * A step in a diagram of a sequence.
 *
 * @param step its name; no two of a run have the same
 * @param from index of a lane
 * @param to index of a lane, the same for what somebody does alone
 * @param note stands beside it, such as the time
 */
public record Arrow(String step, int from, int to, String note, Line line) {

    /** How an arrow is drawn. */
    public enum Line {
        SOLID("none"),
        DASHED("5 3");

        private final String dashes;

        Line(String dashes) {
            this.dashes = dashes;
        }

        /** As {@code stroke-dasharray} has it. */
        String dashes() {
            return dashes;
        }
    }
}
