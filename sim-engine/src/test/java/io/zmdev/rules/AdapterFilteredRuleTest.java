package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static io.zmdev.rules.RuleTesting.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdapterFilteredRuleTest {

    private static final AdapterFilteredRule RULE = new AdapterFilteredRule();

    private static MachineBuilder lab() {
        return machine(ids(5, 6), ids(6, 0x47)).freeAdapters(5, 6);
    }

    private static ConfigurationBuilder ledger() {
        return configuration().guest("ledger", ids(5, 6), ids(6, 0x47));
    }

    @Test
    void oneUnboundQueueTakesItsAdapterFromTheGuest() {
        Finding finding = only(check(RULE, ledger(), lab().unbound("06.0047")));

        assertThat(finding.severity()).isEqualTo(Severity.LOSES_REDUNDANCY);
        assertThat(finding.message())
                .isEqualTo("ledger sees 2 of its 4 queues: 06.0047 is not bound to vfio_ap,"
                        + " so adapter 06 is left out of guest_matrix.");
        assertThat(finding.apqns()).isEqualTo(queues("06.0047"));
        assertThat(finding.fixes())
                .extracting(Fix::label)
                .containsExactly("Drop adapter 06 from ledger", "Drop domain 0047 from ledger");
    }

    @Test
    void queuesThatTheMasksSetFreeAreBound() {
        MachineBuilder machine = machine(ids(5, 6), ids(6, 0x47));
        MaskRequest free = new MaskRequest(
                ids(5, 6), Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());

        assertThat(check(RULE, ledger().masks(free), machine)).isEmpty();
    }

    @Test
    void queuesOfTheHostsDriversAreLeftToTheOtherRule() {
        assertThat(check(RULE, ledger(), machine(ids(5, 6), ids(6, 0x47)))).isEmpty();
    }

    @Test
    void aQueueWithoutADriverIsBoundWhenVfioApIsLoaded() {
        assertThat(check(RULE, ledger(), lab().unbound("06.0047").without("vfio_ap")))
                .isEmpty();
    }

    @Test
    void aQueueThatDoesNotExistTakesItsAdapterToo() {
        assertThat(only(check(RULE, ledger(), lab().missing("05.0006"))).message())
                .contains("05.0006 does not exist on this machine");
    }

    @Test
    void beforeKernel60TheAssignmentIsRefused() {
        Finding finding = only(check(RULE, ledger(), lab().kernel("5.15").unbound("06.0047")));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.kernelAnswer().orElseThrow().errno()).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    void aQueueWhoseDriverCannotBeReadIsNotTakenForBound() {
        Finding finding = only(check(RULE, ledger(), lab().unreadableDriver("06.0047")));

        assertThat(finding.message())
                .startsWith("Whether ledger sees adapter 06 cannot be judged: 06.0047 has a driver");
        assertThat(only(check(RULE, ledger(), lab().kernel("5.15").unreadableDriver("06.0047")))
                        .severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void aCheckstoppedCardIsPassedFromKernel612On() {
        assertThat(check(RULE, ledger(), lab().checkstopped(6).kernel("6.8"))).hasSize(1);
        assertThat(check(RULE, ledger(), lab().checkstopped(6).kernel("6.12"))).isEmpty();
    }
}
