package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Errno;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.flow.Counts;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.Interleavings;
import io.zmdev.sim.flow.KernelAnswers;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Schedule;
import io.zmdev.sim.flow.TransportComparison;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes the result of a channel-I/O scenario, {@code zmdev.result/1} (docs/formats.md). */
public final class ResultDocument {

    public static final String FORMAT = "zmdev.result/1";

    private static final HexFormat HEX = HexFormat.of();
    private static final int MAX_INTERLEAVINGS = 100;
    private static final int SCSW_BYTES = 12;

    private ResultDocument() {}

    /** @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE */
    public static void write(Path file, Run run) {
        JsonOutput.write(file, tree(run));
    }

    public static String text(Run run) {
        return JsonOutput.text(tree(run));
    }

    /** @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE */
    public static void write(Path file, KernelAnswers answers) {
        JsonOutput.write(file, tree(answers));
    }

    /** What a kernel answered: the same keys as far as a kernel tells them, and with {@code ignore} what is its own. */
    public static String text(KernelAnswers answers) {
        return JsonOutput.text(tree(answers));
    }

    /** The comparison of the transports on one scenario, {@code zmdev.result/1} of kind {@code channel-io-transports}. */
    public static String text(String name, List<TransportComparison> rows) {
        ObjectNode top = JsonInput.MAPPER.createObjectNode();
        top.put("format", FORMAT).put("kind", "channel-io-transports").put("name", name);
        ArrayNode transports = top.putArray("transports");
        for (TransportComparison row : rows) {
            ObjectNode node =
                    transports.addObject().put("transport", row.transport().id());
            put(node, row.counts());
            node.put("duration_ns", row.durationNs());
        }
        return JsonOutput.text(top);
    }

    private static ObjectNode tree(Run run) {
        ObjectNode top = top(run.scenario());
        run.stopped().ifPresent(reason -> top.put("stopped", reason));
        putRequests(top, run.scenario(), run.results());
        putFsm(top, run.fsm());
        putMemory(top, run.memoryChanges());
        ArrayNode pins = top.putArray("pins");
        run.pins()
                .forEach(pin -> pins.addObject()
                        .put("step", pin.step())
                        .put("at", "0x%x".formatted(pin.iova()))
                        .put("pages", pin.pages())
                        .put("host", "0x%x".formatted(pin.hostAddress())));
        put(top.putObject("counts"), run.counts());
        if (run.scenario().schedule() instanceof Schedule.All) {
            ArrayNode orders = top.putArray("interleavings");
            Interleavings.all(run.scenario(), MAX_INTERLEAVINGS).forEach(other -> {
                ArrayNode order = orders.addArray();
                other.steps()
                        .subList(other.setupSteps(), other.steps().size())
                        .forEach(step -> order.add(step.id().text()));
            });
        }
        StepListDocument.put(top.putArray("steps"), run.steps());
        return top;
    }

    private static ObjectNode tree(KernelAnswers answers) {
        ObjectNode top = top(answers.scenario());
        ArrayNode requests = putRequests(top, answers.scenario(), answers.results());
        for (int i = 0; i < requests.size(); i++) {
            List<KernelAnswers.Bytes> ignored = answers.ignored(i);
            if (!ignored.isEmpty()) {
                ArrayNode ranges = ((ObjectNode) requests.get(i)).putArray("ignore");
                ignored.forEach(range -> ranges.addArray().add(range.from()).add(range.to()));
            }
        }
        answers.fsm().ifPresent(fsm -> putFsm(top, fsm));
        putMemory(top, answers.memoryChanges());
        return top;
    }

    private static ObjectNode top(Scenario scenario) {
        return JsonInput.MAPPER.createObjectNode().put("format", FORMAT).put("name", scenario.name());
    }

    private static ArrayNode putRequests(ObjectNode top, Scenario scenario, List<Result> results) {
        ArrayNode requests = top.putArray("requests");
        for (int i = 0; i < results.size(); i++) {
            Request request = scenario.requests().get(i);
            ObjectNode node = requests.addObject().put("do", request.operation());
            if (!request.on().isEmpty()) {
                node.put("on", request.on());
            }
            put(node, results.get(i));
        }
        return requests;
    }

