package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioStep;
import io.zmdev.sim.mmio.Operation;
import java.util.List;
import java.util.Optional;

/** The events of accesses to regions: a step each, of the operation that it belongs to. */
final class MmioEvents implements StepEvents {

    private final MmioRun run;
    private int operation;
    private int requests;
    private TraceThread signalled = TraceThread.INTERRUPT;

    MmioEvents(MmioRun run) {
        this.run = run;
    }

    @Override
    public List<TraceEvent> of(Step step, long startNs) {
        while (operation < run.done().size() && run.done().get(operation).endStep() <= step.n()) {
            requests += isRequest(run.done().get(operation).operation()) ? 1 : 0;
            operation++;
        }
        Optional<Operation> current = run.done().stream()
                .skip(operation)
                .findFirst()
                .filter(done -> done.firstStep() <= step.n())
                .map(MmioRun.Done::operation);
        MmioStep kind = (MmioStep) run.kind(step.n());
        boolean inMainLoop =
                current.filter(Operation.MainLoop.class::isInstance).isPresent();
        return List.of(TraceEvent.simulated(
                step,
                startNs,
                current.filter(MmioEvents::isRequest).isPresent() ? requests : TraceEvent.NO_REQUEST,
                inMainLoop ? TraceThread.MAIN_LOOP : thread(kind),
                MmioFacts.of(run, kind, step)));
    }

    /** What only chooses the path of later accesses is none, so that the same accesses can be compared on two paths. */
    private static boolean isRequest(Operation operation) {
        return !(operation instanceof Operation.Map || operation instanceof Operation.Register);
    }

    /** An interrupt is injected by who got its signal: KVM's irqfd at once, or QEMU's main loop. */
    private TraceThread thread(MmioStep kind) {
        return switch (kind) {
            case RAISE, HELD, MASK, IRQ_SIGNAL, LOWER -> {
                signalled = TraceThread.INTERRUPT;
                yield TraceThread.INTERRUPT;
            }
            case IRQ_WAKE, DISABLE_MMAP, TELL_KVM -> {
                signalled = TraceThread.MAIN_LOOP;
                yield TraceThread.MAIN_LOOP;
            }
            case INJECT -> signalled;
            default -> TraceThread.SUBMITTER;
        };
    }
}
