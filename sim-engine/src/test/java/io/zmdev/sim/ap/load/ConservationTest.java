package io.zmdev.sim.ap.load;

import static io.zmdev.sim.ap.load.Scenarios.card;
import static io.zmdev.sim.ap.load.Scenarios.virtual;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.dispatch.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Cards and queues come and go at random while requests are in flight. The simulation itself refuses a reply on a queue that it is
 * not for; here every request must be accounted for.
 */
class ConservationTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long DURATION = 40 * MILLISECOND;

    private static ApMachine machine() {
        return ApMachine.of(
                List.of(card(1, "CEX8A", 2), card(2, "CEX6C", 1), card(3, "CEX8A", 1), card(9, "CEX5C", 3)),
                Mask256.of(4, 7));
    }

    private static HardwareEvent event(SplittableRandom random) {
        long at = random.nextLong(DURATION);
        int card = List.of(1, 2, 3, 9).get(random.nextInt(4));
        AdapterId id = new AdapterId(card);
        return switch (random.nextInt(7)) {
            case 0 -> new HardwareEvent.Deconfigure(at, id);
            case 1, 2 -> new HardwareEvent.Configure(at, id);
            case 3 -> new HardwareEvent.Checkstop(at, id);
            case 4, 5 -> new HardwareEvent.Recover(at, id);
            default -> new HardwareEvent.Reset(at, Apqn.of(card, random.nextBoolean() ? 4 : 7));
        };
    }

    private static Arrivals arrivals(SplittableRandom random) {
        double rate = random.nextDouble(1_000, 30_000);
        return switch (random.nextInt(4)) {
            case 0 -> new Arrivals.Poisson(rate);
            case 1 -> new Arrivals.Deterministic(rate);
            case 2 ->
                new Arrivals.Mmpp(
                        List.of(new Arrivals.Phase(0, MILLISECOND), new Arrivals.Phase(3 * rate, MILLISECOND)));
            default -> new Arrivals.ClosedLoop(random.nextInt(1, 40), 20_000);
        };
    }

    private static ApScenario scenario(SplittableRandom random) {
        boolean virtual = random.nextBoolean();
        List<GuestLoad> guests = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Access access = virtual
                    ? virtual(random.nextInt(1, 17), Mask256.of(1, 2, 3, 9), Mask256.of(4, 7))
                    : new Access.Passthrough(
                            new ApMatrix(Mask256.of(1, 2, 3, 9), Mask256.of(i == 0 ? 4 : 7), Mask256.NONE),
                            random.nextBoolean() ? Access.Interception.INTERPRETED : Access.Interception.INTERCEPTED);
            guests.add(new GuestLoad(
                    "guest" + i,
                    access,
                    random.nextBoolean(),
                    arrivals(random),
                    List.of(
                            new ClassShare(RequestClass.CRT_2K, 3, new ServiceTime.Exponential()),
                            new ClassShare(RequestClass.MEX_1K, 2, new ServiceTime.Constant()),
                            new ClassShare(RequestClass.HWRNG, 1, new ServiceTime.Erlang(2)))));
        }
        List<HardwareEvent> events = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            events.add(event(random));
        }
        Costs costs = new Costs(
                1_000,
                random.nextBoolean() ? 0 : random.nextInt(20_000),
                random.nextBoolean() ? 0 : random.nextInt(20_000),
                random.nextInt(1_000, 500_000),
                random.nextBoolean() ? 0 : random.nextInt(5_000_000));
        return new ApScenario(
                "random",
                machine(),
                costs,
                guests,
                events,
                List.of(),
                random.nextInt(1, 17),
                RunPlan.of(DURATION, 0, random.nextLong(), 1));
    }

    @Test
    void everyRequestIsAnsweredOnceOrRefusedOrInFlightWhateverTheHardwareDoes() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        long sent = 0;
        long refused = 0;
        for (int i = 0; i < 300; i++) {
            ApScenario scenario = scenario(random);
            String policy = Policies.NAMES.get(i % Policies.NAMES.size());
            Replication.Counts counts = ApSimulation.run(scenario, policy, i, 0).counts();
            assertThat(counts.answered() + counts.refused() + counts.inFlight())
                    .as("seed %d, case %d, %s, %s", seed, i, policy, scenario)
                    .isEqualTo(counts.sent());
            sent += counts.sent();
            refused += counts.refused();
        }
        assertThat(sent).isGreaterThan(100_000);
        assertThat(refused).isPositive();
    }

    @Test
    void aRunIsTheSameEveryTime() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20; i++) {
            ApScenario scenario = scenario(random);
            assertThat(ApSimulation.run(scenario, "power-of-2", 3, 0))
                    .isEqualTo(ApSimulation.run(scenario, "power-of-2", 3, 0));
        }
    }

    @Test
    void nothingIsRefusedWhileOneCardOfSeveralIsLost() {
        ApScenario quiet = Scenarios.scenario(
                Scenarios.accelerators(3, 1),
                List.of(Scenarios.guest(
                        "g",
                        virtual(16, Mask256.of(0, 1, 2), Mask256.of(Scenarios.DOMAIN)),
                        new Arrivals.Poisson(Scenarios.rate(0.5, 3)),
                        new ServiceTime.Exponential())),
                RunPlan.of(500 * MILLISECOND, 0, 5, 1));
        ApScenario losing = new ApScenario(
                quiet.name(),
                quiet.machine(),
                quiet.costs(),
                quiet.guests(),
                List.of(new HardwareEvent.Checkstop(250 * MILLISECOND, new AdapterId(1))),
                quiet.policies(),
                quiet.window(),
                quiet.run());
        Replication before = ApSimulation.run(quiet, "jsq", 0, 0);
        Replication after = ApSimulation.run(losing, "jsq", 0, 0);
        assertThat(after.counts().sent()).isEqualTo(before.counts().sent());
        assertThat(after.counts().refused()).isZero();
        assertThat(after.utilisation().get(1)).isLessThan(before.utilisation().get(1));
    }

    @Test
    void aGuestWithoutAnyWorkingCardGetsItsRequestsRefused() {
        ApScenario scenario = Scenarios.scenario(
                Scenarios.accelerators(1, 1),
                List.of(Scenarios.guest(
                        "g", Scenarios.passthrough(0), new Arrivals.Deterministic(1_000), new ServiceTime.Constant())),
                RunPlan.of(100 * MILLISECOND, 0, 5, 1));
        ApScenario losing = new ApScenario(
                "lost",
                scenario.machine(),
                scenario.costs(),
                scenario.guests(),
                List.of(new HardwareEvent.Deconfigure(50 * MILLISECOND + 1, new AdapterId(0))),
                List.of(),
                16,
                scenario.run());
        Replication.Counts counts = ApSimulation.run(losing, "jsq", 0, 0).counts();
        assertThat(counts.refused()).isEqualTo(51);
        assertThat(counts.answered()).isEqualTo(49);
    }
}