    private static void putFsm(ObjectNode top, List<FsmEntry> entries) {
        ArrayNode fsm = top.putArray("fsm");
        entries.forEach(entry -> put(fsm.addObject(), entry));
    }

    private static void putMemory(ObjectNode top, List<Run.MemoryChange> changes) {
        ArrayNode memory = top.putArray("memory");
        changes.forEach(change ->
                memory.addObject().put("at", "0x%x".formatted(change.at())).put("hex", HEX.formatHex(change.bytes())));
    }

    private static void put(ObjectNode node, Result result) {
        switch (result) {
            case Result.RegionWrite write -> put(node, write);
            case Result.RegionRead(Optional<Errno> errno, byte[] bytes) -> {
                put(node, errno);
                if (errno.isEmpty()) {
                    node.put("hex", HEX.formatHex(bytes));
                }
            }
            case Result.Waited(boolean interrupt, Optional<Result.GuestInterrupt> guest) -> {
                node.put("interrupt", interrupt);
                guest.ifPresent(taken -> node.put("subchannelId", "0x%08x".formatted(taken.subchannelId()))
                        .put("intparm", "0x%08x".formatted(taken.parameter()))
                        .put("word", "0x%08x".formatted(taken.word())));
            }
            case Result.RegionIrb(byte[] irb, int retCode) -> {
                putIrb(node, irb);
                node.put("retCode", retCode);
            }
            case Result.StoredSchib(byte[] schib, OptionalInt cc) -> {
                cc.ifPresent(value -> node.put("cc", value));
                node.put("schib", HEX.formatHex(schib));
            }
            case Result.ConditionCode(int cc, Optional<Result.RegionWrite> region) -> {
                node.put("cc", cc);
                region.ifPresent(write -> put(node, write));
            }
            case Result.GuestIrb(int cc, byte[] irb, byte[] regionIrb) -> {
                node.put("cc", cc);
                putIrb(node, irb);
                if (regionIrb.length > 0) {
                    node.put("regionIrb", HEX.formatHex(regionIrb));
                }
            }
            case Result.OperandException() -> node.put("exception", "operand");
            case Result.Called(Optional<Errno> errno) -> put(node, errno);
            case Result.Done() -> {}
        }
    }

    private static void put(ObjectNode node, Result.RegionWrite write) {
        put(node, write.errno());
        if (write.errno().isEmpty()) {
            node.put("written", write.written());
        }
        write.retCode().ifPresent(retCode -> node.put("retCode", retCode));
    }

    private static void put(ObjectNode node, Optional<Errno> errno) {
        node.put("errno", errno.map(Errno::name).orElse(null));
    }

    private static void putIrb(ObjectNode node, byte[] irb) {
        node.put("irb", HEX.formatHex(irb));
        ObjectNode scsw = node.putObject("scsw");
        Structures.SCSW.fields(Arrays.copyOf(irb, SCSW_BYTES)).forEach(field -> scsw.put(field.name(), field.hex()));
    }

    private static void put(ObjectNode node, FsmEntry entry) {
        switch (entry) {
            case FsmEntry.Event(int state, int event) ->
                node.put("state", state).put("event", event);
            case FsmEntry.IoRequest(int fctl, int errno, String info) ->
                node.put("fctl", fctl).put("errno", errno).put("info", info);
            case FsmEntry.AsyncRequest(int command, int errno) ->
                node.put("command", command).put("errno", errno);
        }
    }

    private static void put(ObjectNode node, Counts counts) {
        node.put("exits", counts.exits())
                .put("syscalls", counts.syscalls())
                .put("copies", counts.copies())
                .put("bytesCopied", counts.bytesCopied())
                .put("pagesPinned", counts.pagesPinned())
                .put("interrupts", counts.interrupts())
                .put("eventfdSignals", counts.eventfdSignals())
                .put("guestInterrupts", counts.guestInterrupts())
                .put("blocked_ns", counts.blockedNs());
    }
}
