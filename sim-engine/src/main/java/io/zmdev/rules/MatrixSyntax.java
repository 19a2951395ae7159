package io.zmdev.rules;

import io.zmdev.model.ap.Mask256;
import java.util.HexFormat;

/** How vfio_ap prints matrices ({@code vfio_ap_mdev_matrix_show}, {@code control_domains_show}). */
public final class MatrixSyntax {

    private static final HexFormat HEX = HexFormat.of();

    private MatrixSyntax() {}

    /**
     * Attributes {@code matrix} and {@code guest_matrix}: a line {@code 05.0004} for each queue; {@code 05.} for each adapter
     * while there is no domain; {@code .0004} for each domain while there is no adapter. The reader gets a page of it.
     */
    public static String format(Mask256 adapters, Mask256 domains) {
        StringBuilder text = new StringBuilder();
        if (domains.isEmpty()) {
            adapters.forEach(adapter ->
                    text.append(HEX.toHexDigits(adapter, 2)).append('.').append('\n'));
        } else if (adapters.isEmpty()) {
            domains.forEach(domain ->
                    text.append('.').append(HEX.toHexDigits(domain, 4)).append('\n'));
        } else {
            adapters.forEach(adapter -> domains.forEach(domain -> text.append(HEX.toHexDigits(adapter, 2))
                    .append('.')
                    .append(HEX.toHexDigits(domain, 4))
                    .append('\n')));
        }
        return text.toString();
    }

    /** Attribute {@code control_domains}: a line {@code 0004} for each. */
    public static String format(Mask256 controlDomains) {
        StringBuilder text = new StringBuilder();
        controlDomains.forEach(domain -> text.append(HEX.toHexDigits(domain, 4)).append('\n'));
        return text.toString();
    }
}
