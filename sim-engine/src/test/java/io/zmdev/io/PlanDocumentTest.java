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
import io.zmdev.plan.FileChange;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDocumentTest {

    private static final FileChange FILE =
            new FileChange("/etc/udev/rules.d/41-ap.rules", Optional.empty(), Optional.of("line 1\nline 2\n"));

    @Test
    void aPlanSurvivesWritingAndReading() {
        Plan plan = PlanDocument.parse("full.plan.json", bytes(text("full.plan.json")));
        assertThat(PlanDocument.parse("again", bytes(PlanDocument.text(plan)))).isEqualTo(plan);
        assertThat(plan.steps().getFirst().inverse().getFirst())
                .isEqualTo(new Write("/sys/bus/css/devices/0.0.0313/driver_override", "\n"));
    }

    @Test
    void theFilesOfAPlanSurviveWritingAndReading() {
        Plan plan = PlanDocument.parse("full.plan.json", bytes(text("full.plan.json")))
                .keeping(List.of(FILE, FILE.inverse()));
        assertThat(PlanDocument.parse("again", bytes(PlanDocument.text(plan)))).isEqualTo(plan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/etc/mdevctl.d/../../etc/passwd",
                "/etc/mdevctl.d/../00000000-0000-4000-8000-000000000000",
                "/etc/udev/rules.d/../../../x.rules",
                "/etc/udev/rules.d/.rules",
                "/sys/bus/ap/apmask"
            })
    void aPlanThatWouldChangeAnotherFileIsRefused(String path) {
        String json = PlanDocument.text(PlanDocument.parse("full.plan.json", bytes(text("full.plan.json")))
                        .keeping(List.of(FILE)))
                .replace(FILE.path(), path);
        assertThatThrownBy(() -> PlanDocument.parse("p.json", bytes(json)))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("/files/0/path", "neither a definition of mdevctl nor a rule of udev");
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
                new JournalEntry.Begun(3, "production", "lab", 7, "", List.of()),
                new JournalEntry.Begun(3, "production", "lab", 7, "0123456789abcdef".repeat(4), List.of(FILE)),
                new JournalEntry.Asked(JournalEntry.Request.ROLL_BACK, "anna@laptop", 1_800_000_000L),
                new JournalEntry.Persisting(),
                new JournalEntry.Persisted(),
                new JournalEntry.NotPersisted("no room"),
                new JournalEntry.Restored(),
                new JournalEntry.NotRestored("/etc is a link"),
                new JournalEntry.Started(1, plan.steps().getFirst()),
                new JournalEntry.Done(1),
                new JournalEntry.Refused(2, new Write("/sys/x", "1\n"), Errno.EBUSY),
                new JournalEntry.Differed(2, difference),
                new JournalEntry.Undone(1),
                new JournalEntry.NotUndone(1, difference),
                new JournalEntry.Armed(1_800_000_000L),
                new JournalEntry.Confirmed(),
                new JournalEntry.Expired(),
                new JournalEntry.Ended(JournalEntry.Outcome.ROLLBACK_FAILED));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryOfTheJournalIsOneLine(JournalEntry entry) throws IOException {
        String line = JournalDocument.line(entry);
        assertThat(line).doesNotContain("\n");
        assertThat(JournalDocument.parse("j", line)).isEqualTo(entry);
        assertThat(SchemaTest.schema("journal")
                        .validate(JsonInput.parse("j", bytes(line)).node()))
                .isEmpty();
    }
}
