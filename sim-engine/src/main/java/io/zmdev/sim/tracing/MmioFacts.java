package io.zmdev.sim.tracing;

import static io.zmdev.sim.tracing.Fact.ADDRESS;
import static io.zmdev.sim.tracing.Fact.COUNT;
import static io.zmdev.sim.tracing.Fact.DATAMATCH;
import static io.zmdev.sim.tracing.Fact.ERRNO;
import static io.zmdev.sim.tracing.Fact.EVENTFD;
import static io.zmdev.sim.tracing.Fact.LENGTH;
import static io.zmdev.sim.tracing.Fact.OFFSET;
import static io.zmdev.sim.tracing.Fact.PARENT_ADDRESS;
import static io.zmdev.sim.tracing.Fact.POSITION;
import static io.zmdev.sim.tracing.Fact.REGION;
import static io.zmdev.sim.tracing.Fact.RESULT;
import static io.zmdev.sim.tracing.Fact.VALUE;

import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioStep;
import io.zmdev.sim.trace.Change;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The facts of a step of an access to a region: its arguments, and the data that it moved to the device. */
final class MmioFacts {

    private MmioFacts() {}

    static Map<Fact, String> of(MmioRun run, MmioStep kind, Step step) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        List<Fact> names = arguments(kind);
        for (int i = 0; i < names.size(); i++) {
            facts.put(names.get(i), text(names.get(i), run.argument(step.n(), i)));
        }
        if (movesData(kind) && !step.writes().isEmpty()) {
            facts.put(Fact.DATA, data(step.writes()));
        }
        return facts;
    }

    /** What the first arguments of each step are, as its text has them. */
    private static List<Fact> arguments(MmioStep kind) {
        return switch (kind) {
            case REGION_INFO -> List.of(REGION, LENGTH, POSITION);
            case EXIT, EXIT_PORT, DECODE, BUS, TO_USER, TO_USER_PORT, CALLBACK -> List.of(ADDRESS, LENGTH);
            case EXIT_FAST, DIRECT_FAULT, BAD_ADDRESS -> List.of(ADDRESS);
            case MEMORY_SLOT, REGISTER_COALESCED, REGISTER_BACK_DOOR, MAP_DMA, UNMAP_DMA, COPY_DMA ->
                List.of(ADDRESS, LENGTH);
            case REGISTER_IOEVENTFD -> List.of(ADDRESS, LENGTH, EVENTFD);
            case REGISTER_FILE -> List.of(ADDRESS, LENGTH, POSITION);
            case REGISTER_LISTENER -> List.of(POSITION, VALUE);
            case MMAP, PWRITE, PREAD, FILE_OP -> List.of(POSITION, LENGTH);
            case PASS -> List.of(POSITION);
            case LOOK_UP -> List.of(POSITION, REGION);
            case COMPUTE_INDEX -> List.of(POSITION, REGION, OFFSET);
            case FIND_REGION -> List.of(REGION, OFFSET);
            case EMULATE -> List.of(REGION, OFFSET, LENGTH);
            case COMPARE -> List.of(VALUE, DATAMATCH);
            case SIGNAL, READ_EVENTFD -> List.of(EVENTFD, COUNT);
            case LISTENER_WRITE -> List.of(VALUE);
            case RING_PUT, RING_TAKE -> List.of(COUNT, ADDRESS, LENGTH);
            case DIRECT -> List.of(ADDRESS, PARENT_ADDRESS, LENGTH);
            case MAPPED -> List.of(OFFSET, PARENT_ADDRESS, LENGTH);
            case MAPPING_FAULT, SIGBUS, REFUSE_MAP -> List.of(OFFSET);
            case FAULT_HANDLER, IDENTITY -> List.of(OFFSET, REGION);
            case FILL, REMAP, VALIDATE -> List.of(OFFSET, PARENT_ADDRESS);
            case COLLISION -> List.of(PARENT_ADDRESS);
            case PIN, UNPIN -> List.of(ADDRESS, COUNT);
            case FDGET, CLOSE, DMA_UNMAPPED, CHECK_RANGES, CACHE_OFFSETS -> List.of(COUNT);
            case COPY_RUN -> List.of(LENGTH);
            case COPY_USER, COPY_KERNEL -> List.of(COUNT);
            case RETURN -> List.of(RESULT);
            case REFUSED, REJECT -> List.of(ERRNO);
            case CONTROL_VARIABLE -> List.of(VALUE);
            case OPEN,
                    ADD_GROUP,
                    RELEASE,
                    RESUME,
                    UNASSIGNED,
                    KVM_RUN,
                    STALE,
                    WAKE,
                    RING_FULL,
                    NO_HANDLER,
                    RETRY,
                    SET_IRQS,
                    IRQFD,
                    RAISE,
                    HELD,
                    MASK,
                    IRQ_SIGNAL,
                    IRQ_WAKE,
                    DISABLE_MMAP,
                    TELL_KVM,
                    INJECT,
                    END,
                    RESAMPLE,
                    UNMASK,
                    UNMASK_CALL,
                    LOWER -> List.of();
        };
    }

    private static String text(Fact fact, long value) {
        return switch (fact) {
            case ADDRESS, POSITION, OFFSET, PARENT_ADDRESS, VALUE, DATAMATCH -> Long.toHexString(value);
            default -> Long.toString(value);
        };
    }

    private static boolean movesData(MmioStep kind) {
        return switch (kind) {
            case EMULATE, DIRECT, MAPPED, COPY_DMA -> true;
            default -> false;
        };
    }

    private static String data(List<Change> writes) {
        StringBuilder text = new StringBuilder();
        writes.forEach(change -> text.append(HexFormat.of().formatHex(change.after())));
        return text.toString();
    }
}
