package io.zmdev.sim.flow;

import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A step of a channel subsystem that QEMU emulates: part of Q3, since nothing leaves QEMU.
 *
 * @param step what it does
 * @param description the step's, with an id of Q3
 */
public record EmulatedStep(ChannelStep step, StepDescription description) implements StepKind {

    private static final Map<ChannelStep, EmulatedStep> ALL = Arrays.stream(ChannelStep.values())
            .collect(Collectors.toMap(
                    Function.identity(), EmulatedStep::made, (a, b) -> a, () -> new EnumMap<>(ChannelStep.class)));

    static EmulatedStep of(ChannelStep step) {
        return Objects.requireNonNull(ALL.get(step));
    }

    private static EmulatedStep made(ChannelStep step) {
        StepDescription original = step.description();
        return new EmulatedStep(
                step,
                new StepDescription(
                        "Q" + original.id().substring(1), original.format(), original.source(), original.names()));
    }
}
