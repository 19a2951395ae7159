package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.flow.ChannelProgramFuzz.Ending;
import io.zmdev.sim.flow.ChannelProgramFuzz.Tally;
import io.zmdev.testing.LongFuzz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChannelProgramFuzzTest {

    @Test
    void hostileChannelProgramsEndOrAreSaidToBeEndless() {
        Tally tally = new Tally();

        ChannelProgramFuzz.run(20260102, 20_000, 1, tally);

        for (Ending ending : Ending.values()) {
            assertThat(tally.of(ending)).as(ending.name()).isPositive();
        }
    }

    @Test
    void tenThousandProgramsHaveTheSameStatesForthAndBack() {
        ChannelProgramFuzz.run(20260104, 10_000, 100, new Tally());
    }

    @Test
    @Tag("fuzz")
    void tenMillionHostileChannelProgramsEndOrAreSaidToBeEndless() {
        Tally tally = new Tally();

        assertThat(LongFuzz.run(
                        "channel programs",
                        10_000_000,
                        1000,
                        (seed, cases) -> ChannelProgramFuzz.run(seed, cases, 1, tally)))
                .isPositive();

        System.out.println("channel programs: " + tally);
    }
}
