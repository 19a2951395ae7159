package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Configuration;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.service.Demo;
import io.zmdev.testbed.EmulatedLinux;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that a host makes by itself: real shells and real programs on an emulated machine's /sys. */
class ScriptedTransactionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private EmulatedLinux linux;
    private ShellHost host;
    private ScriptedTransaction transaction;

    @BeforeEach
    void boot() {
        linux = EmulatedLinux.boot("lpar42", folder);
        use("dash");
    }

    @AfterEach
    void shutDown() {
        linux.close();
    }

    private void use(String... command) {
        Shell shell = linux.shell(command);
        host = linux.host(shell);
        transaction = new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER);
    }

    private Plan plan(Configuration configuration) {
        return Planner.plan(Inventory.read(host), configuration);
    }

    private Map<String, String> dump() {
        return CompareState.of(linux);
    }

    @Test
    void whatTheShellShowsIsWhatTheMachineIs() {
        var machine = Inventory.read(host);
        assertThat(machine.ap()).isEqualTo(CompareState.machine(linux).ap());
        assertThat(machine.css()).isEqualTo(CompareState.machine(linux).css());
    }

    @Test
    void anAppliedPlanLeavesNothingToChangeAndCanBeRolledBack() {
        Map<String, String> before = dump();
        transaction.apply(plan(Demo.configuration()), Duration.ZERO);
        assertThat(plan(Demo.configuration()).steps()).isEmpty();
        assertThat(transaction.history().transactions().getLast().outcome()).contains(Outcome.APPLIED);
        assertThat(linux.locks().toFile().list()).isEmpty();
        assertThat(transaction.rollBack()).isEqualTo(1);
        assertThat(dump()).isEqualTo(before);
        assertThat(transaction.history().transactions().getLast().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void whatIsConfirmedInTimeStays() {
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(60));
        assertThat(linux.locks().toFile().list()).containsExactlyInAnyOrder("zmdev.lock", "s390apconfig.lock");
        assertThatThrownBy(() -> transaction.apply(plan(Demo.configuration()), Duration.ZERO))
                .hasMessageContaining("waits for 'zmdev confirm'");
        assertThat(transaction.confirm()).isEqualTo(1);
        assertThat(plan(Demo.configuration()).steps()).isEmpty();
        assertThat(transaction.history().transactions().getLast().entries())
                .hasAtLeastOneElementOfType(JournalEntry.Confirmed.class);
        assertThatThrownBy(() -> transaction.confirm()).hasMessageContaining("no transaction waits");
    }

    @Test
    void whatNobodyConfirmsIsUndone() throws InterruptedException {
        Map<String, String> before = dump();
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(8));
        assertThat(dump()).isNotEqualTo(before);
        while (transaction.history().awaitingConfirmation().isPresent()
                || !transaction.history().transactions().getLast().outcome().equals(Optional.of(Outcome.ROLLED_BACK))) {
            Thread.sleep(200);
        }
        assertThat(dump()).isEqualTo(before);
        assertThat(transaction.history().transactions().getLast().entries())
                .hasAtLeastOneElementOfType(JournalEntry.Expired.class);
    }

    @Test
    void aRefusedWriteIsUndoneAndNamed() {
        Map<String, String> before = dump();
        Plan plan = plan(Demo.configuration());
        linux.mounted()
                .inject((path, value) ->
                        path.endsWith("/create") ? Optional.of(Errno.EADDRNOTAVAIL) : Optional.empty());
        assertThatThrownBy(() -> transaction.apply(plan, Duration.ZERO))
                .hasMessageContaining("answered EADDRNOTAVAIL (Cannot assign requested address)")
                .hasMessageContaining("Everything was undone")
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.ROLLED_BACK);
        assertThat(dump()).isEqualTo(before);
    }
}
