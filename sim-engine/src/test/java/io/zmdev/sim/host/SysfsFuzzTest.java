package io.zmdev.sim.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.zmdev.model.host.HostDefinition;
import io.zmdev.testing.LongFuzz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SysfsFuzzTest {

    @ParameterizedTest
    @ValueSource(strings = {"5.15", "6.1", "6.2", "6.12", "6.19", "7.0"})
    void randomOperationsBreakNothing(String kernel) {
        HostDefinition host = SysfsFuzz.withKernel(Recordings.host("few"), kernel);
        HostDefinition guest = SysfsFuzz.inSecureExecution(host);

        assertThatCode(() -> {
                    for (long seed = 1; seed <= 20; seed++) {
                        SysfsFuzz.run(seed % 4 == 0 ? guest : host, seed, 250);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    @Tag("fuzz")
    void tenMillionRandomOperationsBreakNothing() {
        HostDefinition host = Recordings.host("few");
        HostDefinition guest = SysfsFuzz.inSecureExecution(host);

        assertThat(LongFuzz.run(
                        "sysfs",
                        10_000_000,
                        500,
                        (seed, cases) -> SysfsFuzz.run(seed % 4 == 0 ? guest : host, seed, cases)))
                .isPositive();
    }

    @Test
    @Tag("slow")
    void manyRandomOperationsBreakNothing() {
        HostDefinition host = Recordings.host("few");

        assertThatCode(() -> {
                    for (long seed = 1000; seed < 3000; seed++) {
                        SysfsFuzz.run(host, seed, 500);
                    }
                })
                .doesNotThrowAnyException();
    }
}
