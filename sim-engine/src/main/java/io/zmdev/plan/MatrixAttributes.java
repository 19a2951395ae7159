package io.zmdev.plan;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ApConfigSyntax;
import io.zmdev.rules.MatrixSyntax;
import io.zmdev.rules.MatrixWrites;
import java.util.List;

/** What the attributes of a vfio_ap device show of a matrix. */
final class MatrixAttributes {

    /** How many queues {@code matrix} and {@code guest_matrix} show at most: eight characters each in a page of 4,096. */
    static final int LINES_OF_A_PAGE = 512;

    private MatrixAttributes() {}

    /** The assigned matrix, as kernels with these writes show it. */
    static List<Expectation> assigned(MatrixWrites writes, MdevUuid uuid, ApMatrix matrix) {
        String path = SysfsPath.matrixDevice(uuid);
        return switch (writes) {
            case AP_CONFIG -> List.of(content(path + "/ap_config", ApConfigSyntax.format(matrix)));
            case ASSIGN ->
                List.of(
                        content(path + "/matrix", MatrixSyntax.format(matrix.adapters(), matrix.domains())),
                        content(path + "/control_domains", MatrixSyntax.format(matrix.controlDomains())));
        };
    }

    /** What the guest gets or would get. */
    static Expectation guest(MdevUuid uuid, ApMatrix matrix) {
        return content(
                SysfsPath.matrixDevice(uuid) + "/guest_matrix",
                MatrixSyntax.format(matrix.adapters(), matrix.domains()));
    }

    private static Expectation content(String path, String text) {
        return new Expectation.Content(path, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }
}
