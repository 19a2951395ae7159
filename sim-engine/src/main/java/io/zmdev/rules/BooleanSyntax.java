package io.zmdev.rules;

import io.zmdev.model.KernelVersion;
import java.util.Optional;

/** How the kernel reads a truth value ({@code kstrtobool}): the first character decides, what follows does not matter. */
public final class BooleanSyntax {

    private BooleanSyntax() {}

    /** The value, or empty for EINVAL. */
    public static Optional<Boolean> parse(String text, KernelVersion kernel) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.charAt(0)) {
            case 'y', 'Y', 't', 'T', '1' -> Optional.of(true);
            case 'n', 'N', 'f', 'F', '0' -> Optional.of(false);
            case 'e', 'E' -> KernelBehaviour.ENABLED_AS_BOOLEAN.in(kernel) ? Optional.of(true) : Optional.empty();
            case 'd', 'D' -> KernelBehaviour.ENABLED_AS_BOOLEAN.in(kernel) ? Optional.of(false) : Optional.empty();
            case 'o', 'O' -> onOrOff(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> onOrOff(String text) {
        if (text.length() < 2) {
            return Optional.empty();
        }
        return switch (text.charAt(1)) {
            case 'n', 'N' -> Optional.of(true);
            case 'f', 'F' -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
