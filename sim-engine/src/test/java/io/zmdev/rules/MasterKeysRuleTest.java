package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MasterKeysRuleTest {

    private static final MasterKeysRule RULE = new MasterKeysRule();

    private static String keys(String current) {
        return "AES NEW: empty 0x00\nAES CUR: valid 0x" + current + "\nAES OLD: invalid 0x00\n";
    }

    private static List<Finding> check(String first, String second) {
        return RuleTesting.check(
                RULE,
                configuration().guest("web1", ids(5, 6), ids(4)),
                machine(ids(5, 6), ids(4)).masterKeys("05.0004", first).masterKeys("06.0004", second));
    }

    @Test
    void queuesWithDifferentCurrentKeysDoNotStandInForEachOther() {
        Finding finding = only(check(keys("aa"), keys("bb")));

        assertThat(finding.severity()).isEqualTo(Severity.LOSES_REDUNDANCY);
        assertThat(finding.message())
                .contains("EP11-Coproc queues of web1 have 2 different master keys (05.0004; 06.0004)");
    }

    @Test
    void newAndOldKeysDoNotMatter() {
        assertThat(check(keys("aa"), keys("aa").replace("NEW: empty", "NEW: full")))
                .isEmpty();
    }

    @Test
    void keysOfDifferentModesAreNotCompared() {
        assertThat(RuleTesting.check(
                        RULE,
                        configuration().guest("web1", ids(5, 6), ids(4)),
                        machine(ids(5, 6), ids(4))
                                .card(6, "CEX8C")
                                .masterKeys("05.0004", keys("aa"))
                                .masterKeys("06.0004", keys("bb"))))
                .isEmpty();
    }
}
