package io.zmdev.plan;

/**
 * What a step takes from somebody and undoing it does not give back.
 *
 * @param what a sentence without its full stop: {@code web1 loses 05.0004 while it runs}
 */
public record Disturbance(Kind kind, String what) {

    /** Who is disturbed; {@link #id} is the name in the file formats. */
    public enum Kind {
        /** A guest that runs has its device changed under it. A plan with such a step is made only when that was agreed to. */
        RUNNING_GUEST("running-guest"),
        /** The host loses a device that it uses: {@code --force} agreed to it when the plan was made. */
        HOST("host"),
        /** A queue that changes its driver is reset and zeroized; keys in its card stay. */
        ZEROIZED("zeroized");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }
}
