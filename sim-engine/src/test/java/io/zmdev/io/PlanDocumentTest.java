package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.bytes;
import static io.zmdev.io.DocumentFiles.edited;
import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.Plan;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlanDocumentTest {

    @Test
    void aPlanSurvivesWritingAndReading() {
        Plan plan = PlanDocument.parse("full.plan.json", bytes(text("full.plan.json")));
        assertThat(PlanDocument.parse("again", bytes(PlanDocument.text(plan)))).isEqualTo(plan);
        assertThat(plan.steps().getFirst().inverse().getFirst())
                .isEqualTo(new Write("/sys/bus/css/devices/0.0.0313/driver_override", "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zmdev.plan/1              | zmdev.plan/2              | /format: version
            zmdev.plan/1              | zmdev.config/1            | one is needed
            "/sys/bus/ap/apmask"      | "/etc/passwd"             | a path below /sys is needed
            "/sys/bus/ap/apmask"      | "/sys/../etc/passwd"      | a path below /sys is needed
            "is": "missing"           | "is": "gone"              | 'gone' is neither
            "op": "load"              | "op": "hotplug"           | not one of write, load, unload
            "module": "vfio_ap"       | "module": "-r"            | a module's name is needed
            "value": "0.0.0313"       | "value": "€"              | each character is one byte
            "value": "0.0.0313"       | "value": 7                | a string is needed
            """)
    void aPlanThatAsksForSomethingElseIsRefused(String old, String replacement, String message) {
        byte[] json = bytes(edited(text("full.plan.json"), old, replacement));
        assertThatThrownBy(() -> PlanDocument.parse("p.json", json))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.FILE_UNUSABLE);
    }

    static Stream<JournalEntry> entries() {
        Plan plan = PlanDocument.parse("full.plan.json", bytes(text("full.plan.json")));
        Difference difference = new Difference(new Expectation.Content("/sys/x", "1"), "'0'");
        return Stream.of(
                new JournalEntry.Begun(3, "production", "lab", 7),
                new JournalEntry.Started(1, plan.steps().getFirst()),
                new JournalEntry.Done(1),
                new JournalEntry.Refused(2, new Write("/sys/x", "1\n"), Errno.EBUSY),
                new JournalEntry.Differed(2, difference),
                new JournalEntry.Undone(1),
                new JournalEntry.NotUndone(1, difference),
                new JournalEntry.Ended(JournalEntry.Outcome.ROLLBACK_FAILED));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryOfTheJournalIsOneLine(JournalEntry entry) {
        String line = JournalDocument.line(entry);
        assertThat(line).doesNotContain("\n");
        assertThat(JournalDocument.parse("j", line)).isEqualTo(entry);
    }
}
