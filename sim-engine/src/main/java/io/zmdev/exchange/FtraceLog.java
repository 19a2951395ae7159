package io.zmdev.exchange;

import io.zmdev.exchange.KernelRecord.Kind;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceThread;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the kernel's ftrace: function tracer, events of {@code vfio_ccw} and {@code s390}, system calls, probes. Two forms of
 * lines: with the columns task, CPU, flags and time, and the short one of a test program, {@code trace: [task] text}, which has no
 * times; there the lines count as 1 µs apart.
 */
final class FtraceLog implements TraceLog {

    private static final Pattern LINE = Pattern.compile(
            "\\s*+(.{1,64})-(\\d{1,10})\\s++(?:\\([\\s\\d-]{1,16}\\)\\s++)?\\[(\\d{1,4})\\]\\s++(?:([^\\s:]{4,8})\\s++)?(\\d{1,10})\\.(\\d{1,9}): (.*)");
    private static final Pattern SHORT =
            Pattern.compile("\\s*+trace: (?:(kworker\\S{0,32}|<idle>-\\d{1,4})\\s++)?(\\S.*)");
    private static final Pattern TITLE = Pattern.compile("\\s++-- (.{1,200})");
    private static final long NS_PER_S = 1_000_000_000;
    private static final long SHORT_STEP_NS = 1000;

    private final Set<String> covers = new TreeSet<>();
    private final Set<String> subchannels = new HashSet<>();
    private final Map<String, Long> calls = new HashMap<>();
    private final Map<String, Boolean> writing = new HashMap<>();
    private String title = "";
    private long recognized;

    @Override
    public TraceHeader.Origin origin() {
        return TraceHeader.Origin.FTRACE;
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
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            recognized++;
            String task = matcher.group(1).strip();
            String flags = matcher.group(4);
            return event(
                    timeNs(matcher.group(5), matcher.group(6)),
                    task,
                    task + "-" + matcher.group(2),
                    flags != null && (flags.indexOf('h') >= 0 || flags.indexOf('H') >= 0),
                    matcher.group(7));
        }
        matcher = SHORT.matcher(line);
        if (matcher.matches()) {
            recognized++;
            String task = matcher.group(1) == null ? "" : matcher.group(1);
            return event(recognized * SHORT_STEP_NS, task, task, false, matcher.group(2));
        }
        matcher = TITLE.matcher(line);
        if (matcher.matches()) {
            title = matcher.group(1);
        }
        return List.of();
    }

    private static long timeNs(String seconds, String fraction) {
        return Long.parseLong(seconds) * NS_PER_S + Long.parseLong((fraction + "000000000").substring(0, 9));
    }

    private List<TraceEvent> event(long time, String task, String thread, boolean interrupt, String text) {
        Optional<KernelRecord> parsed = KernelRecord.parse(text);
        if (parsed.isEmpty()) {
            return List.of();
        }
        KernelRecord record = parsed.get();
        cover(record);
        TraceThread role = role(record, task, interrupt);
        boolean vcpu = task.startsWith("CPU ");
        Optional<KernelStep> step = KernelStep.of(record, role);
        if (step.isEmpty() || isOtherDevice(record) || isOtherFile(record, thread, vcpu)) {
            return List.of();
        }
        String id = step.get().id().equals("Q6.2") && role == TraceThread.SUBMITTER && vcpu
                ? "Q3"
                : step.get().id();
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.putAll(KernelFacts.of(record));
        if (!title.isEmpty() && record.kind() == Kind.CALL && step.get().id().equals("K1")) {
            facts.put(Fact.TITLE, title);
            title = "";
        }
        return List.of(new TraceEvent(
                time,
                duration(record, thread, time),
                TraceEvent.NO_REQUEST,
                new StepId(id),
                step.get().actor(),
                step.get().target(),
                role,
                Evidence.OBSERVED,
                text,
                record.name(),
                facts));
    }

    /** The function tracer shows all of the kernel's steps but the return of a write; that needs a probe or system calls. */
    private void cover(KernelRecord record) {
        switch (record.kind()) {
            case CALL -> covers.addAll(Set.of("K1", "K2", "K3", "K5", "K6"));
            case SYSCALL, SYSCALL_RETURN -> covers.addAll(Set.of("Q4", "Q6", "K4"));
            case RETURN -> {
                if (record.name().equals("vfio_ccw_mdev_write")) {
                    covers.add("K4");
                }
            }
            case EVENT -> {
                switch (record.name()) {
                    case "vfio_ccw_fsm_event" -> covers.addAll(Set.of("K1", "K5"));
                    case "s390_cio_ssch" -> covers.add("K3");
                    default -> {}
                }
            }
        }
    }

    private static TraceThread role(KernelRecord record, String task, boolean interrupt) {
        return switch (record.name()) {
            case "do_cio_interrupt", "s390_cio_interrupt", "vfio_ccw_sch_irq", "fsm_irq" -> TraceThread.INTERRUPT;
            case "vfio_ccw_fsm_event" ->
                record.values().getOrDefault("event", "").equals("2") ? TraceThread.INTERRUPT : TraceThread.SUBMITTER;
            case "vfio_ccw_sch_io_todo", "cp_update_scsw" -> TraceThread.WORKQUEUE;
            default -> {
                if (interrupt) {
                    yield TraceThread.INTERRUPT;
                }
                yield task.startsWith("kworker")
                        ? TraceThread.WORKQUEUE
                        : task.startsWith("qemu-system") ? TraceThread.MAIN_LOOP : TraceThread.SUBMITTER;
            }
        };
    }

    /** The s390 events tell of every subchannel; only those that the driver has count. */
    private boolean isOtherDevice(KernelRecord record) {
        String subchannel = record.values().get("schid");
        if (subchannel == null || !subchannel.contains(".")) {
            return false;
        }
        if (record.name().startsWith("vfio_ccw")) {
            subchannels.add(subchannel);
        }
        return !subchannels.contains(subchannel);
    }

    /** A return of a system call that was none to the device. */
    private boolean isOtherFile(KernelRecord record, String thread, boolean vcpu) {
        if (record.name().equals("sys_pread64") && vcpu) {
            return true;
        }
        if (!record.name().equals("sys_pwrite64")) {
            return false;
        }
        if (record.kind() == Kind.SYSCALL) {
            writing.put(thread, true);
            return false;
        }
        return writing.remove(thread) == null;
    }

    private OptionalLong duration(KernelRecord record, String thread, long time) {
        String call = thread + " " + record.name();
        return switch (record.kind()) {
            case CALL, SYSCALL -> {
                calls.put(call, time);
                yield OptionalLong.empty();
            }
            case RETURN, SYSCALL_RETURN -> {
                Long started = calls.remove(call);
                yield started == null ? OptionalLong.empty() : OptionalLong.of(time - started);
            }
            case EVENT -> OptionalLong.empty();
        };
    }
}
