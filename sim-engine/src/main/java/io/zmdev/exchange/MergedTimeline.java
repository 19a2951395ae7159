package io.zmdev.exchange;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceKind;
import io.zmdev.sim.tracing.TraceThread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time line in which QEMU's log, ftrace and the guest's console are merged already: sections that begin with {@code ## TITLE},
 * lines {@code TIME ms STEP WHO TEXT} with the time from the start of the section, several texts with {@code ;} between them. The
 * sections are put one after the other, 1 ms apart.
 */
final class MergedTimeline implements TraceLog {

    private static final Pattern LINE = Pattern.compile(
            "\\s*+(\\d{1,9})\\.(\\d{3}) ms {1,2}(Q.?|K.?|G.?|idle|)\\s++(guest|qemu\\s++tid \\d{1,10}|(?:user|kernel) .{1,40}? cpu\\d{1,4}(?: IRQ)?)\\s++(.*)");
    private static final Pattern SECTION = Pattern.compile("## (?:TEST \\S{1,16} )?(.{1,200})");
    private static final Pattern CC = Pattern.compile("cc (\\d)(?!.*cc \\d)");
    private static final Pattern TAKEN = Pattern.compile(".*parm ([0-9a-f]{8}) word ([0-9a-f]{8}).*");
    private static final String WORD = "([0-9a-f]{8})";
    private static final Pattern IRB =
            Pattern.compile(".*scsw %s %s %s(?: \\| esw {1,2}((?:[0-9a-f]{8} ?){5}))?.*".formatted(WORD, WORD, WORD));
    private static final Pattern ECW = Pattern.compile(".*\\| ecw {1,2}((?:[0-9a-f]{8} ?){8}).*");
    private static final long NS_PER_US = 1000;
    private static final long NS_PER_MS = 1_000_000;

    private String title = "";
    private String vcpu = "";
    private long section;
    private long last;
    private long issuedAt = -1;
    private long recognized;

    static boolean isLine(String line) {
        return LINE.matcher(line).matches();
    }

    @Override
    public TraceHeader.Origin origin() {
        return TraceHeader.Origin.MERGED;
    }

    @Override
    public long recognized() {
        return recognized;
    }

    @Override
    public Set<String> covers() {
        return TraceKind.CHANNEL_IO.steps();
    }

    @Override
    public List<TraceEvent> read(String line) {
        Matcher heading = SECTION.matcher(line);
        if (heading.matches()) {
            title = heading.group(1);
            section = last == 0 ? 0 : last + NS_PER_MS;
            return List.of();
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return List.of();
        }
        recognized++;
        last = section + Long.parseLong(matcher.group(1)) * NS_PER_MS + Long.parseLong(matcher.group(2)) * NS_PER_US;
        String label = matcher.group(3);
        String who = matcher.group(4);
        String text = matcher.group(5);
        if (who.equals("guest")) {
            return guest(label, text);
        }
        if (!label.matches("[QK]\\d")) {
            return List.of();
        }
        return who.startsWith("qemu") ? qemu(label, who, text) : kernel(label, who, text);
    }

    private List<TraceEvent> guest(String label, String text) {
        return switch (label) {
            case "G1" -> {
                issuedAt = last;
                yield List.of();
            }
            case "Q5" -> {
                Matcher cc = CC.matcher(text);
                yield List.of(answer(text, cc.find() ? Map.of(Fact.CC, cc.group(1)) : Map.of()));
            }
            case "G2" -> {
                Matcher taken = TAKEN.matcher(text);
                yield List.of(guestStep(
                        "Q8.1",
                        Lane.KVM,
                        Lane.GUEST,
                        text,
                        taken.matches()
                                ? Map.of(Fact.INTPARM, taken.group(1), Fact.INTERRUPTION_WORD, taken.group(2))
                                : Map.of()));
            }
            case "G3" -> List.of(guestStep("Q8.2", Lane.GUEST, Lane.KVM, text, Map.of()));
            case "G4" -> List.of(guestStep("Q8.3", Lane.QEMU, Lane.GUEST, text, irb(text)));
            default -> List.of();
        };
    }

    private static Map<Fact, String> irb(String text) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        Matcher cc = Pattern.compile("TSCH cc (\\d)").matcher(text);
        if (cc.find()) {
            facts.put(Fact.CC, cc.group(1));
        }
        Matcher words = IRB.matcher(text);
        if (words.matches()) {
            facts.put(Fact.GUEST_SCSW, words.group(1));
            facts.put(Fact.GUEST_SCSW_CPA, words.group(2));
            facts.put(Fact.GUEST_SCSW_STATUS, words.group(3));
            if (words.group(4) != null) {
                facts.put(Fact.ESW, words.group(4).strip());
            }
        }
        Matcher ecw = ECW.matcher(text);
        if (ecw.matches()) {
            facts.put(Fact.ECW, ecw.group(1).strip());
        }
        return facts;
    }

    private List<TraceEvent> qemu(String label, String who, String text) {
        int colon = text.indexOf(": ");
        String name = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 2);
        if (label.equals("Q3")) {
            vcpu = who;
            return instruction(name, text, QemuTraceLog.instruction(rest));
        }
        TraceThread thread = who.equals(vcpu) ? TraceThread.SUBMITTER : TraceThread.MAIN_LOOP;
        Lane target = label.equals("Q7") ? Lane.KVM : label.equals("Q1") ? Lane.VFIO : Lane.QEMU;
        return List.of(TraceEvent.logged(
                last,
                label.equals("Q8") ? "Q8.2" : label,
                Lane.QEMU,
                target,
                label.equals("Q8") ? TraceThread.SUBMITTER : thread,
                Evidence.OBSERVED,
                text,
                name,
                QemuTraceLog.interruptionParameter(rest)));
    }

    /** The guest tells once that it issues, even where it issues two instructions in a row. */
    private List<TraceEvent> instruction(String name, String text, Optional<String> instruction) {
        List<TraceEvent> events = new ArrayList<>();
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        instruction.ifPresent(word -> facts.put(Fact.INSTRUCTION, word));
        facts.put(Fact.TITLE, title);
        if (issuedAt >= 0) {
            events.add(TraceEvent.logged(
                    issuedAt,
                    "Q3",
                    Lane.GUEST,
                    Lane.KVM,
                    TraceThread.SUBMITTER,
                    Evidence.OBSERVED,
                    "the guest issues the instruction",
                    "guest",
                    facts));
            facts.clear();
            issuedAt = -1;
        }
        events.add(TraceEvent.logged(
                last, "Q3", Lane.KVM, Lane.QEMU, TraceThread.SUBMITTER, Evidence.OBSERVED, text, name, facts));
        return events;
    }

    private List<TraceEvent> kernel(String label, String who, String text) {
        List<TraceEvent> events = new ArrayList<>();
        TraceThread thread = thread(who);
        for (String item : text.split("; ", -1)) {
            KernelRecord.parse(item).ifPresent(record -> {
                Optional<KernelStep> step = KernelStep.of(record, thread);
                boolean lifecycle = step.isPresent() && step.get().id().equals("Q0");
                boolean polled = record.name().equals("sys_ppoll");
                events.add(TraceEvent.logged(
                        last,
                        lifecycle ? "Q0" : label.equals("Q6") ? polled ? "Q6.1" : "Q6.2" : label,
                        step.map(KernelStep::actor).orElse(Lane.VFIO_CCW),
                        step.map(KernelStep::target).orElse(Lane.VFIO_CCW),
                        thread,
                        Evidence.OBSERVED,
                        item,
                        record.name(),
                        KernelFacts.of(record)));
            });
        }
        return events;
    }

    private static TraceThread thread(String who) {
        if (who.endsWith(" IRQ")) {
            return TraceThread.INTERRUPT;
        }
        if (who.contains("kworker")) {
            return TraceThread.WORKQUEUE;
        }
        return who.contains("CPU ") ? TraceThread.SUBMITTER : TraceThread.MAIN_LOOP;
    }

    /** The guest reads its clock after the instruction: the condition code was set some time before. */
    private TraceEvent answer(String text, Map<Fact, String> facts) {
        return TraceEvent.logged(
                last, "Q5", Lane.QEMU, Lane.GUEST, TraceThread.SUBMITTER, Evidence.INFERRED, text, "guest", facts);
    }

    private TraceEvent guestStep(String id, Lane actor, Lane target, String text, Map<Fact, String> facts) {
        return TraceEvent.logged(
                last, id, actor, target, TraceThread.SUBMITTER, Evidence.OBSERVED, text, "guest", facts);
    }
}
