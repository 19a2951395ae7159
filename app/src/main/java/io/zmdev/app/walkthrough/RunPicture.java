package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.plot.Arrow;
import io.zmdev.sim.plot.Arrow.Line;
import io.zmdev.sim.plot.SequencePlot;
import java.util.List;

/** All steps of a run as a diagram, for documents. */
final class RunPicture {

    private RunPicture() {}

    /** The diagram as SVG. */
    static String svg(Run run) {
        boolean someObserved = run.steps().stream().anyMatch(Step::observed);
        return new SequencePlot(
                        run.scenario().name(),
                        text("walk.dashed"),
                        Lane.CHANNEL_IO.stream()
                                .map(lane -> text("lane." + lane))
                                .toList(),
                        run.steps().stream()
                                .map(step -> arrow(step, someObserved))
                                .toList())
                .svg();
    }

    /** Beside steps that were observed those that were not are dashed. */
    private static Arrow arrow(Step step, boolean someObserved) {
        List<Lane> lanes = Lane.CHANNEL_IO;
        return new Arrow(
                step.id().text(),
                lanes.indexOf(step.actor()),
                lanes.indexOf(step.target()),
                step.what(),
                someObserved && !step.observed() ? Line.DASHED : Line.SOLID);
    }
}
