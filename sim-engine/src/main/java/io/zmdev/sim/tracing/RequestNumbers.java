package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.StepId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells to which request each event of a trace belongs, from the order of the events alone: the submitter works on the request that
 * it started last; an interruption belongs to the request that started the subchannel last; the work to the last interruption, as
 * the driver has one IRB; what the main loop does to the last signal; TEST SUBCHANNEL to the last interruption of the guest. Each of
 * several devices has an order of its own where the events tell which one they are of.
 *
 * <p>For one trace, from its start; not safe for several threads.
 */
public final class RequestNumbers {

    /** The instructions that make a request; the others only look at a subchannel or change it. */
    static final Set<String> STARTING = Set.of("ssch", "hsch", "csch", "xsch", "rsch");

    /** What a request can begin with: the outermost that a log shows counts. */
    private enum Beginning {
        INSTRUCTION,
        SYSTEM_CALL,
        VFIO_FUNCTION,
        DRIVER_FUNCTION,
        STATE_MACHINE,
        NONE
    }

    private Beginning outermost = Beginning.NONE;
    private int next;
    private int submitted = TraceEvent.NO_REQUEST;
    private boolean submitting;
    private final Map<String, Progress> devices = new HashMap<>();

    /** How far a device's requests are. */
    private static final class Progress {
        private int started = TraceEvent.NO_REQUEST;
        private int interrupted = TraceEvent.NO_REQUEST;
        private int signalled = TraceEvent.NO_REQUEST;
        private int injected = TraceEvent.NO_REQUEST;
        private boolean sawInterrupt;
        private boolean sawSignal;
    }

    /** The event with its number. */
    public TraceEvent number(TraceEvent event) {
        return event.withRequest(numberOf(event.id(), event.thread(), event.source(), event.facts()));
    }

    /** The number of the next event, of which this is known. */
    int numberOf(StepId id, TraceThread thread, String source, Map<Fact, String> facts) {
        String step = id.step();
        Progress device = devices.computeIfAbsent(facts.getOrDefault(Fact.DEVICE, ""), name -> new Progress());
        return switch (step) {
            case "Q0", "Q1", "Q2" -> TraceEvent.NO_REQUEST;
            case "Q8" -> device.injected;
            case "Q6" -> completed(device);
            case "Q7" -> {
                device.injected = thread == TraceThread.MAIN_LOOP ? completed(device) : submitted;
                yield device.injected;
            }
            case "K5" -> {
                if (thread == TraceThread.INTERRUPT) {
                    device.interrupted = device.started;
                    device.sawInterrupt = true;
                }
                yield device.interrupted;
            }
            case "K6" -> {
                device.signalled = device.interrupted;
                device.sawSignal = true;
                yield device.signalled;
            }
            default -> {
                begin(beginning(id, source, facts), facts);
                if (step.equals("K3")) {
                    device.started = submitted;
                }
                yield submitted;
            }
        };
    }

    /** What the main loop completes, by the last that the log shows of it. */
    private int completed(Progress device) {
        if (device.sawSignal) {
            return device.signalled;
        }
        return device.sawInterrupt ? device.interrupted : submitted;
    }

    private void begin(Beginning beginning, Map<Fact, String> facts) {
        if (beginning == Beginning.NONE || beginning.compareTo(outermost) > 0) {
            return;
        }
        outermost = beginning;
        boolean starts = beginning != Beginning.INSTRUCTION || STARTING.contains(facts.get(Fact.INSTRUCTION));
        submitted = starts ? next++ : TraceEvent.NO_REQUEST;
    }

    private Beginning beginning(StepId id, String source, Map<Fact, String> facts) {
        return switch (id.step()) {
            case "Q3" -> facts.containsKey(Fact.INSTRUCTION) ? Beginning.INSTRUCTION : Beginning.NONE;
            case "Q4" -> submission(id);
            case "K1" ->
                switch (source) {
                    case "vfio_device_fops_write" -> Beginning.VFIO_FUNCTION;
                    case "vfio_ccw_mdev_write" -> Beginning.DRIVER_FUNCTION;
                    case "vfio_ccw_fsm_event" -> Beginning.STATE_MACHINE;
                    default -> Beginning.NONE;
                };
            default -> Beginning.NONE;
        };
    }

    /** A request may be forged and load its program (Q4.1, Q4.3) before the write (Q4), and be kicked (Q4.2) after it. */
    private Beginning submission(StepId id) {
        boolean goesOn = submitting || id.text().equals("Q4.2");
        submitting = id.text().equals("Q4.1") || id.text().equals("Q4.3");
        return goesOn ? Beginning.NONE : Beginning.SYSTEM_CALL;
    }
}
