package io.zmdev.sim.flow;

import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.trace.StepKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A step of a channel subsystem that QEMU emulates: part of Q3, since nothing leaves QEMU.
 *
 * @param step what it does
 */
public record EmulatedStep(ChannelStep step) implements StepKind {

    private static final Map<ChannelStep, EmulatedStep> ALL = new EnumMap<>(ChannelStep.class);

    static {
        Arrays.stream(ChannelStep.values()).forEach(step -> ALL.put(step, new EmulatedStep(step)));
    }

    static EmulatedStep of(ChannelStep step) {
        EmulatedStep emulated = ALL.get(step);
        if (emulated == null) {
            throw new IllegalStateException("every step has its emulated one");
        }
        return emulated;
    }

    @Override
    public String id() {
        return "Q" + step.id().substring(1);
    }

    @Override
    public String text() {
        return step.text();
    }

    @Override
    public String source() {
        return step.source();
    }
}
