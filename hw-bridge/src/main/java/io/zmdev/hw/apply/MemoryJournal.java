package io.zmdev.hw.apply;

import io.zmdev.plan.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** The journal of a machine that does not outlive this program. */
public final class MemoryJournal implements Journal {

    private final List<JournalEntry> entries = new ArrayList<>();

    @Override
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void append(JournalEntry entry) {
        entries.add(entry);
    }
}
