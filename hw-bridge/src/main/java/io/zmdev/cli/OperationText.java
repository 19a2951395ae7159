package io.zmdev.cli;

import io.zmdev.model.host.HostOperation;

/** The operations of a plan as the lines of a sysfs script. */
final class OperationText {

    private OperationText() {}

    static String of(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Write(String path, String value) ->
                "write %s %s".formatted(path, value.replace("\\", "\\\\").replace("\n", "\\n"));
            case HostOperation.Load(String module) -> "load " + module;
            case HostOperation.Unload(String module) -> "unload " + module;
            default -> operation.toString();
        };
    }
}
