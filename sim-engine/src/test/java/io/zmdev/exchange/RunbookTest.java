package io.zmdev.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runbook as people read it. */
class RunbookTest {

    private static String runbook(Expectation... readBack) {
        Plan plan = new Plan(
                "site",
                "lab",
                List.of(),
                List.of(new Step(
                        "take vfio_ccw, _not_ *that*",
                        List.of(),
                        List.of(new HostOperation.Write("/sys/a", "x")),
                        List.of(),
                        List.of(readBack),
                        List.of())));
        return Runbook.files(new ExportRequest(Configuration.empty("site"), Optional.empty(), plan, List.of()))
                .getFirst()
                .content();
    }

    @Test
    void eachStepSaysWhatIsThereAfterwards() {
        assertThat(runbook(
                        new Expectation.Content("/sys/a", "05.0004\n05.0047"),
                        new Expectation.Target("/sys/b/driver", "vfio_ap"),
                        new Expectation.Missing("/sys/c"),
                        new Expectation.Content("/sys/d", "")))
                .contains("""
                           Afterwards:

                           - `/sys/a` holds `05.0004, 05.0047`
                           - `/sys/b/driver` leads to `vfio_ap`
                           - `/sys/c` is not there
                           - `/sys/d` is empty
                        """)
                .contains("stop, and\ngo back with [rollback.md]");
    }

    @Test
    void aThousandQueuesAreNotListed() {
        Expectation[] many = new Expectation[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Expectation.Target("/sys/q%d/driver".formatted(i), "vfio_ap");
        }
        assertThat(runbook(many))
                .contains("/sys/q7/driver", "and 92 more of this kind")
                .doesNotContain("/sys/q8/driver");
    }

    @Test
    void anUnderlineWithinAWordIsNoEmphasis() {
        assertThat(runbook()).contains("take vfio_ccw, &#95;not&#95; &#42;that&#42;");
    }
}
