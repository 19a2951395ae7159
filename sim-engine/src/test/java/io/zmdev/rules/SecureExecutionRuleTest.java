package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static io.zmdev.rules.RuleTesting.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.ap.Apqn;
import org.junit.jupiter.api.Test;

class SecureExecutionRuleTest {

    private static final SecureExecutionRule RULE = new SecureExecutionRule();

    @Test
    void aQueueThatIsNotBoundIsNamedWithTheAttributeThatBindsIt() {
        MachineBuilder guest = machine(ids(5), ids(4, 0x47))
                .secureBinding("05.0004", "unbound", "unassociated")
                .secureBinding("05.0047", "bound", "associated 3");

        Finding finding = only(check(RULE, configuration(), guest));

        assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
        assertThat(finding.apqns()).isEqualTo(queues("05.0004"));
        assertThat(finding.culprit()).contains(new Culprit.MachineFact("/sys/bus/ap/devices/05.0004/se_bind"));
    }

    @Test
    void aBoundQueueWithoutSecretTakesNoSecureKeys() {
        MachineBuilder guest = machine(ids(5), ids(4)).secureBinding("05.0004", "bound", "unassociated");

        assertThat(only(check(RULE, configuration(), guest)).message()).contains("se_associate");
    }

    @Test
    void machinesThatAreNoSuchGuestHaveNothingToBind() {
        assertThat(check(RULE, configuration(), machine(ids(5), ids(4)))).isEmpty();
    }

    @Test
    void theExplanationOfAQueueSaysWhatBindingAndAssociationMean() {
        MachineBuilder guest = machine(ids(5), ids(4)).secureBinding("05.0004", "bound", "unassociated");

        Explanation explanation =
                Explanation.of(Apqn.parse("05.0004"), Situation.of(Configuration.empty(""), guest.build()));

        assertThat(explanation.reasons())
                .extracting(Explanation.Reason::text)
                .contains(
                        "se_bind is bound: this Secure Execution guest can use the queue.",
                        "se_associate is unassociated: secure keys need an association with a secret first.");
    }
}
