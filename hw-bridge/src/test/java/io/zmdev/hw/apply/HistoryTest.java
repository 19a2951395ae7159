package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final List<JournalEntry> journal = new ArrayList<>(List.of(
            new JournalEntry.Begun(1, "guests", "host", 1, "hash", List.of()),
            new JournalEntry.Armed(1000),
            new JournalEntry.Done(0),
            new JournalEntry.Ended(Outcome.APPLIED)));

    @Test
    void aTransactionExpiresUntilItWasUndone() {
        assertThat(History.of(journal).awaitingConfirmation()).isPresent();
        assertThat(History.of(journal).expiring()).isPresent();

        journal.add(new JournalEntry.Expired());
        assertThat(History.of(journal).awaitingConfirmation()).isEmpty();
        assertThat(History.of(journal).expiring())
                .hasValueSatisfying(entry -> assertThat(entry.outcome()).isEmpty());

        journal.add(new JournalEntry.Undone(0));
        assertThat(History.of(journal).expiring()).isPresent();

        journal.add(new JournalEntry.Ended(Outcome.ROLLED_BACK));
        assertThat(History.of(journal).expiring()).isEmpty();
    }

    @Test
    void aConfirmedTransactionDoesNotExpire() {
        journal.add(new JournalEntry.Confirmed());
        assertThat(History.of(journal).expiring()).isEmpty();
    }
}
