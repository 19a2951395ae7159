package io.zmdev.plan;

/**
 * What a step takes from somebody and undoing it does not give back.
 *
 * @param what a sentence without its full stop: {@code web1 loses 05.0004 while it runs}
 */
public record Disturbance(Kind kind, String what) {

    /** Who is disturbed; {@link #id} is the name in the file formats. */
    public enum Kind {
        /** A guest that runs has its device changed under it. */
        RUNNING_GUEST("running-guest"),
        /** The host loses a device that it uses: {@code --force} agreed to it when the plan was made. */
        HOST("host"),
        /** A queue that changes its driver is reset and zeroized. */
        ZEROIZED("zeroized"),
        /** A queue that is zeroized holds master keys, or nobody can tell that it holds none. */
        MASTER_KEYS("master-keys");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** Whether a plan with such a step is made only when that was agreed to. */
        boolean needsAgreement() {
            return switch (this) {
                case RUNNING_GUEST, MASTER_KEYS -> true;
                case HOST, ZEROIZED -> false;
            };
        }
    }
}
