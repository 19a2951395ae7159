package io.zmdev.sim.flow;

import java.util.ArrayList;
import java.util.List;

/** Decides, wherever another thread could go on before the one that runs, whether it does: as prescribed, then never. */
final class Choices {

    private final List<Boolean> prescribed;
    private final List<Boolean> made = new ArrayList<>();

    Choices(List<Boolean> prescribed) {
        this.prescribed = List.copyOf(prescribed);
    }

    /** Whether the other thread goes on here. */
    boolean next() {
        boolean choice = made.size() < prescribed.size() && prescribed.get(made.size());
        made.add(choice);
        return choice;
    }

    /** What was decided so far. */
    List<Boolean> made() {
        return List.copyOf(made);
    }
}
