package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioRun;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Supplier;

/** The trace of a simulation, made event by event: it needs no memory of its own. Safe for several threads, each with its own iterator. */
public final class SimulatedTrace implements Iterable<TraceEvent> {

    private final Recording recording;
    private final TraceHeader header;
    private final Supplier<StepEvents> stepEvents;

    private SimulatedTrace(Recording recording, TraceKind kind, long events, Supplier<StepEvents> stepEvents) {
        this.recording = recording;
        this.header = new TraceHeader(recording.name(), kind, TraceHeader.Origin.SIMULATION, kind.steps(), events);
        this.stepEvents = stepEvents;
    }

    /** The trace of a channel I/O. */
    public static SimulatedTrace of(Run run) {
        return new SimulatedTrace(
                run,
                TraceKind.CHANNEL_IO,
                run.steps().size() + ChannelEvents.tracepoints(run),
                () -> new ChannelEvents(run));
    }

    /** The trace of accesses to regions. */
    public static SimulatedTrace of(MmioRun run) {
        return new SimulatedTrace(run, TraceKind.MMIO, run.steps().size(), () -> new MmioEvents(run));
    }

    public TraceHeader header() {
        return header;
    }

    @Override
    public Iterator<TraceEvent> iterator() {
        return new Events();
    }

    private final class Events implements Iterator<TraceEvent> {

        private final Queue<TraceEvent> pending = new ArrayDeque<>();
        private final List<Step> steps = recording.steps();
        private final StepEvents events = stepEvents.get();
        private int nextStep;
        private long time;

        @Override
        public boolean hasNext() {
            return !pending.isEmpty() || nextStep < steps.size();
        }

        @Override
        public TraceEvent next() {
            if (pending.isEmpty()) {
                if (nextStep == steps.size()) {
                    throw new NoSuchElementException();
                }
                Step step = steps.get(nextStep);
                pending.addAll(events.of(step, time));
                time = step.timeNs();
                nextStep++;
            }
            return pending.remove();
        }
    }
}
