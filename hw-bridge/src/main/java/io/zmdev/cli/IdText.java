package io.zmdev.cli;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;

/** Sets of ids as people read them: hexadecimal as the tools print them, runs as ranges. */
final class IdText {

    private static final String NONE = "none";

    private IdText() {}

    /** {@code 05 06 0a-0c}. */
    static String adapters(Mask256 ids) {
        return ranges("%02x", ids);
    }

    /** {@code 0004 0006 0047-0049}. */
    static String domains(Mask256 ids) {
        return ranges("%04x", ids);
    }

    /** {@code adapters 05 06, domains 0004, control domains 0004}. */
    static String matrix(ApMatrix matrix) {
        return "adapters %s, domains %s, control domains %s"
                .formatted(adapters(matrix.adapters()), domains(matrix.domains()), domains(matrix.controlDomains()));
    }

    /** Runs of at least three ids are ranges. */
    private static String ranges(String format, Mask256 ids) {
        List<String> parts = new ArrayList<>();
        for (Mask256.Run run : ids.runs()) {
            if (run.last() - run.first() < 2) {
                for (int id = run.first(); id <= run.last(); id++) {
                    parts.add(format.formatted(id));
                }
            } else {
                parts.add(format.formatted(run.first()) + "-" + format.formatted(run.last()));
            }
        }
        return parts.isEmpty() ? NONE : String.join(" ", parts);
    }
}
