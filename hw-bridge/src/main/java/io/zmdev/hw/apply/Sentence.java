package io.zmdev.hw.apply;

import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Difference;

/** The operations of a plan in sentences. */
final class Sentence {

    private Sentence() {}

    static String of(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Write(String path, String value) ->
                "writing " + Difference.quoted(value) + " to " + path;
            case HostOperation.Load(String module) -> "loading " + module;
            case HostOperation.Unload(String module) -> "unloading " + module;
            default -> operation.toString();
        };
    }
}
