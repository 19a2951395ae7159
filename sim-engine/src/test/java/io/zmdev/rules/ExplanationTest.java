package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.css.SubchannelId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final String LEDGER = "/sys/devices/vfio_ap/matrix/" + uuid("ledger");

    private static Explanation explain(String apqn, ConfigurationBuilder configuration, MachineBuilder machine) {
        return Explanation.of(Apqn.parse(apqn), Situation.of(configuration.build(), machine.build()));
    }

    private static List<String> texts(Explanation explanation, Explanation.Topic topic) {
        return explanation.reasons().stream()
                .filter(reason -> reason.topic() == topic)
                .map(Explanation.Reason::text)
                .toList();
    }

    private static MachineBuilder lab() {
        return machine(ids(5, 6), ids(6, 0x47)).freeAdapters(5, 6);
    }

    /** A running guest that sees only card 05 of what it is assigned. */
    private static MachineBuilder filtered() {
        return lab().active(
                        "ledger",
                        true,
                        Observed.known(matrix(ids(5, 6), ids(6, 0x47))),
                        Observed.known(matrix(ids(5), ids(6, 0x47))));
    }

    @Test
    void aFilteredQueueNamesTheQueueThatRemovedItsAdapter() {
        Explanation explanation = explain("06.0006", configuration(), filtered().unbound("06.0047"));

        assertThat(explanation.subject()).isEqualTo("06.0006: adapter 6, domain 6, CEX8P");
        assertThat(explanation.verdict()).isEqualTo("ledger, which does not see it");
        assertThat(explanation.reasons())
                .containsExactly(
                        new Explanation.Reason(
                                Explanation.Topic.MASKS, "apmask bit 6 is 0: free.", "/sys/bus/ap/apmask"),
                        new Explanation.Reason(
                                Explanation.Topic.MASKS,
                                "aqmask bit 6 is 1: reserved for the host.",
                                "/sys/bus/ap/aqmask"),
                        new Explanation.Reason(
                                Explanation.Topic.DRIVER,
                                "It is bound to vfio_ap.",
                                "/sys/bus/ap/devices/06.0006/driver"),
                        new Explanation.Reason(
                                Explanation.Topic.ASSIGNMENT,
                                "ledger is assigned 05 and 06 x 0006 and 0047.",
                                LEDGER + "/matrix"),
                        new Explanation.Reason(
                                Explanation.Topic.GUEST, "ledger does not see it.", LEDGER + "/guest_matrix"),
                        new Explanation.Reason(
                                Explanation.Topic.GUEST,
                                "06.0047 is not bound to vfio_ap: one such queue removes adapter 06 from the guest.",
                                "/sys/bus/ap/devices/06.0047"));
    }

    @Test
    void anAdapterThatNothingHoldsBackWaitsForTheNextWrite() {
        assertThat(texts(explain("06.0006", configuration(), filtered()), Explanation.Topic.GUEST))
                .last()
                .asString()
                .contains("the kernel looks again only when the matrix of ledger is written");
    }

    @Test
    void aQueueInAGuestIsSeenByIt() {
        Explanation explanation = explain("05.0047", configuration(), filtered());

        assertThat(explanation.verdict()).isEqualTo("ledger");
        assertThat(texts(explanation, Explanation.Topic.GUEST)).containsExactly("ledger sees it.");
    }

    @Test
    void aReservedQueueIsTheHosts() {
        Explanation explanation = explain("05.0047", configuration(), machine(ids(5), ids(0x47)));

        assertThat(explanation.verdict()).isEqualTo("the host's drivers");
        assertThat(texts(explanation, Explanation.Topic.MASKS))
                .containsExactly(
                        "apmask bit 5 is 1: reserved for the host.", "aqmask bit 71 is 1: reserved for the host.");
        assertThat(texts(explanation, Explanation.Topic.DRIVER)).containsExactly("It is bound to cex4queue.");
    }

    @Test
    void anUnreadableMaskLeavesTheOwnerUnknown() {
        Explanation explanation =
                explain("05.0047", configuration(), machine(ids(5), ids(0x47)).unreadableApmask());

        assertThat(explanation.verdict()).isEqualTo("unknown");
        assertThat(texts(explanation, Explanation.Topic.MASKS)).contains("apmask could not be read (EACCES).");
    }

    @Test
    void aQueueOutsideTheLparIsNotOnThisMachine() {
        Explanation explanation = explain("09.0047", configuration(), lab());

        assertThat(explanation.verdict()).isEqualTo("not on this machine");
        assertThat(texts(explanation, Explanation.Topic.MACHINE))
                .containsExactly("This LPAR does not have adapter 09.");
    }

    @Test
    void theConfigurationIsToldWithItsConflicts() {
        ConfigurationBuilder configuration = configuration().guest("web2", ids(5), ids(0x47));

        List<String> texts = texts(explain("05.0047", configuration, filtered()), Explanation.Topic.CONFIGURATION);

        assertThat(texts.getFirst()).isEqualTo("The configuration gives it to web2.");
        assertThat(texts.get(1)).startsWith("web2 cannot take 05.0047: it belongs to ledger");
    }

    @Test
    void whatTheConfigurationFreesIsTold() {
        ConfigurationBuilder configuration = configuration().edit(new ConfigurationEdit.FreeInMasks(ids(5), ids()));

        assertThat(texts(
                        explain("05.0047", configuration, machine(ids(5), ids(0x47))), Explanation.Topic.CONFIGURATION))
                .containsExactly("The configuration frees it from the host's drivers.");
    }

    @Test
    void aSubchannelTellsItsDeviceDriverAndGuest() {
        MachineBuilder machine = lab().subchannel("0.0.0313", "vfio_ccw", "3990/e9 3390/0c", false)
                .activeCcw("disk", "0.0.0313");

        Explanation explanation = Explanation.of(
                SubchannelId.parse("0.0.0313"),
                Situation.of(
                        configuration()
                                .ccw("web1", "disk", "0.0.0313", Optional.empty())
                                .build(),
                        machine.build()));

        assertThat(explanation.subject()).isEqualTo("0.0.0313: subchannel 787, 3990/e9 3390/0c");
        assertThat(explanation.verdict()).isEqualTo("web1");
        assertThat(texts(explanation, Explanation.Topic.MACHINE))
                .containsExactly("Its device is 0.0.2e13 (number 11795).", "Its channel paths are 0.40.");
        assertThat(texts(explanation, Explanation.Topic.DRIVER)).containsExactly("It is bound to vfio_ccw.");
        assertThat(texts(explanation, Explanation.Topic.ASSIGNMENT))
                .containsExactly("Mediated device " + uuid("disk") + " is on it.");
        assertThat(texts(explanation, Explanation.Topic.CONFIGURATION))
                .containsExactly("The configuration gives it to web1.");
    }

    @Test
    void aMissingSubchannelIsSaidToBeMissing() {
        Explanation explanation = Explanation.of(
                SubchannelId.parse("0.0.0009"), Situation.of(configuration().build(), lab().build()));

        assertThat(explanation.verdict()).isEqualTo("not on this machine");
    }
}
