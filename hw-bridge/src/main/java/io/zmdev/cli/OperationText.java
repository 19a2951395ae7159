package io.zmdev.cli;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.rules.ApConfigSyntax;

/** Operations and contents of a plan as people read them. */
final class OperationText {

    private static final String AP_CONFIG = "/ap_config";

    private OperationText() {}

    /** The line of a sysfs script, but an {@code ap_config} by its ids. */
    static String of(HostOperation operation) {
        return operation instanceof HostOperation.Write(String path, String value) && path.endsWith(AP_CONFIG)
                ? "write %s (%s)".formatted(path, content(path, value))
                : SysfsScript.format(operation);
    }

    /** A content on one line, an {@code ap_config} by its ids: its 197 digits are in the JSON. */
    static String content(String path, String content) {
        if (path.endsWith(AP_CONFIG) && ApConfigSyntax.parse(content) instanceof Answer.Ok<ApMatrix>(ApMatrix matrix)) {
            return IdText.matrix(matrix);
        }
        return content.isEmpty() ? "(empty)" : content.replace("\n", " ");
    }
}
