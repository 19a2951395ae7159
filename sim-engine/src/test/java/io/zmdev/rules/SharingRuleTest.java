package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static io.zmdev.rules.RuleTesting.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharingRuleTest {

    private static final SharingRule RULE = new SharingRule();

    private static MachineBuilder lab() {
        return machine(ids(5, 6), ids(4, 0x47, 0x50)).freeAdapters(5, 6);
    }

    @Test
    void productsThatShareOnlyAnAdapterOrOnlyADomainDoNotConflict() {
        ConfigurationBuilder configuration = configuration()
                .guest("web1", ids(5), ids(4))
                .guest("web2", ids(5), ids(0x47))
                .guest("web3", ids(6), ids(4));
        assertThat(check(RULE, configuration, lab())).isEmpty();
    }

    @Test
    void theSecondOfTwoListedGuestsIsToldWhoHasItsQueuesAndOnWhichWriteTheKernelRefuses() {
        ConfigurationBuilder configuration =
                configuration().guest("ledger", ids(5, 6), ids(0x47)).guest("web2", ids(5, 6), ids(4, 0x47));

        Finding finding = only(check(RULE, configuration, lab().kernel("6.8")));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.message())
                .isEqualTo("web2 cannot take 05.0047 and 06.0047: they belong to ledger."
                        + " The kernel would refuse assign_domain 0x0047 with EADDRINUSE.");
        assertThat(finding.apqns()).isEqualTo(queues("05.0047", "06.0047"));
        assertThat(finding.culprit())
                .contains(new Culprit.Device(uuid("ledger"), "ledger", true, "mediatedDevices " + uuid("ledger")));
    }

    @Test
    void aKernelWithApConfigRefusesTheOneWrite() {
        ConfigurationBuilder configuration =
                configuration().guest("ledger", ids(5), ids(0x47)).guest("web2", ids(5), ids(0x47));

        KernelAnswer answer = only(check(RULE, configuration, lab().kernel("6.10")))
                .kernelAnswer()
                .orElseThrow();

        assertThat(answer.errno()).isEqualTo(Errno.EADDRINUSE);
        assertThat(answer.path()).isEqualTo("/sys/devices/vfio_ap/matrix/" + uuid("web2") + "/ap_config");
        assertThat(answer.value()).startsWith("0x0400").hasSize(200);
    }

    @Test
    void whoHasTheQueuesOnTheMachineIsTheOwnerEvenWhenListedLast() {
        ConfigurationBuilder configuration =
                configuration().guest("web2", ids(5), ids(0x47)).guest("ledger", ids(5), ids(0x47));
        MachineBuilder machine = lab().active("ledger", true, matrix(ids(5), ids(0x47)));

        assertThat(only(check(RULE, configuration, machine)).device()).contains(uuid("web2"));
    }

    @Test
    void theAdapterThatCompletesTheProductIsTheOneRefused() {
        ConfigurationBuilder configuration =
                configuration().guest("ledger", ids(6), ids(0x47)).guest("web2", ids(5, 6), ids(0x47));
        MachineBuilder machine = lab().kernel("6.8").active("web2", true, matrix(ids(5), ids(0x47)));

        KernelAnswer answer =
                only(check(RULE, configuration, machine)).kernelAnswer().orElseThrow();

        assertThat(answer.path()).endsWith("/assign_adapter");
        assertThat(answer.value()).isEqualTo("0x06");
    }

    @Test
    void anUnlistedActiveDeviceIsNamedAndNeverChanged() {
        ConfigurationBuilder configuration = configuration().guest("web2", ids(5), ids(0x47));
        MachineBuilder machine = lab().active("ledger", true, matrix(ids(5), ids(0x47)));

        Finding finding = only(check(RULE, configuration, machine));

        assertThat(finding.message()).contains("belongs to ledger, which is active and not in this configuration");
        assertThat(finding.fixes())
                .extracting(Fix::label)
                .containsExactly("Drop 0047 from web2", "Drop adapter 05 from web2", "Move web2 to 0004");
    }

    @Test
    void fixesThatDisturbNobodyElseComeFirst() {
        ConfigurationBuilder configuration =
                configuration().guest("ledger", ids(5, 6), ids(0x47)).guest("web2", ids(5, 6), ids(4, 0x47));

        assertThat(only(check(RULE, configuration, lab())).fixes())
                .extracting(Fix::label)
                .containsExactly(
                        "Drop 0047 from web2",
                        "Move web2 to 0050",
                        "Drop adapters 05 and 06 from web2",
                        "Drop 0047 from ledger",
                        "Move ledger to 0050",
                        "Drop adapters 05 and 06 from ledger");
    }

    @Test
    void aDeviceThatIsStartedByHandMayBeDefinedButNotBeActiveToo() {
        ConfigurationBuilder configuration =
                configuration().guest("ledger", ids(5), ids(0x47)).guest("backup", matrix(ids(5), ids(0x47)), false);

        Finding finding = only(check(RULE, configuration, lab()));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE_TOGETHER);
        assertThat(finding.message()).contains("Both may be defined, only one can be active.");
    }

    @Test
    void ofThreeThatWantAQueueTheFirstIsTheOwnerAndTheOthersAreToldSo() {
        ConfigurationBuilder configuration = configuration()
                .guest("a", ids(5, 6), ids(4, 0x47))
                .guest("b", ids(5), ids(4))
                .guest("c", ids(5, 6), ids(4));

        List<Finding> findings = check(RULE, configuration, lab());

        assertThat(findings)
                .extracting(Finding::device)
                .containsExactly(Optional.of(uuid("b")), Optional.of(uuid("c")));
        assertThat(findings)
                .extracting(Finding::apqns)
                .containsExactly(queues("05.0004"), queues("05.0004", "06.0004"));
        assertThat(findings)
                .flatExtracting(Finding::fixes)
                .extracting(Fix::guestsLosingQueues)
                .as("as long as another wants it too, nothing is won when the owner lets go")
                .containsOnly(0);
    }

    @Test
    void aQueueHasOneOwnerEachEvenWhenTwoDevicesWantAllOfThem() {
        ConfigurationBuilder configuration =
                configuration().guest("a", ids(5, 6), ids(4)).guest("b", ids(5, 6), ids(4));
        MachineBuilder machine = lab().active("b", false, matrix(ids(6), ids(4)));

        List<Finding> findings = check(RULE, configuration, machine);

        assertThat(findings)
                .extracting(Finding::device)
                .containsExactly(Optional.of(uuid("b")), Optional.of(uuid("a")));
        assertThat(findings).extracting(Finding::apqns).containsExactly(queues("05.0004"), queues("06.0004"));
    }

    @Test
    void aBackupThatIsListedFirstDoesNotHideThatTwoOthersCollide() {
        ConfigurationBuilder configuration = configuration()
                .guest("backup", matrix(ids(5), ids(4)), false)
                .guest("a", ids(5), ids(4))
                .guest("b", ids(5), ids(4));

        assertThat(check(RULE, configuration, lab()))
                .extracting(Finding::severity)
                .containsExactly(Severity.IMPOSSIBLE_TOGETHER, Severity.IMPOSSIBLE);
    }

    @Test
    void aThousandDevicesOnOneQueueAreAThousandFindingsLessOne() {
        ConfigurationBuilder configuration = configuration();
        IntStream.range(0, 1000).forEach(i -> configuration.guest("g" + i, ids(5), ids(4)));

        assertThat(check(RULE, configuration, lab()))
                .hasSize(999)
                .allSatisfy(finding -> assertThat(finding.message()).contains("it belongs to g0."))
                .extracting(Finding::device)
                .doesNotHaveDuplicates();
    }

    @Test
    void anAbsentDeviceHasNothing() {
        ConfigurationBuilder configuration = configuration()
                .guest("ledger", ids(5), ids(4))
                .edit(new ConfigurationEdit.SetState(uuid("ledger"), State.ABSENT))
                .guest("web2", ids(5), ids(4));
        MachineBuilder machine = lab().active("ledger", false, matrix(ids(5), ids(4)));

        assertThat(check(RULE, configuration, machine)).isEmpty();
    }

    @Test
    void queuesThatDoNotExistConflictToo() {
        ConfigurationBuilder configuration =
                configuration().guest("a", ids(200), ids(100)).guest("b", ids(200), ids(100));

        assertThat(only(check(RULE, configuration, lab())).apqns()).isEqualTo(queues("c8.0064"));
    }
}
