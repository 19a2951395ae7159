package io.zmdev.io;

import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.flow.Fault;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the {@code faults} of a channel-I/O scenario. */
final class FaultReader {

    private static final Pattern STEP = Pattern.compile("[GKQ][0-9]{1,2}(\\.[0-9]{1,2})?");
    private static final long MAX_UINT = 0xffff_ffffL;

    private static final Map<String, BiFunction<JsonValue, Long, Fault.What>> KINDS = kinds();

    private FaultReader() {}

    private static Map<String, BiFunction<JsonValue, Long, Fault.What>> kinds() {
        Map<String, BiFunction<JsonValue, Long, Fault.What>> kinds = new LinkedHashMap<>();
        Arrays.stream(Fault.Host.values()).forEach(host -> kinds.put(host.id(), (fault, memory) -> host));
        kinds.put(
                "unit-check", (fault, memory) -> new Fault.UnitCheck(atMost(fault.required("sense"), SenseData.SIZE)));
        kinds.put(
                "condition-code",
                (fault, memory) -> new Fault.ConditionCode(fault.required("cc").integer(1, 3)));
        kinds.put("memory-changed", FaultReader::memoryChanged);
        kinds.put(
                "dma-unmapped",
                (fault, memory) -> new Fault.DmaUnmapped(
                        fault.required("at").integer(0L, memory),
                        fault.required("size").integer(1L, memory)));
        kinds.put("forged-submission", (fault, memory) -> forged(fault));
        return kinds;
    }

    /** @param requests how many the scenario makes */
    static Fault read(JsonValue fault, long memorySize, int requests) {
        JsonValue when = fault.required("when");
        Optional<JsonValue> afterStep = when.optional("step");
        Fault.What what = fault.required("what").oneOf(KINDS).apply(fault, memorySize);
        if (afterStep.isPresent() && !(what instanceof Fault.MemoryChanged)) {
            throw afterStep.get().error("only memory-changed happens after a step; give the request alone");
        }
        return new Fault(
                fault.optional("on", JsonValue::name, ""),
                what,
                new Fault.When(when.required("request").integer(0, requests), afterStep.map(FaultReader::step)));
    }

    private static String step(JsonValue step) {
        if (!STEP.matcher(step.text()).matches()) {
            throw step.error("'%s' is no step such as K2 or K2.1".formatted(step.text()));
        }
        return step.text();
    }

    private static Fault.What memoryChanged(JsonValue fault, long memorySize) {
        long at = fault.required("at").integer(0L, memorySize);
        JsonValue hex = fault.required("hex");
        byte[] bytes = hex.bytes();
        if (at + bytes.length > memorySize) {
            throw hex.error("%d bytes at 0x%x go past the end of memory".formatted(bytes.length, at));
        }
        return new Fault.MemoryChanged(at, bytes);
    }

    private static Fault.What forged(JsonValue fault) {
        return new Fault.ForgedSubmission(
                fault.optional("orb").map(ScenarioDocument::orb),
                fault.optional("fctl").map(fctl -> fctl.integer(0, 7)),
                fault.optional("irb").map(irb -> atMost(irb, Irb.SIZE_WITH_EMW)),
                fault.optional("retCode").map(retCode -> (int) retCode.integer(Integer.MIN_VALUE, MAX_UINT)));
    }

    private static byte[] atMost(JsonValue hex, int length) {
        byte[] bytes = hex.bytes();
        if (bytes.length > length) {
            throw hex.error("at most %d bytes are needed, here are %d".formatted(length, bytes.length));
        }
        return bytes;
    }
}
