package io.zmdev.plan;

import java.util.Optional;

/**
 * Something that became different on a machine.
 *
 * @param kind what it happened to
 * @param subject how that is called: {@code 05.0047}, {@code card05}, {@code apmask}, a UUID, {@code 0.0.0313}, a guest's name
 * @param what what happened, for people: {@code left vfio_ap for cex4queue}
 * @param cause another change that explains it, for people: {@code apmask +5}; likely, not proven. Empty where nothing that was
 *     observed does
 */
public record MachineChange(Kind kind, String subject, String what, Optional<String> cause) {

    /** What can change. */
    public enum Kind {
        MODULE,
        MASK,
        CARD,
        QUEUE,
        SUBCHANNEL,
        MEDIATED_DEVICE,
        GUEST
    }

    /** {@code 05.0047 left vfio_ap for cex4queue: apmask +5}. */
    public String sentence() {
        return subject + " " + what + cause.map(because -> ": " + because).orElse("");
    }
}
