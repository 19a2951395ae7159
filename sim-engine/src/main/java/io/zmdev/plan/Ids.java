package io.zmdev.plan;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Ids in sentences, as the kernel prints them. */
final class Ids {

    private Ids() {}

    /** {@code 05, 06}. */
    static String text(String format, Mask256 ids) {
        return ids.ids().mapToObj(format::formatted).collect(Collectors.joining(", "));
    }

    /** What is assigned and unassigned between two matrices: {@code assign adapters 05, 06; unassign domains 0004}. */
    static String difference(ApMatrix from, ApMatrix to) {
        List<String> parts = new ArrayList<>();
        part(parts, "unassign", minus(from, to));
        part(parts, "assign", minus(to, from));
        return String.join("; ", parts);
    }

    private static ApMatrix minus(ApMatrix left, ApMatrix right) {
        return new ApMatrix(
                left.adapters().minus(right.adapters()),
                left.domains().minus(right.domains()),
                left.controlDomains().minus(right.controlDomains()));
    }

    private static void part(List<String> parts, String verb, ApMatrix ids) {
        List<String> kinds = new ArrayList<>();
        kind(kinds, "adapter", "%02x", ids.adapters());
        kind(kinds, "domain", "%04x", ids.domains());
        kind(kinds, "control domain", "%04x", ids.controlDomains());
        if (!kinds.isEmpty()) {
            parts.add(verb + " " + String.join(", ", kinds));
        }
    }

    private static void kind(List<String> kinds, String noun, String format, Mask256 ids) {
        if (!ids.isEmpty()) {
            kinds.add(noun + (ids.count() > 1 ? "s " : " ") + text(format, ids));
        }
    }
}
