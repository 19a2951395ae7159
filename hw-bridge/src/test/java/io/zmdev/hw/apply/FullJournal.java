package io.zmdev.hw.apply;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.JournalEntry;
import java.util.List;

/** A journal on a disk that soon is full. */
final class FullJournal implements Journal {

    private final Journal journal;
    private final int kept;
    private int left;

    /**
     * @param left so many entries it takes
     * @param kept so many more once the room is given that was kept for them
     */
    FullJournal(Journal journal, int left, int kept) {
        this.journal = journal;
        this.left = left;
        this.kept = kept;
    }

    @Override
    public List<JournalEntry> entries() {
        return journal.entries();
    }

    @Override
    public void append(JournalEntry entry) {
        if (left == 0) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, "the disk is full");
        }
        left--;
        journal.append(entry);
    }

    @Override
    public void giveRoom() {
        left += kept;
    }
}
