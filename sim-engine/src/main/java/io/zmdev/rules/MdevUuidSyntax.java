package io.zmdev.rules;

import io.zmdev.model.mdev.MdevUuid;
import java.util.Optional;

/** What may be written to the attribute {@code create} of a mediated device type ({@code create_store}, {@code uuid_is_valid}). */
public final class MdevUuidSyntax {

    private static final int LENGTH = 36;

    private MdevUuidSyntax() {}

    /** The UUID, or empty for EINVAL: 36 characters in either case; one more character may follow, whatever it is. */
    public static Optional<MdevUuid> parse(String written) {
        if (written.length() < LENGTH || written.length() > LENGTH + 1) {
            return Optional.empty();
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = written.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : c >= 128 || Character.digit(c, 16) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new MdevUuid(written.substring(0, LENGTH)));
    }
}
