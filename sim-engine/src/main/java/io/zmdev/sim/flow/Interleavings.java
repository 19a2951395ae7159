package io.zmdev.sim.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The orders in which the threads of a scenario can go on: the guest's CPU, the interruption, the workqueue, QEMU's main loop. */
public final class Interleavings {

    private static final int MAX_RUNS = 2000;

    private Interleavings() {}

    /**
     * Runs a scenario in every order.
     *
     * @param limit at most so many different ones
     * @return runs that differ in the order of their steps
     */
    public static List<Run> all(Scenario scenario, int limit) {
        List<Run> runs = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        explore(scenario, run -> {
            if (seen.add(ids(run))) {
                runs.add(run);
            }
            return runs.size() == limit;
        });
        return runs;
    }

    /** The first run in which steps of these ids happen in this order. */
    static Optional<Run> first(Scenario scenario, List<String> order) {
        return explore(scenario, run -> contains(ids(run), order));
    }

    /**
     * Looks for a run by what it has wrong: only choices made before that are made otherwise, the last of them first.
     *
     * @param mismatch when a run takes the first step that is not wanted, in ns; empty for a run that is
     */
    public static Optional<Run> search(Scenario scenario, Function<Run, OptionalLong> mismatch) {
        Deque<List<Boolean>> open = new ArrayDeque<>();
        open.push(List.of());
        for (int i = 0; i < MAX_RUNS && !open.isEmpty(); i++) {
            List<Boolean> prefix = open.pop();
            Choices choices = new Choices(prefix);
            Run run = Simulation.run(scenario, choices);
            OptionalLong wrong = mismatch.apply(run);
            if (wrong.isEmpty()) {
                return Optional.of(run);
            }
            for (int at = prefix.size();
                    at < choices.made().size() && choices.times().get(at) <= wrong.getAsLong();
                    at++) {
                open.push(withOneMore(choices.made(), at));
            }
        }
        return Optional.empty();
    }

    /** The choices before this one, and this one made otherwise. */
    private static List<Boolean> withOneMore(List<Boolean> made, int at) {
        List<Boolean> other = new ArrayList<>(made.subList(0, at));
        other.add(true);
        return other;
    }

    /** Runs a scenario with one more choice each time, until a run is the one. */
    private static Optional<Run> explore(Scenario scenario, Predicate<Run> isLast) {
        Deque<List<Boolean>> open = new ArrayDeque<>();
        open.push(List.of());
        for (int i = 0; i < MAX_RUNS && !open.isEmpty(); i++) {
            List<Boolean> prefix = open.pop();
            Choices choices = new Choices(prefix);
            Run run = Simulation.run(scenario, choices);
            if (isLast.test(run)) {
                return Optional.of(run);
            }
            List<Boolean> made = choices.made();
            for (int at = made.size() - 1; at >= prefix.size(); at--) {
                open.push(withOneMore(made, at));
            }
        }
        return Optional.empty();
    }

    private static List<String> ids(Run run) {
        return run.steps().subList(run.setupSteps(), run.steps().size()).stream()
                .map(step -> step.id().text())
                .toList();
    }

    private static boolean contains(List<String> ids, List<String> order) {
        int next = 0;
        for (String id : ids) {
            if (next < order.size() && new StepId(id).isPartOf(order.get(next))) {
                next++;
            }
        }
        return next == order.size();
    }
}
