package io.zmdev.sim.flow;

import java.util.ArrayList;
import java.util.List;

/** Decides, wherever another thread could go on before the one that runs, whether it does: as prescribed, then never. */
final class Choices {

    private final List<Boolean> prescribed;
    private final List<Boolean> made = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    Choices(List<Boolean> prescribed) {
        this.prescribed = List.copyOf(prescribed);
    }

    /**
     * Whether the other thread goes on here.
     *
     * @param now the simulated time in ns
     */
    boolean next(long now) {
        times.add(now);
        boolean choice = made.size() < prescribed.size() && prescribed.get(made.size());
        made.add(choice);
        return choice;
    }

    /** When each decision was made, in ns. */
    List<Long> times() {
        return List.copyOf(times);
    }

    /** What was decided so far. */
    List<Boolean> made() {
        return List.copyOf(made);
    }
}
