package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.Apqn;
import io.zmdev.sim.ap.ApHardware;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A run from its start, looked at again and again: what is on the queues, which engines work, how long answers took so far.
 *
 * @param queues the real queues, in the order of the machine
 * @param depths how many messages each of them holds at most
 */
public record QueueCourse(String policy, List<Apqn> queues, List<Integer> depths, List<Look> looks) {

    public QueueCourse {
        queues = List.copyOf(queues);
        depths = List.copyOf(depths);
        looks = List.copyOf(looks);
    }

    /**
     * What there was to see at one moment.
     *
     * @param time since the start, in ns
     * @param outstanding on each queue the messages that were enqueued and whose reply was not taken
     * @param busyEngines of each card
     * @param utilisation of each card so far, 0..1
     * @param inFlight of each guest the requests that it waits for
     * @param answers how many took so long so far: those at place n took 2<sup>n</sup> ns or more, and less than twice that
     */
    public record Look(
            long time,
            List<Integer> outstanding,
            List<Integer> busyEngines,
            List<Double> utilisation,
            List<Integer> inFlight,
            List<Long> answers) {

        public Look {
            outstanding = List.copyOf(outstanding);
            busyEngines = List.copyOf(busyEngines);
            utilisation = List.copyOf(utilisation);
            inFlight = List.copyOf(inFlight);
            answers = List.copyOf(answers);
        }

        /** How many requests were answered so far. */
        public long answered() {
            return answers.stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Looks at a run; the first look is at its start, when all queues are empty.
     *
     * @param looks how many
     * @param every from one look to the next, in ns
     * @throws io.zmdev.model.ZmdevException CONFLICT when the scenario can't be, see {@link ScenarioConflicts}
     */
    public static QueueCourse of(ApScenario scenario, String policy, int looks, long every) {
        ScenarioConflicts.requireNone(scenario);
        long[] answers = new long[Long.SIZE];
        ApSimulation simulation =
                ApSimulation.begun(scenario, policy, (now, response) -> answers[magnitude(response)]++);
        ApHardware hardware = simulation.hardware();
        List<Look> seen = new ArrayList<>(looks);
        for (int look = 0; look < looks; look++) {
            simulation.goOn(look * every);
            seen.add(look(look * every, simulation, answers));
        }
        return new QueueCourse(
                policy,
                IntStream.range(0, hardware.queues()).mapToObj(hardware::apqn).toList(),
                IntStream.range(0, hardware.queues()).mapToObj(hardware::depth).toList(),
                seen);
    }

    private static Look look(long time, ApSimulation simulation, long[] answers) {
        ApHardware hardware = simulation.hardware();
        int cards = hardware.machine().cards().size();
        return new Look(
                time,
                IntStream.range(0, hardware.queues())
                        .mapToObj(hardware::outstanding)
                        .toList(),
                IntStream.range(0, cards).mapToObj(hardware::busyEngines).toList(),
                IntStream.range(0, cards).mapToObj(simulation::utilisation).toList(),
                simulation.inFlight(),
                LongStream.of(Arrays.copyOf(answers, answers.length)).boxed().toList());
    }

    /** The place of a response time among the answers. */
    private static int magnitude(long response) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, response));
    }
}
