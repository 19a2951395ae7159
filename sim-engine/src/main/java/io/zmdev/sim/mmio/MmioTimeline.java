package io.zmdev.sim.mmio;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.StepLog;
import io.zmdev.sim.mmio.MmioWork.Counter;
import io.zmdev.sim.trace.ChangeLog;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The simulated clock: each step takes its cycles, is counted, and goes into the log while one is kept. */
final class MmioTimeline {

    private static final long NS_PER_MICROSECOND = 1000;

    private final long[] costs = new long[MmioStep.values().length];
    private final long[] done = new long[costs.length];
    private @Nullable StepLog steps;
    private @Nullable ChangeLog changes;
    private long cycles;
    private long otherCycles;
    private boolean onVcpu = true;

    /**
     * A clock at zero.
     *
     * @param overrides cycles by id of the cost
     * @throws ZmdevException FILE_UNUSABLE when an id is unknown
     */
    MmioTimeline(Map<String, Long> overrides) {
        String known = Arrays.stream(MmioCost.values()).map(MmioCost::id).collect(Collectors.joining(", "));
        overrides.keySet().stream()
                .filter(name -> Arrays.stream(MmioCost.values())
                        .noneMatch(cost -> cost.id().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new ZmdevException(
                            ErrorCode.FILE_UNUSABLE, "costs: '%s' is not one of %s".formatted(name, known));
                });
        for (MmioStep step : MmioStep.values()) {
            costs[step.number()] =
                    overrides.getOrDefault(step.cost().id(), step.cost().cycles());
        }
    }

    /** Keeps every step from here on. */
    void record(StepLog stepLog, ChangeLog changeLog) {
        steps = stepLog;
        changes = changeLog;
    }

    boolean isRecording() {
        return steps != null;
    }

    /** The number of recorded steps. */
    int recorded() {
        return steps == null ? 0 : steps.size();
    }

    /** Cycles of the vCPU's thread so far. */
    long cycles() {
        return cycles;
    }

    /** What follows is done by the vCPU's thread. */
    void onVcpu() {
        onVcpu = true;
    }

    /** What follows is done by another thread. */
    void onOtherThread() {
        onVcpu = false;
    }

    MmioCounts counts() {
        long[] counts = new long[Counter.values().length];
        long transitions = 0;
        for (MmioStep step : MmioStep.values()) {
            counts[step.counter().number()] += done[step.number()];
            transitions += step.transitions() * done[step.number()];
        }
        return new MmioCounts(
                counts[Counter.EXIT.number()] + counts[Counter.FAULT_EXIT.number()],
                counts[Counter.USER_EXIT.number()],
                transitions,
                counts[Counter.SYSCALL.number()],
                counts[Counter.COPY.number()],
                counts[Counter.SIGNAL.number()],
                counts[Counter.FAULT.number()] + counts[Counter.FAULT_EXIT.number()],
                counts[Counter.PIN.number()],
                counts[Counter.INTERRUPT.number()],
                cycles,
                otherCycles);
    }

    void step(MmioStep kind) {
        step(kind, 1, 0, 0, 0);
    }

    void step(MmioStep kind, long a, long b, long c) {
        step(kind, 1, a, b, c);
    }

    /** Ends a step that does its work so many times. */
    void step(MmioStep kind, long times, long a, long b, long c) {
        int number = kind.number();
        long took = costs[number] * times;
        if (onVcpu) {
            cycles += took;
        } else {
            otherCycles += took;
        }
        done[number]++;
        if (steps != null && changes != null) {
            steps.add(kind, (cycles + otherCycles) * NS_PER_MICROSECOND / MmioCost.CYCLES_PER_MICROSECOND, a, b, c);
            changes.endStep();
        }
    }
}
