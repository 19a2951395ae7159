package io.zmdev.sim.ap.load;

import static io.zmdev.sim.ap.load.Scenarios.SERVICE_NS;
import static io.zmdev.sim.ap.load.Scenarios.accelerators;
import static io.zmdev.sim.ap.load.Scenarios.guest;
import static io.zmdev.sim.ap.load.Scenarios.passthrough;
import static io.zmdev.sim.ap.load.Scenarios.rate;
import static io.zmdev.sim.ap.load.Scenarios.scenario;
import static io.zmdev.sim.ap.load.Scenarios.virtual;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The simulation against closed formulas: of the 95 % confidence intervals of 20 preset seeds 16 to 20 contain the theoretical mean
 * response time.
 */
class QueueingTheoryTest {

    private static final int SEEDS = 20;

    /** One card with c engines behind one queue is a system with c servers. */
    private static ApScenario oneCard(int engines, double busy, ServiceTime serviceTime) {
        double rate = rate(busy, engines);
        long second = (long) (1e9 / rate);
        return scenario(
                accelerators(1, engines),
                List.of(guest("g", passthrough(0), new Arrivals.Poisson(rate), serviceTime)),
                RunPlan.of(10_000 * second, 1_500 * second, 1, 10));
    }

    /** Cards with one engine each, behind one virtual queue that takes whatever comes. */
    private static ApScenario farm(int cards, double busy) {
        double rate = rate(busy, cards);
        long second = (long) (1e9 / rate);
        return scenario(
                accelerators(cards, 1),
                List.of(guest(
                        "g",
                        virtual(65_536, Mask256.range(0, cards - 1), Mask256.of(Scenarios.DOMAIN)),
                        new Arrivals.Poisson(rate),
                        new ServiceTime.Exponential())),
                RunPlan.of(40_000 * second, 10_000 * second, 1, 6));
    }

    private static void assertCoverage(ApScenario scenario, String policy, double theory) {
        int covered = 0;
        List<Double> means = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            PolicyResult result =
                    ApExperiment.run(scenario.withRun(scenario.run().withSeed(seed)), policy);
            means.add(result.responses().mean().mean() / SERVICE_NS);
            if (result.responses().mean().covers(theory * SERVICE_NS)) {
                covered++;
            }
        }
        assertThat(covered)
                .as("intervals that contain %.4f service times; means %s", theory, means)
                .isBetween(16, 20);
    }

    /** Pollaczek and Khinchine. */
    private static double singleServer(double busy, double variance) {
        return 1 + busy * (1 + variance) / (2 * (1 - busy));
    }

    private static double erlangC(int servers, double busy) {
        double offered = servers * busy;
        double blocking = 1;
        for (int i = 1; i <= servers; i++) {
            blocking = offered * blocking / (i + offered * blocking);
        }
        return blocking / (1 - busy * (1 - blocking));
    }

    @Test
    void oneServerWithExponentialServiceIsMM1() {
        assertCoverage(oneCard(1, 0.7, new ServiceTime.Exponential()), "jsq", 1 / (1 - 0.7));
    }

    @Test
    void oneServerWithConstantServiceIsMD1() {
        assertCoverage(oneCard(1, 0.8, new ServiceTime.Constant()), "jsq", singleServer(0.8, 0));
    }

    @Test
    void oneServerWithErlangServiceFollowsPollaczekAndKhinchine() {
        assertCoverage(oneCard(1, 0.7, new ServiceTime.Erlang(3)), "jsq", singleServer(0.7, 1.0 / 3));
    }

    @Test
    void oneServerWithHyperexponentialServiceFollowsPollaczekAndKhinchine() {
        assertCoverage(oneCard(1, 0.6, new ServiceTime.HyperExponential(4)), "jsq", singleServer(0.6, 4));
    }

    @Test
    void oneCardWithFourEnginesIsMM4() {
        assertCoverage(oneCard(4, 0.8, new ServiceTime.Exponential()), "jsq", 1 + erlangC(4, 0.8) / (4 * (1 - 0.8)));
    }

    @Test
    void oneCardWithTwelveEnginesIsMM12() {
        assertCoverage(oneCard(12, 0.9, new ServiceTime.Exponential()), "jsq", 1 + erlangC(12, 0.9) / (12 * (1 - 0.9)));
    }

    @Test
    void randomChoiceMakesEveryCardAnMM1() {
        assertCoverage(farm(8, 0.5), "random", 2);
    }

    @Test
    @Tag("slow")
    void twoChoicesAmongManyCardsFollowTheMeanField() {
        double busy = 0.7;
        double theory = 0;
        for (int i = 1; i <= 6; i++) {
            theory += Math.pow(busy, Math.pow(2, i) - 2);
        }
        assertCoverage(farm(256, busy), "power-of-2", theory);
    }

    @Test
    @Tag("slow")
    void joiningTheShortestOfManyQueuesMakesWaitingVanish() {
        assertCoverage(farm(256, 0.7), "jsq", 1);
    }

    @Test
    void utilisationIsTheOfferedLoad() {
        PolicyResult result = ApExperiment.run(oneCard(4, 0.8, new ServiceTime.Exponential()), "jsq");
        assertThat(result.utilisation().getFirst().mean()).isBetween(0.79, 0.81);
    }
}
