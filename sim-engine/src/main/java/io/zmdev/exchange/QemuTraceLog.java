package io.zmdev.exchange;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceThread;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The log of QEMU's trace backend {@code log} with {@code -trace 'ioinst*' -trace 'css*' -trace 'vfio*'}: {@code
 * THREAD@SECONDS.MICROSECONDS:EVENT TEXT} with {@code -msg timestamp=on}, {@code EVENT TEXT} without, where the lines count as 1 µs
 * apart; and QEMU's own messages with an ISO 8601 time.
 */
final class QemuTraceLog implements TraceLog {

    private static final Pattern TIMED =
            Pattern.compile("(\\d{1,10})@(\\d{1,10})\\.(\\d{1,6}):([a-z][a-z0-9_]{2,64})(?: (.*))?");
    private static final Pattern UNTIMED = Pattern.compile("((?:ioinst|css|vfio)_[a-z0-9_]{1,64})(?: (.*))?");
    private static final Pattern MESSAGE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,18}(?:Z|[+-]\\d\\d:?\\d\\d)) (qemu-system\\S{0,32}: .*)");
    private static final Pattern INSTRUCTION = Pattern.compile("IOINST: (\\w{3,8}) .*");
    private static final Pattern INTERRUPT = Pattern.compile(".*\\(intparm 0x([0-9a-f]{1,8}), .*");
    private static final Pattern WRITE_FAILED =
            Pattern.compile(".*write (?:I/O|cmd) region failed with errno=(\\d{1,5}).*");
    private static final long NS_PER_S = 1_000_000_000;
    private static final long UNTIMED_STEP_NS = 1000;

    private final Set<String> covers = new TreeSet<>();
    private String submitter = "";
    private long recognized;

    /** Whether the line is one of such a log. */
    static boolean isLine(String line) {
        return TIMED.matcher(line).matches() || UNTIMED.matcher(line).matches();
    }

    @Override
    public TraceHeader.Origin origin() {
        return TraceHeader.Origin.QEMU_LOG;
    }

    @Override
    public long recognized() {
        return recognized;
    }

    @Override
    public Set<String> covers() {
        return covers;
    }

    @Override
    public List<TraceEvent> read(String line) {
        Matcher matcher = TIMED.matcher(line);
        if (matcher.matches()) {
            recognized++;
            long time = Long.parseLong(matcher.group(2)) * NS_PER_S
                    + Long.parseLong((matcher.group(3) + "000000").substring(0, 6)) * 1000;
            return event(time, matcher.group(1), matcher.group(4), text(matcher.group(5)));
        }
        matcher = UNTIMED.matcher(line);
        if (matcher.matches()) {
            recognized++;
            return event(recognized * UNTIMED_STEP_NS, "", matcher.group(1), text(matcher.group(2)));
        }
        matcher = MESSAGE.matcher(line);
        return matcher.matches() ? message(matcher.group(1), matcher.group(2)) : List.of();
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group.strip();
    }

    private List<TraceEvent> event(long time, String thread, String name, String text) {
        String what = name + ": " + text;
        if (name.startsWith("ioinst_")) {
            covers.addAll(Set.of("Q3", "Q8"));
            Optional<String> instruction = instruction(text);
            if (instruction.isEmpty()) {
                return List.of();
            }
            submitter = thread;
            boolean tsch = instruction.get().equals("tsch");
            return List.of(observed(
                    time,
                    tsch ? "Q8.2" : "Q3",
                    Lane.GUEST,
                    Lane.QEMU,
                    TraceThread.SUBMITTER,
                    what,
                    name,
                    tsch ? Map.of() : Map.of(Fact.INSTRUCTION, instruction.get())));
        }
        if (name.equals("css_io_interrupt")) {
            covers.add("Q7");
            TraceThread role =
                    thread.equals(submitter) && !thread.isEmpty() ? TraceThread.SUBMITTER : TraceThread.MAIN_LOOP;
            return List.of(observed(time, "Q7", Lane.QEMU, Lane.KVM, role, what, name, interruptionParameter(text)));
        }
        return name.startsWith("vfio_get")
                ? List.of(observed(time, "Q1", Lane.QEMU, Lane.VFIO, TraceThread.MAIN_LOOP, what, name, Map.of()))
                : List.of();
    }

    static Optional<String> instruction(String text) {
        Matcher matcher = INSTRUCTION.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static Map<Fact, String> interruptionParameter(String text) {
        Matcher matcher = INTERRUPT.matcher(text);
        return matcher.matches()
                ? Map.of(Fact.INTPARM, "%08x".formatted(Integer.parseUnsignedInt(matcher.group(1), 16)))
                : Map.of();
    }

    /** QEMU says that a write failed: the return of the write follows from that. */
    private List<TraceEvent> message(String time, String text) {
        Matcher matcher = WRITE_FAILED.matcher(text);
        if (!matcher.matches()) {
            return List.of();
        }
        try {
            OffsetDateTime at = OffsetDateTime.parse(time);
            return List.of(TraceEvent.logged(
                    at.toEpochSecond() * NS_PER_S + at.getNano(),
                    "K4",
                    Lane.VFIO,
                    Lane.QEMU,
                    TraceThread.SUBMITTER,
                    Evidence.INFERRED,
                    text,
                    "vfio_ccw_handle_request",
                    Map.of(Fact.RESULT, "-" + matcher.group(1))));
        } catch (DateTimeException e) {
            return List.of();
        }
    }

    private static TraceEvent observed(
            long time,
            String id,
            Lane actor,
            Lane target,
            TraceThread thread,
            String what,
            String source,
            Map<Fact, String> facts) {
        return TraceEvent.logged(time, id, actor, target, thread, Evidence.OBSERVED, what, source, facts);
    }
}
