package io.zmdev.hw.live;

import io.zmdev.io.ResultDifference;
import io.zmdev.io.ResultDocument;
import io.zmdev.sim.flow.Interleavings;
import io.zmdev.sim.flow.KernelAnswers;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Simulation;
import java.util.Optional;

/** Holds what a kernel answered against what the simulator answers. */
public final class SimulatedAnswers {

    /** How many orders of the threads are tried at most. */
    private static final int ORDERS = 200;

    private SimulatedAnswers() {}

    /**
     * Where the simulator answers something else than the kernel did, in the order of the threads that their times make; empty when
     * it answers the same in this or in another order that they can take.
     */
    public static Optional<String> difference(KernelAnswers kernel) {
        String answers = ResultDocument.text(kernel);
        Optional<String> difference = difference(answers, Simulation.run(kernel.scenario()));
        boolean sameInOther = difference.isPresent()
                && Interleavings.all(kernel.scenario(), ORDERS).stream()
                        .anyMatch(run -> difference(answers, run).isEmpty());
        return sameInOther ? Optional.empty() : difference;
    }

    private static Optional<String> difference(String kernel, Run run) {
        return ResultDifference.first("the kernel", kernel, "the simulator", ResultDocument.text(run));
    }
}
