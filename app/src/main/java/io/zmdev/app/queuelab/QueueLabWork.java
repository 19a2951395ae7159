package io.zmdev.app.queuelab;

import io.zmdev.app.fx.Picture;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.QueueCourse;
import io.zmdev.sim.ap.load.Sweep;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the queue lab has done elsewhere. Each consumer is called on the thread of the screen. */
public interface QueueLabWork {

    /**
     * Runs a sweep.
     *
     * @param finished is told each cell that is done
     * @param done gets all rows
     * @param ended is run when there is no more to come: after done, after a failure, after it was stopped
     * @return stops the sweep
     */
    Runnable start(Sweep sweep, Consumer<Sweep.Cell> finished, Consumer<List<Sweep.Row>> done, Runnable ended);

    /** Looks at a run under each policy; the courses come in the order of the policies. */
    void watch(ApScenario scenario, List<String> policies, Consumer<List<QueueCourse>> done);

    /** Asks for a file, makes the diagram on a thread of its own, and writes it. */
    void saveSvg(Supplier<String> svg);

    /** Asks for a file and writes the picture to it. */
    void savePng(Picture picture);
}
