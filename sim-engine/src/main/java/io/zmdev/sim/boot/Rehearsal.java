package io.zmdev.sim.boot;

import io.zmdev.model.Errno;
import java.util.List;
import java.util.Optional;

/**
 * What a boot would do.
 *
 * @param events in the order in which they happen
 * @param outcomes what becomes of everything that a configuration asks for, in its order
 */
public record Rehearsal(List<Event> events, List<Outcome> outcomes) {

    public Rehearsal {
        events = List.copyOf(events);
        outcomes = List.copyOf(outcomes);
    }

    /** The parts of a boot, in their order. */
    public enum Phase {
        KERNEL,
        MODULES,
        MASKS,
        SUBCHANNELS,
        DEVICES,
        GUESTS
    }

    /**
     * Something that is tried at boot.
     *
     * @param what for people
     * @param refusal why it fails, empty when it works
     */
    public record Event(Phase phase, String what, Optional<Refusal> refusal) {}

    /**
     * Why something fails.
     *
     * @param errno what the kernel answers, empty when it is not asked
     * @param reason for people
     */
    public record Refusal(Optional<Errno> errno, String reason) {}

    /**
     * What becomes of something that a configuration asks for.
     *
     * @param subject a device, a guest or a mask
     * @param missing why it does not return, empty when it does
     */
    public record Outcome(String subject, Optional<String> missing) {}

    /** Whether everything returns. */
    public boolean complete() {
        return outcomes.stream().allMatch(outcome -> outcome.missing().isEmpty());
    }
}
