package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An apply of 20 matrix devices in which each write in turn answers each errno. What is compared says {@link CompareState}. */
@Tag("slow")
class EveryErrnoTest {

    @Test
    void whateverWriteAnswersWhateverErrnoTheOldStateComesBack() {
        HostAccess host = Hosts.open(new HostUri.BuiltIn("many"), Optional.empty(), notice -> {});
        Map<String, String> before = CompareState.of(host);
        Plan plan = Planner.plan(Inventory.read(host), FaultInjectionTest.configuration());
        int writes =
                plan.steps().stream().mapToInt(step -> step.operations().size()).sum();
        int runs = 0;
        for (int write = 0; write < writes; write++) {
            for (Errno errno : Errno.values()) {
                FaultyHost faulty = new FaultyHost(host, Answer.refused(errno), write);
                assertThatThrownBy(() -> new Transaction(faulty, new MemoryJournal()).apply(plan))
                        .as("write %d answers %s", write + 1, errno)
                        .hasMessageContaining(errno.name())
                        .extracting(e -> ((ZmdevException) e).code())
                        .isEqualTo(ErrorCode.ROLLED_BACK);
                assertThat(faulty.struck()).isTrue();
                runs++;
            }
            assertThat(CompareState.of(host)).as("write %d", write + 1).isEqualTo(before);
        }
        System.out.printf(
                "%d writes of %d devices, each answering %d errnos: old state %d times of %d%n%s%n",
                writes, FaultInjectionTest.DEVICES, Errno.values().length, runs, runs, CompareState.listing(before));
    }
}
