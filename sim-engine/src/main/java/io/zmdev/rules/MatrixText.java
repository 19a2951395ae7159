package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;

/** The texts in which vfio_ap prints a matrix. */
public final class MatrixText {

    private MatrixText() {}

    /** {@code ap_config} without its newline: adapters, domains, control domains ({@code ap_config_show}). */
    public static String apConfig(ApMatrix matrix) {
        return matrix.adapters().toHex()
                + "," + matrix.domains().toHex()
                + "," + matrix.controlDomains().toHex();
    }

    /**
     * {@code matrix} and {@code guest_matrix} ({@code vfio_ap_mdev_matrix_show}): a line for each queue, {@code 05.} for an
     * adapter while no domain is assigned, {@code .0004} for a domain while no adapter is.
     */
    public static String matrix(ApMatrix matrix) {
        StringBuilder text = new StringBuilder();
        if (matrix.domains().isEmpty()) {
            matrix.adapters().forEach(adapter -> text.append("%02x.\n".formatted(adapter)));
        } else if (matrix.adapters().isEmpty()) {
            matrix.domains().forEach(domain -> text.append(".%04x\n".formatted(domain)));
        } else {
            matrix.queues().forEach(queue -> text.append(queue).append('\n'));
        }
        return text.toString();
    }

    /** {@code control_domains} ({@code control_domains_show}). */
    public static String controlDomains(Mask256 domains) {
        StringBuilder text = new StringBuilder();
        domains.forEach(domain -> text.append("%04x\n".formatted(domain)));
        return text.toString();
    }
}
