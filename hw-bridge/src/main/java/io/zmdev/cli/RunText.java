package io.zmdev.cli;

import io.zmdev.sim.flow.Counts;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.TransportComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A run as text: its steps with their times, the memory that changed, and what it cost. */
final class RunText {

    private RunText() {}

    static String of(Run run) {
        StringBuilder text = new StringBuilder(run.scenario().name()).append('\n');
        text.append("\nSteps\n").append(StepTable.of(run.steps()));
        text.append("\nMemory that changed\n").append(MemoryText.of(run.memoryChanges()));
        text.append("\nCost\n").append(counts(run.counts()));
        run.stopped()
                .ifPresent(reason -> text.append("\nStopped: ").append(reason).append('\n'));
        return text.toString();
    }

    /** One column for each transport. */
    static String of(String name, List<TransportComparison> transports) {
        List<String> header = new ArrayList<>(List.of(""));
        transports.forEach(row -> header.add(row.transport().id()));
        Table table = new Table("  ", header.toArray(String[]::new));
        row(table, "exits", transports, row -> row.counts().exits());
        row(table, "system calls", transports, row -> row.counts().syscalls());
        row(table, "copies", transports, row -> row.counts().copies());
        row(table, "bytes copied", transports, row -> row.counts().bytesCopied());
        row(table, "pages pinned", transports, row -> row.counts().pagesPinned());
        row(table, "interrupts", transports, row -> row.counts().interrupts());
        row(table, "eventfd signals", transports, row -> row.counts().eventfdSignals());
        row(table, "guest interrupts", transports, row -> row.counts().guestInterrupts());
        row(table, "ns blocked", transports, row -> row.counts().blockedNs());
        row(table, "ns in all", transports, TransportComparison::durationNs);
        return name + "\n\n" + table.text();
    }

    private static void row(
            Table table, String what, List<TransportComparison> transports, ToLongFunction<TransportComparison> value) {
        Stream<Object> cells = transports.stream().map(value::applyAsLong);
        table.row(Stream.concat(Stream.of(what), cells).toArray());
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
        table.row("ns blocked", counts.blockedNs());
        return table.text();
    }
}
