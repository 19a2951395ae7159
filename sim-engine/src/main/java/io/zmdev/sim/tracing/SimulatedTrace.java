package io.zmdev.sim.tracing;

import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.flow.Client;
import io.zmdev.sim.flow.ClientStep;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.vfioccw.DriverStep;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SequencedSet;

/** The trace of a simulated run, made event by event: it needs no memory of its own. Safe for several threads, each with its own iterator. */
public final class SimulatedTrace implements Iterable<TraceEvent> {

    /** Every documented step; a simulation shows them all. */
    public static final SequencedSet<String> STEPS = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(
            List.of("Q0", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "K1", "K2", "K3", "K4", "K5", "K6")));

    private final Run run;

    public SimulatedTrace(Run run) {
        this.run = run;
    }

    public TraceHeader header() {
        return new TraceHeader(
                run.scenario().name(),
                TraceHeader.Origin.SIMULATION,
                STEPS,
                run.steps().size() + tracepoints());
    }

    private long tracepoints() {
        return run.fsm().stream()
                .filter(entry -> !(entry instanceof FsmEntry.Event))
                .count();
    }

    @Override
    public Iterator<TraceEvent> iterator() {
        return new Events();
    }

    private final class Events implements Iterator<TraceEvent> {

        private final RequestNumbers numbers = new RequestNumbers();
        private final Queue<TraceEvent> pending = new ArrayDeque<>();
        private final List<Step> steps = run.steps();
        private int nextStep;
        private int nextFsmEntry;
        private long time;
        private boolean completing;

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
                printTracepoints();
                addStep();
            }
            return pending.remove();
        }

        /** The driver's tracepoints that no step stands for: a request that did not start, and the end of a halt or clear. */
        private void printTracepoints() {
            List<FsmEntry> fsm = run.fsm();
            while (nextFsmEntry < fsm.size() && run.fsmPositions().get(nextFsmEntry) <= nextStep) {
                switch (fsm.get(nextFsmEntry)) {
                    case FsmEntry.Event event -> {
                        // the step that comes next says the same
                    }
                    case FsmEntry.IoRequest(int fctl, int errno, String info) ->
                        addTracepoint(
                                "vfio_ccw_fsm_io_request",
                                Map.of(
                                        Fact.FUNCTION_CONTROL, "" + fctl,
                                        Fact.ERRNO, "" + errno,
                                        Fact.INFO, info));
                    case FsmEntry.AsyncRequest(int command, int errno) ->
                        addTracepoint(
                                "vfio_ccw_fsm_async_request",
                                Map.of(Fact.COMMAND, "" + command, Fact.ERRNO, "" + errno));
                }
                nextFsmEntry++;
            }
        }

        private void addTracepoint(String name, Map<Fact, String> facts) {
            add(
                    new StepId("K4"),
                    OptionalLong.empty(),
                    Lane.VFIO_CCW,
                    Lane.VFIO_CCW,
                    TraceThread.SUBMITTER,
                    name,
                    name,
                    facts,
                    new StepId("K4"));
        }

        private void addStep() {
            Step step = steps.get(nextStep);
            StepKind kind = run.kind(nextStep);
            long before = time;
            time = step.timeNs();
            add(
                    step.id(),
                    OptionalLong.of(time - before),
                    step.actor(),
                    step.target(),
                    thread(kind),
                    step.what(),
                    step.source(),
                    StepFacts.of(run, step),
                    new StepId(kind.id()));
            nextStep++;
        }

        private void add(
                StepId id,
                OptionalLong duration,
                Lane actor,
                Lane target,
                TraceThread thread,
                String what,
                String source,
                Map<Fact, String> facts,
                StepId ofToday) {
            int request = source.equals(ClientStep.ANSWERED.source())
                    ? TraceEvent.NO_REQUEST
                    : numbers.numberOf(ofToday, thread, source, facts);
            pending.add(new TraceEvent(
                    time, duration, request, id, actor, target, thread, Evidence.SIMULATED, what, source, facts));
        }

        private TraceThread thread(StepKind kind) {
            return switch (kind) {
                case ChannelStep step -> TraceThread.CHANNEL;
                case ClientStep step -> thread(step);
                case DriverStep step -> thread(step);
                default -> TraceThread.SUBMITTER;
            };
        }

        private TraceThread thread(ClientStep step) {
            return switch (step) {
                case READ_EVENTFD -> {
                    completing = true;
                    yield poller();
                }
                case UPDATE_IRB, UNIT_EXCEPTION, CRW -> completing ? poller() : TraceThread.SUBMITTER;
                case INJECT -> {
                    TraceThread thread = completing ? poller() : TraceThread.SUBMITTER;
                    completing = false;
                    yield thread;
                }
                default -> TraceThread.SUBMITTER;
            };
        }

        private TraceThread thread(DriverStep step) {
            return switch (step) {
                case INTERRUPTION, TEST_SUBCHANNEL, INTERRUPT_EVENT, QUEUE_WORK, PATH_EVENT, NOT_OPERATIONAL ->
                    TraceThread.INTERRUPT;
                case UPDATE_CPA, UNPIN, STORE_IRB, SIGNAL -> TraceThread.WORKQUEUE;
                case READ_REGION, READ_CRW -> poller();
                default -> TraceThread.SUBMITTER;
            };
        }

        private TraceThread poller() {
            boolean blocks = run.scenario().transport() == Transport.IOCTL
                    || run.scenario().transport() == Transport.IOCTL_USER_TRANSLATION;
            return run.scenario().client() == Client.QEMU && !blocks ? TraceThread.MAIN_LOOP : TraceThread.SUBMITTER;
        }
    }
}
