package io.zmdev.hw.inventory;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.MatrixSyntax;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in which vfio_ap prints a matrix (reference vfio-ap sections 3.4, 3.5). */
final class MatrixListing {

    /** Lines that fit into the page of a sysfs attribute ({@code vfio_ap_mdev_matrix_show}, from 6.14 on). */
    private static final int LINES_OF_A_PAGE = 511;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{2})?\\.([0-9a-f]{4})?");

    private MatrixListing() {}

    /**
     * {@code matrix} or {@code guest_matrix}: {@code 05.0004} for a queue, {@code 05.} for an adapter without domains, {@code
     * .0004} for a domain without adapters. Empty when the list may have been cut off.
     *
     * @throws IllegalArgumentException when it is no such list, or its queues are no product
     */
    static Optional<ApMatrix> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() >= LINES_OF_A_PAGE) {
            return Optional.empty();
        }
        Mask256 adapters = Mask256.NONE;
        Mask256 domains = Mask256.NONE;
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || line.length() == 1) {
                throw new IllegalArgumentException(
                        "'%s' is not a queue such as 05.0004".formatted(ApInventory.shortened(line)));
            }
            if (matcher.group(1) != null) {
                adapters = adapters.with(id(matcher.group(1)));
            }
            if (matcher.group(2) != null) {
                domains = domains.with(id(matcher.group(2)));
            }
        }
        if (!MatrixSyntax.format(adapters, domains).strip().equals(text)) {
            throw new IllegalArgumentException("%d lines don't list a product of %d adapters and %d domains"
                    .formatted(lines.size(), adapters.count(), domains.count()));
        }
        return Optional.of(new ApMatrix(adapters, domains, Mask256.NONE));
    }

    /** {@code control_domains}: {@code 0004} on each line. */
    static Mask256 parseControlDomains(String text) {
        Mask256 domains = Mask256.NONE;
        for (String line : text.lines().toList()) {
            if (!line.matches("[0-9a-f]{4}")) {
                throw new IllegalArgumentException(
                        "'%s' is not a domain such as 0004".formatted(ApInventory.shortened(line)));
            }
            domains = domains.with(id(line));
        }
        return domains;
    }

    /** {@code ap_config}: the masks of adapters, domains and control domains with commas between. */
    static ApMatrix parseApConfig(String text) {
        String[] masks = text.split(",", -1);
        if (masks.length != 3) {
            throw new IllegalArgumentException(
                    "'%s' is not three masks with commas between".formatted(ApInventory.shortened(text)));
        }
        return new ApMatrix(
                ApInventory.mask256(masks[0]), ApInventory.mask256(masks[1]), ApInventory.mask256(masks[2]));
    }

    private static int id(String hex) {
        int id = Integer.parseInt(hex, 16);
        if (id >= Mask256.SIZE) {
            throw new IllegalArgumentException("domain %d is not in 0..255".formatted(id));
        }
        return id;
    }
}
