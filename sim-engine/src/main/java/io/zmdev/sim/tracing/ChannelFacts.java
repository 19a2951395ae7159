package io.zmdev.sim.tracing;

import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.flow.ClientStep;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.trace.Change;
import io.zmdev.sim.vfioccw.DriverStep;
import io.zmdev.sim.vfioccw.Region;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The facts of a step of a channel I/O: its arguments, and what it wrote. */
final class ChannelFacts {

    private static final Map<Integer, String> INSTRUCTIONS = Map.of(
            0x30, "csch", 0x31, "hsch", 0x32, "msch", 0x33, "ssch", 0x34, "stsch", 0x35, "tsch", 0x38, "rsch", 0x76,
            "xsch");

    private final Map<Fact, String> facts;
    private final Run run;
    private final Step step;

    private ChannelFacts(Run run, Step step) {
        this.run = run;
        this.step = step;
        this.facts = device(run, step.n());
    }

    static Map<Fact, String> of(Run run, Step step) {
        ChannelFacts facts = new ChannelFacts(run, step);
        switch (run.kind(step.n())) {
            case ClientStep client -> facts.client(client);
            case DriverStep driver -> facts.driver(driver);
            default -> {}
        }
        return facts.facts;
    }

    /** Which of several devices the step is of; for more facts. */
    static Map<Fact, String> device(Run run, int step) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        if (run.scenario().devices().size() > 1) {
            run.deviceOf(step).ifPresent(device -> facts.put(Fact.DEVICE, device.id()));
        }
        return facts;
    }

    private void client(ClientStep kind) {
        switch (kind) {
            case INTERCEPT ->
                facts.put(
                        Fact.INSTRUCTION,
                        INSTRUCTIONS.getOrDefault((int) argument(0), "b2%02x".formatted(argument(0))));
            case CONDITION_CODE -> number(Fact.CC, 0);
            case WRITE_REGION -> {
                number(Fact.REGION, 0);
                number(Fact.LENGTH, 1);
            }
            case INJECT -> word(Fact.INTPARM, argument(0));
            case TAKE_INTERRUPT -> {
                word(Fact.INTPARM, argument(0));
                word(Fact.INTERRUPTION_WORD, argument(1));
            }
            case TEST_SUBCHANNEL -> {
                number(Fact.CC, 0);
                written("guest.operands", Irb.SIZE).ifPresent(this::guestIrb);
            }
            default -> {}
        }
    }

    private void driver(DriverStep kind) {
        switch (kind) {
            case COPY_REGION -> copied();
            case EVENT, INTERRUPT_EVENT, LIFECYCLE_EVENT -> {
                number(Fact.STATE, 0);
                number(Fact.EVENT, 1);
            }
            case MAKE_ORB -> {
                word(Fact.HOST_INTPARM, argument(0));
                word(Fact.HOST_ORB_CONTROL, argument(1));
                word(Fact.HOST_CPA, argument(2));
            }
            case SSCH, HSCH, CSCH -> number(Fact.CC, 0);
            case RETURN -> number(Fact.RESULT, 0);
            case READ_REGION -> {
                number(Fact.REGION, 0);
                number(Fact.LENGTH, 1);
            }
            case TEST_SUBCHANNEL -> {
                number(Fact.CC, 0);
                written("stack", Irb.SIZE).ifPresent(irb -> ScswFacts.put(facts, irb.getInt(0), irb.getInt(8)));
            }
            default -> {}
        }
    }

    private void copied() {
        number(Fact.REGION, 0);
        number(Fact.LENGTH, 1);
        if (argument(0) == Region.IO.index() && argument(1) == Region.IO.size()) {
            written("region." + Region.IO.id(), Region.IO.size()).ifPresent(region -> {
                word(Fact.INTPARM, region.getInt(Region.ORB + Orb.INTPARM));
                word(Fact.ORB_CONTROL, region.getInt(Region.ORB + Orb.CONTROL));
                word(Fact.CPA, region.getInt(Region.ORB + Orb.CPA));
                word(Fact.SCSW, region.getInt(Region.SCSW));
            });
        } else if (argument(0) == Region.ASYNC.index()) {
            written("region." + Region.ASYNC.id(), Region.ASYNC.size())
                    .ifPresent(region -> facts.put(Fact.COMMAND, "" + region.getInt(Region.COMMAND)));
        }
    }

    private void guestIrb(ByteBuffer irb) {
        word(Fact.GUEST_SCSW, irb.getInt(0));
        word(Fact.GUEST_SCSW_CPA, irb.getInt(4));
        word(Fact.GUEST_SCSW_STATUS, irb.getInt(8));
        facts.put(Fact.ESW, words(irb, Irb.ESW, Irb.ESW_SIZE));
        facts.put(Fact.ECW, words(irb, Irb.ECW, Irb.ECW_SIZE));
    }

    private static String words(ByteBuffer bytes, int at, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i += Integer.BYTES) {
            text.append(i == 0 ? "" : " ").append("%08x".formatted(bytes.getInt(at + i)));
        }
        return text.toString();
    }

    /** The bytes that the step wrote into an area, from the first one on; empty when they are fewer. */
    private Optional<ByteBuffer> written(String area, int length) {
        long first = Long.MAX_VALUE;
        for (Change change : step.writes()) {
            if (change.area().startsWith(area)) {
                first = Math.min(first, change.offset());
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int end = 0;
        for (Change change : step.writes()) {
            if (change.area().startsWith(area) && change.offset() - first <= length) {
                int at = (int) (change.offset() - first);
                int count = Math.min(change.length(), length - at);
                bytes.put(at, change.after(), 0, count);
                end = Math.max(end, at + count);
            }
        }
        return end == length ? Optional.of(bytes) : Optional.empty();
    }

    private long argument(int index) {
        return run.argument(step.n(), index);
    }

    private void number(Fact fact, int index) {
        facts.put(fact, "" + argument(index));
    }

    private void word(Fact fact, long value) {
        facts.put(fact, "%08x".formatted(value & 0xffff_ffffL));
    }
}
