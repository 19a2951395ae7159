package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.Mask256;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules against the partition rule computed queue by queue: no queue has two owners, the host's drivers among them. */
class PartitionRuleTest {

    private static final Mask256 BOTH = Mask256.of(0, 1);

    @Test
    void exactlyTheConfigurationsThatBreakThePartitionAreRefused() {
        Machine machine = machine(BOTH, BOTH).build();
        int refused = 0;
        for (int bits = 0; bits < 1 << 12; bits++) {
            Mask256 a1 = pair(bits);
            Mask256 d1 = pair(bits >> 2);
            Mask256 a2 = pair(bits >> 4);
            Mask256 d2 = pair(bits >> 6);
            Mask256 apmask = Mask256.ALL.minus(BOTH).or(pair(bits >> 8));
            Mask256 aqmask = Mask256.ALL.minus(BOTH).or(pair(bits >> 10));
            Configuration configuration = configuration()
                    .absoluteMasks(apmask, aqmask)
                    .guest("one", a1, d1)
                    .guest("two", a2, d2)
                    .build();

            boolean isRefused = Validator.refused(Validator.validate(configuration, machine));

            assertThat(isRefused)
                    .as("%s x %s, %s x %s, apmask %s, aqmask %s", a1, d1, a2, d2, apmask, aqmask)
                    .isEqualTo(!isPartition(a1, d1, a2, d2, apmask, aqmask));
            refused += isRefused ? 1 : 0;
        }
        assertThat(refused).isBetween(1, (1 << 12) - 1);
    }

    private static Mask256 pair(int bits) {
        return Mask256.of(IntStream.range(0, 2).filter(id -> (bits >> id & 1) == 1));
    }

    private static boolean isPartition(Mask256 a1, Mask256 d1, Mask256 a2, Mask256 d2, Mask256 apmask, Mask256 aqmask) {
        Set<String> owned = new HashSet<>();
        boolean partition = true;
        Mask256[][] products = {{apmask.and(BOTH), aqmask.and(BOTH)}, {a1, d1}, {a2, d2}};
        for (Mask256[] product : products) {
            for (int adapter : product[0].ids().toArray()) {
                for (int domain : product[1].ids().toArray()) {
                    partition &= owned.add(adapter + "." + domain);
                }
            }
        }
        return partition;
    }
}
