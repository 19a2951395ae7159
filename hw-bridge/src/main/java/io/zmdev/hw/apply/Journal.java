package io.zmdev.hw.apply;

import io.zmdev.plan.JournalEntry;
import java.util.List;

/** Where transactions note down what they do. An entry that was appended survives a crash of this program. */
public interface Journal {

    /** Everything noted so far, the oldest first. */
    List<JournalEntry> entries();

    /** @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE */
    void append(JournalEntry entry);

    /**
     * Takes room on the disk, so that what goes wrong on a full one can be undone; what it had taken before is kept.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    default void keepRoom() {}

    /** Gives the room back. */
    default void giveRoom() {}
}
