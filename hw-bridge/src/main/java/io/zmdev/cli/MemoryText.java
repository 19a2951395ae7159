package io.zmdev.cli;

import io.zmdev.sim.flow.Run;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Guest memory that changed as text, a line for each run of bytes. */
final class MemoryText {

    private MemoryText() {}

    static String of(List<Run.MemoryChange> changes) {
        return changes.isEmpty()
                ? "  none\n"
                : changes.stream()
                        .map(change -> "  0x%x  %s\n"
                                .formatted(change.at(), HexFormat.of().formatHex(change.bytes())))
                        .collect(Collectors.joining());
    }
}
