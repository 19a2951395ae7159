package io.zmdev.sim.channel;

import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;

/** What the channel subsystem does between START SUBCHANNEL and the interruption; sub-steps of K3. */
public enum ChannelStep implements StepKind {
    FETCH("K3.3", "fetch the CCW at %1$08x: %2$016x", "PoP: CCW fetch; QEMU css_interpret_ccw"),
    COMMAND("K3.4", "command %1$02x: %2$d of %3$d bytes moved", "PoP: command execution; QEMU ccw_cb"),
    TIC("K3.5", "transfer in channel to %1$08x", "PoP: TRANSFER IN CHANNEL"),
    SUSPEND("K3.6", "suspend before the CCW at %1$08x", "PoP: suspension"),
    INTERMEDIATE("K3.7", "intermediate status: SCSW %1$08x, subchannel status %2$02x", "PoP: PCI, initial status"),
    END("K3.8", "ending status: SCSW %1$08x, CPA %2$08x, device and subchannel status, count %3$08x", "PoP: status"),
    HALT("K3.9", "halt signal: SCSW %1$08x", "PoP: halt function; QEMU sch_handle_halt_func"),
    CLEAR("K3.10", "clear signal: SCSW %1$08x", "PoP: clear function; QEMU sch_handle_clear_func"),
    RUNAWAY(
            "K3.11",
            "the program at %1$08x does not end: %2$d CCWs without an end, the last at %3$08x",
            "zmdev's limit; a channel would go on until it is halted or cleared");

    @SuppressWarnings("ImmutableEnumChecker") // strings and pure functions
    private final StepDescription description;

    ChannelStep(String id, String format, String source) {
        this.description = StepDescription.of(id, format, source);
    }

    @Override
    public StepDescription description() {
        return description;
    }
}
