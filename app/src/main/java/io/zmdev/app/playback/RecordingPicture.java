package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.plot.Arrow;
import io.zmdev.sim.plot.Arrow.Line;
import io.zmdev.sim.plot.SequencePlot;
import java.util.List;

/** All steps of a recording as a diagram, for documents. */
public final class RecordingPicture {

    private RecordingPicture() {}

    /**
     * The diagram; its SVG may be made on any thread.
     *
     * @param lanes who takes part, from left to right
     */
    public static SequencePlot of(Recording recording, List<Lane> lanes) {
        boolean someObserved = recording.steps().stream().anyMatch(Step::observed);
        return new SequencePlot(
                recording.name(),
                text("walk.dashed"),
                lanes.stream().map(lane -> text("lane." + lane)).toList(),
                recording.steps().stream()
                        .map(step -> arrow(step, lanes, someObserved))
                        .toList());
    }

    /** Beside steps that were observed those that were not are dashed. */
    private static Arrow arrow(Step step, List<Lane> lanes, boolean someObserved) {
        return new Arrow(
                step.id().text(),
                lanes.indexOf(step.actor()),
                lanes.indexOf(step.target()),
                step.what(),
                someObserved && !step.observed() ? Line.DASHED : Line.SOLID);
    }
}
