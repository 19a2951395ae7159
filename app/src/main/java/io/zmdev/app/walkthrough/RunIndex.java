package io.zmdev.app.walkthrough;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.trace.Change;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.vfioccw.DriverStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every moment of a run looks up, worked out once. Immutable but for the run's place in time. */
final class RunIndex {

    private final Run run;
    private final Optional<Areas> areas;
    private final List<TranslatedSegment> segments = new ArrayList<>();
    private final List<Integer> unpinnings = new ArrayList<>();
    private final boolean format1;

    RunIndex(Run run) {
        this.run = run;
        areas = Areas.of(run.scenario());
        format1 = run.scenario().requests().stream()
                .filter(Request.Ssch.class::isInstance)
                .map(Request.Ssch.class::cast)
                .findFirst()
                .map(start -> fieldOf(start.orb(), "fmt") == 1)
                .orElse(true);
        for (Step step : run.steps()) {
            if (step.id().text().equals(DriverStep.READ_SEGMENT.id())) {
                segment(step).ifPresent(segments::add);
            } else if (step.id().text().equals(DriverStep.UNPIN.id())) {
                unpinnings.add(step.n());
            }
        }
    }

    Run run() {
        return run;
    }

    /** The areas of the passed-through device, empty when there is none. */
    Optional<Areas> areas() {
        return areas;
    }

    /** The layout of the guest's CCWs. */
    Structure guestCcw() {
        return format1 ? Structures.CCW1 : Structures.CCW0;
    }

    /** A CCW of the guest in format 1. */
    long asFormat1(long ccw) {
        return format1 ? ccw : Ccw.fromFormat0(ccw);
    }

    /** The segments that the driver has copied after so many steps, the newest copy of an address last. */
    List<TranslatedSegment> segmentsAt(int position) {
        return segments.stream().filter(segment -> segment.step() < position).toList();
    }

    /** What is pinned after so many steps. */
    List<Run.Pin> pinsAt(int position) {
        int freed = unpinnings.stream().filter(step -> step < position).reduce(-1, Integer::max);
        return run.pins().stream()
                .filter(pin -> pin.step() < position && pin.step() > freed)
                .toList();
    }

    /** The segment that a step copied: read from the guest, written to the kernel. */
    private Optional<TranslatedSegment> segment(Step step) {
        Optional<Range> read = step.reads().stream()
                .filter(range -> range.area().equals(Areas.GUEST))
                .findFirst();
        Optional<Change> written = areas.flatMap(names -> step.writes().stream()
                .filter(change -> change.area().equals(names.kernel()))
                .findFirst());
        return read.flatMap(from ->
                written.map(to -> new TranslatedSegment(step.n(), from.offset(), to.offset(), to.length() / Ccw.SIZE)));
    }

    private static long fieldOf(byte[] orb, String name) {
        return Structures.ORB.fields(orb).stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
