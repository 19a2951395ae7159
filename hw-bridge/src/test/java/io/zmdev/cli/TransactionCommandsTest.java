package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.PlanDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan, apply, roll back: calls that follow each other on a machine in a state folder. */
class TransactionCommandsTest {

    private static final String CONFIGURATION = """
            { "format": "zmdev.config/1", "name": "two guests", "masks": { "freeAdapters": [5, 6] },
              "mediatedDevices": [
                { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1", "type": "vfio_ap-passthrough",
                  "adapters": [5, 6], "domains": [4], "controlDomains": [4] },
                { "uuid": "c0ffee02-1111-4111-8111-000000000002", "name": "web2", "type": "vfio_ap-passthrough",
                  "adapters": [5, 6], "domains": [6] },
                { "uuid": "cc000000-2222-4222-8222-000000000001", "name": "console", "type": "vfio_ccw-io",
                  "subchannel": "0.0.0003" } ] }
            """;

    private final Path folder;
    private final Path state;
    private final Path configuration;

    TransactionCommandsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.state = folder.resolve("state");
        this.configuration = Files.writeString(folder.resolve("two.json"), CONFIGURATION);
    }

    /** The machine does not tell whether its queues hold master keys, so each plan that frees them has to be agreed to. */
    private Cli apply(Object... words) {
        Object[] args = java.util.Arrays.copyOf(words, words.length + 2);
        System.arraycopy(words, 0, args, 1, words.length);
        args[0] = "apply";
        args[words.length + 1] = "--disturb";
        return onFew(args);
    }

    private Cli onFew(Object... words) {
        Object[] args = java.util.Arrays.copyOf(words, words.length + 4);
        args[words.length] = "--host";
        args[words.length + 1] = "sim:few";
        args[words.length + 2] = "--state";
        args[words.length + 3] = state;
        return Cli.run(args);
    }

    @Test
    void afterApplyThePlanIsEmpty() {
        Cli plan = onFew("plan", configuration);
        assertThat(plan.exitCode()).isEqualTo(2);
        assertThat(plan.out())
                .contains("  1. Free adapters 05, 06 from the host's drivers")
                .contains("console: bind subchannel 0.0.0003 to vfio_ccw");
        Cli apply = apply(configuration);
        assertThat(apply.err()).isEmpty();
        assertThat(apply.exitCode()).isZero();
        assertThat(apply.out()).endsWith("two guests on few: applied, 9 steps read back.\n");
        Cli again = onFew("plan", configuration);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).isEqualTo("two guests on few: nothing to change.\n");
        assertThat(apply(configuration).exitCode()).isZero();
        assertThat(onFew("host", "show").out())
                .contains("05.0004  CEX8P  vfio_ap    -       c0ffee01-1111-4111-8111-000000000001")
                .contains("assigned  adapters 05 06, domains 0004, control domains 0004");
    }

    @Test
    void aRunningGuestIsDisturbedOnlyWhenThatWasAgreedTo() throws IOException {
        assertThat(apply(configuration).exitCode()).isZero();
        Path start =
                Files.writeString(folder.resolve("start.sysfs"), "guest start c0ffee01-1111-4111-8111-000000000001\n");
        assertThat(onFew("sysfs", start).exitCode()).isZero();
        Path smaller = Files.writeString(
                folder.resolve("smaller.json"),
                CONFIGURATION.replaceFirst("\\[5, 6\\], \"domains\"", "[5], \"domains\""));

        Cli plan = onFew("plan", smaller);
        assertThat(plan.out())
                .contains("disturb")
                .contains("loses 06.0004 while it runs")
                .contains("--disturb");
        Cli refused = onFew("apply", smaller);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("ZM-DISTURB").contains("loses 06.0004 while it runs");
        Cli agreed = apply(smaller);
        assertThat(agreed.err()).isEmpty();
        assertThat(agreed.exitCode()).isZero();
    }

    @Test
    void aQueueThatMayHoldMasterKeysLeavesTheHostOnlyWhenThatWasAgreedTo() {
        assertThat(onFew("plan", configuration).out())
                .contains("Lost for good; 'zmdev apply' wants --disturb for it:\n  05.0004, ")
                .contains("leave the host's drivers and are zeroized, and nobody can tell whether master keys are set");
        Cli refused = onFew("apply", configuration);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).startsWith("ZM-DISTURB: ").contains("05.0006", "agree with --disturb");
        assertThat(Files.exists(state.resolve("operations.sysfs"))).isFalse();
    }

    @Test
    void aWrittenPlanIsAppliedUnlessTheMachineMoved() throws IOException {
        Path plan = folder.resolve("two.plan.json");
        assertThat(onFew("plan", configuration, "-o", plan).exitCode()).isEqualTo(2);
        assertThat(PlanDocument.read(plan).steps()).hasSize(9);
        Path script = Files.writeString(folder.resolve("move.sysfs"), "write /sys/bus/ap/apmask -3\n");
        assertThat(onFew("sysfs", script).exitCode()).isZero();
        Cli stale = apply(plan);
        assertThat(stale.exitCode()).isEqualTo(4);
        assertThat(stale.err()).startsWith("ZM-STALE: ").contains("/sys/bus/ap/apmask is '0xefff");
        assertThat(onFew("plan", configuration, "-o", plan).exitCode()).isEqualTo(2);
        assertThat(apply(plan).exitCode()).isZero();
    }

    @Test
    void theJournalTellsWhatWasDoneAndUndone() {
        assertThat(onFew("journal").out()).isEqualTo("No transaction yet.\n");
        apply(configuration);
        Cli rollback = onFew("rollback");
        assertThat(rollback.err()).isEmpty();
        assertThat(rollback.out()).isEqualTo("Transaction 1 was undone.\n");
        assertThat(onFew("journal").out())
                .startsWith("Transaction 1: two guests on few, rolled back\n       plan ")
                .containsPattern("       apply by \\S+@\\S+ at 20\\d\\d-\\S+Z\n    1. Free adapters 05, 06")
                .containsPattern("       rollback by \\S+@\\S+ at 20")
                .contains("    9. undone\n");
        assertThat(onFew("journal", "--json").out().lines()).hasSize(2 + 2 * 9 + 2 + 1 + 1 + 1 + 9 + 1);
        assertThat(onFew("plan", configuration).exitCode()).isEqualTo(2);
        assertThat(onFew("rollback").exitCode()).isEqualTo(64);
    }

    /** A bundle can be planned for; its first write is refused and the error says what that means. */
    @Test
    void applyingToABundleIsRolledBack() {
        Cli apply = Cli.run("apply", configuration, "--disturb", "--host", "bundle:many");
        assertThat(apply.exitCode()).isEqualTo(5);
        assertThat(apply.err())
                .startsWith("ZM-ROLLED-BACK: step 1 of ")
                .contains("EROFS (Read-only file system): a recorded bundle can't be written");
    }

    @Test
    void aSubchannelThatIsNotThereIsAConflict() throws IOException {
        Files.writeString(configuration, CONFIGURATION.replace("0.0.0003", "0.0.0999"));
        assertThat(onFew("plan", configuration).exitCode()).isEqualTo(3);
    }

    @Test
    void aTransactionThatWasCutOffIsUndoneBeforeTheNext() throws IOException {
        apply(configuration);
        Path journal = state.resolve("journal.jsonl");
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.length() - 20));
        Cli next = apply(configuration);
        assertThat(next.err())
                .contains("journal.jsonl: the last line was cut off by a crash")
                .contains("ZM-ROLLBACK-FAILED: transaction 1 (two guests) was cut off after 9 of 9 steps");
        assertThat(onFew("rollback").exitCode()).isZero();
        assertThat(apply(configuration).exitCode()).isZero();
    }

    @Test
    void aRealMachineIsNotWrittenWithoutYes() {
        Cli apply = Cli.run("apply", configuration, "--host", "local:");
        assertThat(apply.exitCode()).isEqualTo(64);
        assertThat(apply.err()).contains("give --yes");
    }

    @Test
    void theNextBootBringsTheOldStateUntilItIsConfirmed() {
        Cli apply = apply(configuration, "--confirm-within", "60s");
        assertThat(apply.out())
                .contains("For the next boot, once it is confirmed:")
                .contains("make    /etc/mdevctl.d/matrix/c0ffee01-1111-4111-8111-000000000001")
                .contains("make    /etc/udev/rules.d/41-ap.rules");
        assertThat(onFew("plan", configuration, "--three-way").out()).contains("persistent  -");
        assertThat(onFew("rehearse", configuration, "--unconfirmed").out()).contains("no definition of it");
        assertThat(onFew("confirm").exitCode()).isZero();
        assertThat(onFew("plan", configuration, "--three-way").exitCode()).isZero();
        assertThat(onFew("rehearse", configuration, "--unconfirmed").out()).doesNotContain("no definition of it");
        assertThat(onFew("journal").out()).contains("       confirm by ", "kept for the next boot\n       confirmed\n");
        assertThat(onFew("rollback").exitCode()).isZero();
        assertThat(onFew("rehearse", configuration, "--unconfirmed").out()).contains("no definition of it");
        assertThat(onFew("journal").out()).contains("       files as before\n");
    }

    @Test
    void withoutPersistenceNoFileChanges() {
        assertThat(onFew("plan", configuration, "--no-persist").out()).doesNotContain("/etc/");
        assertThat(apply(configuration, "--no-persist").exitCode()).isZero();
        assertThat(onFew("plan", configuration, "--no-persist").exitCode()).isZero();
        assertThat(onFew("plan", configuration).out())
                .startsWith("two guests on few: 0 steps\n\nFor the next boot, once it is confirmed:\n");
        assertThat(apply(configuration).exitCode()).isZero();
        assertThat(onFew("plan", configuration).exitCode()).isZero();
        assertThat(onFew("plan", configuration, "--three-way").exitCode()).isZero();
    }

    /** The journal ends in the middle of what a confirmation does. */
    @Test
    void aConfirmationThatWasCutOffLeavesTheOldFilesAndGoesOnWaiting() throws IOException {
        apply(configuration, "--confirm-within", "600s");
        onFew("confirm");
        Path journal = state.resolve("journal.jsonl");
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.indexOf("{\"entry\":\"persisted\"")));
        assertThat(onFew("rehearse", configuration, "--unconfirmed").out()).contains("no definition of it");
        assertThat(onFew("journal").out()).contains("not kept for the next boot: the confirmation was cut off");
        assertThat(onFew("confirm").exitCode()).isZero();
        assertThat(onFew("plan", configuration, "--three-way").exitCode()).isZero();
    }

    @Test
    void nothingIsDoneThatTheJournalCantTake() throws IOException {
        onFew("host", "show");
        Files.createDirectory(state.resolve("journal.jsonl"));
        Cli apply = apply(configuration);
        assertThat(apply.exitCode()).isNotZero();
        assertThat(apply.err()).contains("journal.jsonl");
        assertThat(Files.exists(state.resolve("operations.sysfs"))).isFalse();
    }
}
