package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaskInUseRuleTest {

    private static final MaskInUseRule RULE = new MaskInUseRule();

    private static ConfigurationBuilder reserving(Mask256 adapters, Mask256 domains) {
        return configuration()
                .masks(new MaskRequest(
                        Mask256.NONE, Mask256.NONE, adapters, domains, Optional.empty(), Optional.empty()));
    }

    private static MachineBuilder lab() {
        return machine(ids(5, 6), ids(4, 0x47)).freeAdapters(5, 6).active("web1", true, matrix(ids(5), ids(4)));
    }

    @Test
    void anAdapterThatAnActiveDeviceHasCannotGoBackToTheHost() {
        Finding finding = only(check(RULE, reserving(ids(5), Mask256.NONE), lab()));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.message())
                .isEqualTo("Adapter 05 cannot go back to the host's drivers: web1 has 05.0004."
                        + " The kernel would refuse the write to apmask with EBUSY.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Keep adapter 05 free");
    }

    @Test
    void anAdapterThatNobodyHasCanGoBack() {
        assertThat(check(RULE, reserving(ids(6), Mask256.NONE), lab())).isEmpty();
    }

    @Test
    void untilKernel618AnAdapterWhoseDomainsStayFreeCanGoBackAndFrom619OnItCannot() {
        MachineBuilder freeDomain = machine(ids(5), ids(4))
                .masks(Mask256.ALL.without(5), Mask256.ALL.without(4))
                .active("web1", true, matrix(ids(5), ids(4)));

        assertThat(check(RULE, reserving(ids(5), Mask256.NONE), freeDomain.kernel("6.12")))
                .isEmpty();
        assertThat(check(RULE, reserving(ids(5), Mask256.NONE), freeDomain.kernel("6.19")))
                .hasSize(1);
    }

    @Test
    void aDeviceThatGivesTheQueueUpIsNotInTheWay() {
        ConfigurationBuilder configuration =
                reserving(ids(5), Mask256.NONE).guest("web1", matrix(ids(6), ids(4)), true);

        assertThat(check(RULE, configuration, lab())).isEmpty();
    }

    @Test
    void beforeKernel60TheQueueIsTakenAway() {
        Finding finding = only(check(RULE, reserving(ids(5), Mask256.NONE), lab().kernel("5.15")));

        assertThat(finding.severity()).isEqualTo(Severity.LOSES_REDUNDANCY);
        assertThat(finding.kernelAnswer()).isEmpty();
        assertThat(finding.message()).contains("takes 05.0004 from web1");
    }

    @Test
    void aDomainIsRefusedOnAqmask() {
        MachineBuilder machine = machine(ids(5), ids(4))
                .masks(Mask256.ALL, Mask256.ALL.without(4))
                .active("web1", false, matrix(ids(5), ids(4)));

        KernelAnswer answer = only(check(RULE, reserving(Mask256.NONE, ids(4)), machine))
                .kernelAnswer()
                .orElseThrow();

        assertThat(answer).isEqualTo(new KernelAnswer(Errno.EBUSY, "/sys/bus/ap/aqmask", Mask256.ALL.toHex()));
    }
}
