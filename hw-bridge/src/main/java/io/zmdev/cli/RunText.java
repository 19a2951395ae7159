package io.zmdev.cli;

import io.zmdev.sim.flow.Counts;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import java.util.HexFormat;
import java.util.Locale;

/** A run as text: its steps with their times, the memory that changed, and what it cost. */
final class RunText {

    private static final HexFormat HEX = HexFormat.of();

    private RunText() {}

    static String of(Run run) {
        StringBuilder text = new StringBuilder(run.scenario().name()).append('\n');
        Table steps = new Table("  ", "N", "TIME ns", "STEP", "WHO", "TO", "WHAT");
        for (Step step : run.steps()) {
            steps.row(
                    step.n(),
                    step.timeNs(),
                    step.id(),
                    lane(step.actor()),
                    step.actor() == step.target() ? "" : lane(step.target()),
                    step.what());
        }
        text.append("\nSteps\n").append(steps.text());
        text.append("\nMemory that changed\n");
        if (run.memoryChanges().isEmpty()) {
            text.append("  none\n");
        }
        run.memoryChanges()
                .forEach(change -> text.append("  0x%x  %s\n".formatted(change.at(), HEX.formatHex(change.bytes()))));
        text.append("\nCost\n").append(counts(run.counts()));
        run.stopped()
                .ifPresent(reason -> text.append("\nStopped: ").append(reason).append('\n'));
        return text.toString();
    }

    private static String counts(Counts counts) {
        Table table = new Table("  ", "exits", counts.exits() + "");
        table.row("system calls", counts.syscalls());
        table.row("copies", counts.copies());
        table.row("bytes copied", counts.bytesCopied());
        table.row("pages pinned", counts.pagesPinned());
        table.row("interrupts", counts.interrupts());
        table.row("eventfd signals", counts.eventfdSignals());
        table.row("guest interrupts", counts.guestInterrupts());
        return table.text();
    }

    private static String lane(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
