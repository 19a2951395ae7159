package io.zmdev.sim.flow;

import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.flow.CostModel.Cost;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.trace.StepSink;
import io.zmdev.sim.vfioccw.DriverStep;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The simulated clock: each step takes its time, is counted, and goes into the log while one is kept. */
final class Timeline implements StepSink {

    private static final int SEGMENT_BYTES = 2048;

    private static final int CCW_BYTES = 8;

    private final CostModel costs;
    private final Transport transport;
    private @Nullable StepLog steps;
    private @Nullable ChangeLog changes;
    private @Nullable Consumer<StepId> watcher;
    private long now;
    private int device = StepLog.NO_DEVICE;

    private long exits;
    private long syscalls;
    private long copies;
    private long bytesCopied;
    private long pagesPinned;
    private long interrupts;
    private long eventfdSignals;
    private long guestInterrupts;
    private long intercepted;
    private long blocked;

    Timeline(CostModel costs, Transport transport) {
        this.costs = costs;
        this.transport = transport;
    }

    /** Keeps every step from here on. */
    void record(StepLog stepLog, ChangeLog changeLog) {
        steps = stepLog;
        changes = changeLog;
    }

    /** Tells of every step once it is done. */
    void watch(Consumer<StepId> newWatcher) {
        watcher = newWatcher;
    }

    /** How many steps are in the log; 0 while none is kept. */
    int recordedSteps() {
        return steps == null ? 0 : steps.size();
    }

    long now() {
        return now;
    }

    long cost(Cost cost) {
        return costs.of(cost);
    }

    /**
     * What follows is done for another device, by its place in the scenario.
     *
     * @return the one before, to which whoever is done goes back
     */
    int turnTo(int newDevice) {
        int before = device;
        device = newDevice;
        return before;
    }

    /** Lets time pass in which nothing happens. */
    void advanceTo(long time) {
        now = Math.max(now, time);
    }

    /** Ends a request: what was read or written since its last step is a step of its own. */
    void endRequest() {
        if (changes != null && changes.hasOpenStep()) {
            step(ClientStep.ANSWERED);
        }
    }

    /** Forgets what the setup cost. */
    void startCounting() {
        exits = 0;
        syscalls = 0;
        copies = 0;
        bytesCopied = 0;
        pagesPinned = 0;
        interrupts = 0;
        eventfdSignals = 0;
        guestInterrupts = 0;
        blocked = 0;
    }

    Counts counts() {
        return new Counts(
                exits,
                syscalls,
                copies,
                bytesCopied,
                pagesPinned,
                interrupts,
                eventfdSignals,
                guestInterrupts,
                blocked);
    }

    @Override
    public void step(StepKind kind, long a, long b, long c) {
        now += duration(kind, a, b, c);
        if (steps != null && changes != null) {
            steps.add(device, kind, now, a, b, c);
            changes.endStep();
        }
        if (watcher != null) {
            watcher.accept(StepIds.of(transport, kind));
        }
    }

    private long duration(StepKind kind, long a, long b, long c) {
        return switch (kind) {
            case DriverStep step -> duration(step, b, c);
            case ClientStep step -> duration(step, a);
            case ChannelStep step -> duration(step);
            case SetupStep step -> costs.of(Cost.SYSCALL);
            default -> costs.of(Cost.STEP);
        };
    }

    private long duration(DriverStep step, long b, long c) {
        return switch (step) {
            case READ_REGION -> isIoctl() ? copied(b) : syscall() + copied(b);
            case COPY_REGION, READ_SCHIB, READ_CRW -> syscall() + copied(b);
            case READ_SEGMENT -> copied(transport == Transport.IOCTL_USER_TRANSLATION ? CCW_BYTES * c : SEGMENT_BYTES);
            case READ_IDAW -> copied(Long.BYTES);
            case MAKE_IDAL, TRANSLATE_CCW, TRANSLATE_TIC -> costs.of(Cost.TRANSLATE);
            case PIN -> {
                pagesPinned += b;
                yield costs.of(Cost.PIN) * b;
            }
            case SSCH, HSCH, CSCH, QUIESCE -> costs.of(Cost.INSTRUCTION);
            case TEST_SUBCHANNEL -> {
                interrupts++;
                yield costs.of(Cost.INTERRUPTION);
            }
            case SIGNAL -> {
                eventfdSignals += isIoctl() ? 0 : 1;
                yield costs.of(Cost.STEP);
            }
            case OPEN_DEVICE, CLOSE_DEVICE, RESET -> {
                syscalls++;
                yield costs.of(Cost.SYSCALL) + costs.of(Cost.INSTRUCTION);
            }
            case EVENT,
                    INTERRUPT_EVENT,
                    LIFECYCLE_EVENT,
                    REFUSE_PROGRAM,
                    REFUSE_REQUEST,
                    REFUSE_ACCESS,
                    REFUSE_TRANSLATION,
                    MAKE_ORB,
                    RETURN,
                    INTERRUPTION,
                    QUEUE_WORK,
                    UPDATE_CPA,
                    UNPIN,
                    RELEASE,
                    STORE_IRB,
                    PATH_EVENT,
                    NOT_OPERATIONAL -> costs.of(Cost.STEP);
        };
    }

    private long duration(ClientStep step, long a) {
        return switch (step) {
            case INTERCEPT, INTERCEPT_TSCH -> {
                exits++;
                intercepted = now;
                yield costs.of(Cost.EXIT);
            }
            case READ_EVENTFD -> isIoctl() ? costs.of(Cost.STEP) : syscall();
            case KICK -> {
                eventfdSignals++;
                yield syscall();
            }
            case LOAD_PROGRAM -> syscall() + copied(CCW_BYTES * a);
            case TRANSLATE_IN_USER_SPACE -> copied(CCW_BYTES * a) + costs.of(Cost.TRANSLATE) * a;
            case INJECT -> {
                syscalls++;
                guestInterrupts++;
                yield costs.of(Cost.INJECT);
            }
            case REGION_INFO, EVENTFDS -> costs.of(Cost.SYSCALL);
            case UNMAP -> syscall();
            case CONDITION_CODE -> {
                blocked += now - intercepted;
                yield costs.of(Cost.STEP);
            }
            case WRITE_REGION,
                    CHECK,
                    UPDATE_IRB,
                    UNIT_EXCEPTION,
                    TAKE_INTERRUPT,
                    TEST_SUBCHANNEL,
                    ANSWERED,
                    GUEST_MEMORY,
                    FORGE,
                    CRW -> costs.of(Cost.STEP);
        };
    }

    private long duration(ChannelStep step) {
        return switch (step) {
            case FETCH, TIC -> costs.of(Cost.FETCH);
            case COMMAND, SUSPEND, INTERMEDIATE, END, HALT, CLEAR, RUNAWAY -> costs.of(Cost.STEP);
        };
    }

    private boolean isIoctl() {
        return transport == Transport.IOCTL || transport == Transport.IOCTL_USER_TRANSLATION;
    }

    private long syscall() {
        syscalls++;
        return costs.of(Cost.SYSCALL);
    }

    private long copied(long bytes) {
        copies++;
        bytesCopied += bytes;
        return costs.of(Cost.COPY_KIB) * bytes / 1024;
    }
}
