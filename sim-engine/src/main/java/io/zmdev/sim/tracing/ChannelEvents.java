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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The events of a channel I/O: its steps, and the driver's tracepoints that no step stands for. */
final class ChannelEvents implements StepEvents {

    private static final StepId TRACEPOINT = new StepId("K4");

    private final Run run;
    private final RequestNumbers numbers = new RequestNumbers();
    private int nextFsmEntry;
    private boolean completing;

    ChannelEvents(Run run) {
        this.run = run;
    }

    /** How many tracepoints no step stands for. */
    static long tracepoints(Run run) {
        return run.fsm().stream()
                .filter(entry -> !(entry instanceof FsmEntry.Event))
                .count();
    }

    @Override
    public List<TraceEvent> of(Step step, long startNs) {
        List<TraceEvent> events = new ArrayList<>();
        printTracepoints(step.n(), startNs, events);
        StepKind kind = run.kind(step.n());
        TraceThread thread = thread(kind);
        Map<Fact, String> facts = ChannelFacts.of(run, step);
        int request = step.source().equals(ClientStep.ANSWERED.source())
                ? TraceEvent.NO_REQUEST
                : numbers.numberOf(new StepId(kind.id()), thread, step.source(), facts);
        events.add(TraceEvent.simulated(step, startNs, request, thread, facts));
        return events;
    }

    /** The driver's tracepoints that no step stands for: a request that did not start, and the end of a halt or clear. */
    private void printTracepoints(int step, long timeNs, List<TraceEvent> events) {
        List<FsmEntry> fsm = run.fsm();
        while (nextFsmEntry < fsm.size() && run.fsmPositions().get(nextFsmEntry) <= step) {
            switch (fsm.get(nextFsmEntry)) {
                case FsmEntry.Event event -> {
                    // the step that comes next says the same
                }
                case FsmEntry.IoRequest(int fctl, int errno, String info) ->
                    events.add(tracepoint(
                            timeNs,
                            "vfio_ccw_fsm_io_request",
                            step,
                            Map.of(
                                    Fact.FUNCTION_CONTROL, "" + fctl,
                                    Fact.ERRNO, "" + errno,
                                    Fact.INFO, info)));
                case FsmEntry.AsyncRequest(int command, int errno) ->
                    events.add(tracepoint(
                            timeNs,
                            "vfio_ccw_fsm_async_request",
                            step,
                            Map.of(Fact.COMMAND, "" + command, Fact.ERRNO, "" + errno)));
            }
            nextFsmEntry++;
        }
    }

    /** @param step the step that comes next, of the same device */
    private TraceEvent tracepoint(long timeNs, String name, int step, Map<Fact, String> said) {
        Map<Fact, String> facts = ChannelFacts.device(run, step);
        facts.putAll(said);
        return new TraceEvent(
                timeNs,
                OptionalLong.empty(),
                numbers.numberOf(TRACEPOINT, TraceThread.SUBMITTER, name, facts),
                TRACEPOINT,
                Lane.VFIO_CCW,
                Lane.VFIO_CCW,
                TraceThread.SUBMITTER,
                Evidence.SIMULATED,
                name,
                name,
                facts);
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
