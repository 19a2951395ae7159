package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.plot.Arrow;
import io.zmdev.sim.plot.SequencePair;
import io.zmdev.sim.plot.SequencePair.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request of two traces, drawn side by side: each documented step where it begins. */
public final class TracePicture {

    private TracePicture() {}

    /**
     * The diagram as SVG.
     *
     * @param left the events of the request in one trace, in its order
     * @param right those in the other
     */
    public static String svg(
            String title, String leftName, List<TraceEvent> left, String rightName, List<TraceEvent> right) {
        Map<String, TraceEvent> leftSteps = beginnings(left);
        Map<String, TraceEvent> rightSteps = beginnings(right);
        List<Lane> lanes = List.copyOf(Stream.concat(leftSteps.values().stream(), rightSteps.values().stream())
                .flatMap(event -> Stream.of(event.actor(), event.target()))
                .collect(Collectors.toCollection(TreeSet::new)));
        return new SequencePair(
                        title,
                        "inferred from what a log says before and after",
                        lanes.stream().map(TracePicture::label).toList(),
                        new Sequence(leftName, arrows(leftSteps, lanes)),
                        new Sequence(rightName, arrows(rightSteps, lanes)))
                .svg();
    }

    /** The first event of each documented step. */
    private static Map<String, TraceEvent> beginnings(List<TraceEvent> events) {
        Map<String, TraceEvent> beginnings = new LinkedHashMap<>();
        events.forEach(event -> beginnings.putIfAbsent(event.id().step(), event));
        return beginnings;
    }

    private static List<Arrow> arrows(Map<String, TraceEvent> steps, List<Lane> lanes) {
        long start = steps.values().stream().mapToLong(TraceEvent::timeNs).min().orElse(0);
        return steps.entrySet().stream()
                .map(step -> arrow(step.getKey(), step.getValue(), start, lanes))
                .toList();
    }

    private static Arrow arrow(String step, TraceEvent event, long start, List<Lane> lanes) {
        return new Arrow(
                step,
                lanes.indexOf(event.actor()),
                lanes.indexOf(event.target()),
                time(event.timeNs() - start),
                event.evidence() == Evidence.INFERRED ? Arrow.Line.DASHED : Arrow.Line.SOLID);
    }

    private static String time(long ns) {
        return ns < 1_000_000
                ? String.format(Locale.ROOT, "%.1f µs", ns / 1e3)
                : String.format(Locale.ROOT, "%.2f ms", ns / 1e6);
    }

    private static String label(Lane lane) {
        return lane == Lane.CHANNEL_SUBSYSTEM
                ? "css"
                : lane.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
