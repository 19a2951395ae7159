package io.zmdev.sim.ap.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.sim.ap.RequestClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What interception, interruptions and polling cost a request that meets nobody else. */
class CostTest {

    private static final Costs COSTS = new Costs(1_000, 5_000, 700, 250_000, 0);

    private static Replication alone(Access access, boolean interrupts) {
        GuestLoad guest = new GuestLoad(
                "g",
                access,
                interrupts,
                new Arrivals.Deterministic(1_000),
                List.of(new ClassShare(RequestClass.CRT_2K, 1, new ServiceTime.Constant())));
        ApScenario scenario = Scenarios.scenario(
                        Scenarios.accelerators(2, 1), List.of(guest), RunPlan.of(1_000_500_000L, 500_000, 1, 1))
                .withCosts(COSTS);
        return ApSimulation.run(scenario, "round-robin", 0, 500_000);
    }

    private static Access passthrough(Access.Interception interception) {
        return new Access.Passthrough(
                new ApMatrix(Mask256.of(0), Mask256.of(Scenarios.DOMAIN), Mask256.NONE), interception);
    }

    @Test
    void interpretedPassthroughLeavesTheGuestNever() {
        Replication run = alone(passthrough(Access.Interception.INTERPRETED), true);
        assertThat(run.exitsPerRequest()).isZero();
        assertThat(run.responses().mean()).isEqualTo(54_000 + 700);
    }

    @Test
    void interceptedPassthroughLeavesTheGuestTwicePerRequest() {
        Replication run = alone(passthrough(Access.Interception.INTERCEPTED), true);
        assertThat(run.exitsPerRequest()).isEqualTo(2);
        assertThat(run.responses().mean()).isEqualTo(5_000 + 54_000 + 700 + 5_000);
    }

    @Test
    void aVirtualQueueAddsTheHostsInterruption() {
        Replication run = alone(Scenarios.virtual(16, Mask256.of(0, 1), Mask256.of(Scenarios.DOMAIN)), true);
        assertThat(run.exitsPerRequest()).isEqualTo(2);
        assertThat(run.responses().mean()).isEqualTo(5_000 + 54_000 + 2 * 700 + 5_000);
    }

    @Test
    void aGuestWithoutFacility65WaitsForItsPoll() {
        Replication run = alone(passthrough(Access.Interception.INTERPRETED), false);
        assertThat(run.responses().mean()).isEqualTo(250_000);
    }

    @Test
    void everyPollOfAnInterceptedQueueIsAnExit() {
        GuestLoad guest = new GuestLoad(
                "g",
                passthrough(Access.Interception.INTERCEPTED),
                false,
                new Arrivals.Deterministic(1_000),
                List.of(new ClassShare(RequestClass.CRT_2K, 1, new ServiceTime.Constant())));
        ApScenario scenario = Scenarios.scenario(
                        Scenarios.accelerators(1, 1), List.of(guest), RunPlan.of(1_000_500_000L, 500_000, 1, 1))
                .withCosts(new Costs(1_000, 0, 0, 20_000, 0));
        // polls at 20, 40 and 60 µs: two in vain, one that takes the reply
        assertThat(ApSimulation.run(scenario, "jsq", 0, 500_000).exitsPerRequest())
                .isEqualTo(4);
    }
}
