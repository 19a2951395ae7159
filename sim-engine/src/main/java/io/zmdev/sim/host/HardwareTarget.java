package io.zmdev.sim.host;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.ChpId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operation on the machine itself names: {@code card05}, {@code 05.0004}, {@code domain.0004} … */
sealed interface HardwareTarget {

    Pattern FORM = Pattern.compile("(card|domain\\.|control\\.|chp|)([0-9a-f.]+)");

    record Card(int id) implements HardwareTarget {}

    record Queue(Apqn apqn) implements HardwareTarget {}

    record UsageDomain(int id) implements HardwareTarget {}

    record ControlDomain(int id) implements HardwareTarget {}

    record Path(ChpId id) implements HardwareTarget {}

    /** Reads ids as the kernel prints them, hexadecimal; empty for any other text. */
    static Optional<HardwareTarget> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String id = matcher.group(2);
        return switch (matcher.group(1)) {
            case "card" -> number(id, 2).map(Card::new);
            case "domain." -> number(id, 4).map(UsageDomain::new);
            case "control." -> number(id, 4).map(ControlDomain::new);
            case "chp" -> path(id);
            default -> queue(id);
        };
    }

    private static Optional<Integer> number(String text, int digits) {
        if (text.length() != digits || text.contains(".")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text, 16)).filter(id -> id < Mask256.SIZE);
    }

    private static Optional<HardwareTarget> queue(String text) {
        try {
            return Optional.of(new Queue(Apqn.parse(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<HardwareTarget> path(String id) {
        try {
            return Optional.of(new Path(ChpId.parse(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
