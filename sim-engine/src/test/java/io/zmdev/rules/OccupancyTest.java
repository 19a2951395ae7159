package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Apqn;
import org.junit.jupiter.api.Test;

class OccupancyTest {

    private static Occupancy occupancy(ConfigurationBuilder configuration) {
        return Situation.of(
                        configuration.build(), machine(ids(5, 6), ids(4, 0x47)).build())
                .occupancy();
    }

    @Test
    void namesTheHolderOfEachQueue() {
        Occupancy occupancy =
                occupancy(configuration().guest("a", ids(5), ids(4)).guest("b", ids(6), ids(4, 0x47)));

        assertThat(occupancy.holder(Apqn.parse("05.0004")).orElseThrow().name()).isEqualTo("a");
        assertThat(occupancy.holder(Apqn.parse("06.0047")).orElseThrow().name()).isEqualTo("b");
        assertThat(occupancy.holder(Apqn.parse("05.0047"))).isEmpty();
        assertThat(occupancy.hasSharedQueue()).isFalse();
    }

    @Test
    void namesAnotherHolderThanTheAskerOfAQueueThatTwoHave() {
        Occupancy occupancy =
                occupancy(configuration().guest("a", ids(5), ids(4)).guest("b", ids(5), ids(4)));
        Apqn shared = Apqn.parse("05.0004");

        assertThat(occupancy.holderOtherThan(uuid("a"), shared).orElseThrow().name())
                .isEqualTo("b");
        assertThat(occupancy.holderOtherThan(uuid("b"), shared).orElseThrow().name())
                .isEqualTo("a");
        assertThat(occupancy.hasSharedQueue()).isTrue();
    }

    @Test
    void aQueueThatOnlyTheAskerHasHasNoOtherHolder() {
        Occupancy occupancy = occupancy(configuration().guest("a", ids(5), ids(4)));

        assertThat(occupancy.holderOtherThan(uuid("a"), Apqn.parse("05.0004"))).isEmpty();
    }
}
