package io.zmdev.rules;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** How findings and explanations name ids: as the kernel prints them, long lists cut short. */
public final class Wording {

    private static final int MOST_NAMED = 4;

    private Wording() {}

    /** {@code 05.0047 and 06.0047}, or {@code 05.0047, 05.0048, 05.0049 and 9 more}. */
    public static String queues(List<Apqn> apqns) {
        return list(apqns.stream().map(Apqn::toString).toList());
    }

    /** {@code 05, 06 and 0b}. */
    static String adapters(Mask256 adapters) {
        return list(ids(adapters, "%02x"::formatted));
    }

    /** {@code 0004 and 0047}. */
    static String domains(Mask256 domains) {
        return list(ids(domains, "%04x"::formatted));
    }

    /** {@code adapter 05} or {@code adapters 05 and 06}. */
    static String namedAdapters(Mask256 adapters) {
        return (adapters.count() == 1 ? "adapter " : "adapters ") + adapters(adapters);
    }

    /** {@code domain 0047} or {@code domains 0047 and 0048}. */
    static String namedDomains(Mask256 domains) {
        return (domains.count() == 1 ? "domain " : "domains ") + domains(domains);
    }

    /** {@code 1 queue} or {@code 3 queues}. */
    static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}, or the first three and how many more. */
    static String list(List<String> names) {
        if (names.size() <= 1) {
            return String.join("", names);
        }
        if (names.size() <= MOST_NAMED) {
            return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
        }
        int shown = MOST_NAMED - 1;
        return String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
    }

    private static List<String> ids(Mask256 mask, IntFunction<String> form) {
        return mask.ids().mapToObj(form).collect(Collectors.toList());
    }
}
