package io.zmdev.app.walkthrough;

import io.zmdev.sim.flow.Attachment;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.vfioccw.Region;
import java.util.Optional;

/**
 * The names of the areas that a run keeps the state of its passed-through device in.
 *
 * @param device the id of the device
 */
record Areas(String device) {

    /** Guest memory; shared by all devices. */
    static final String GUEST = "guest";

    /** Those of the first device that is passed through; empty when all are emulated. */
    static Optional<Areas> of(Scenario scenario) {
        return scenario.devices().stream()
                .filter(attachment -> attachment.way() == Attachment.Way.VFIO_CCW)
                .map(attachment -> new Areas(attachment.id()))
                .findFirst();
    }

    String subchannel() {
        return "subchannel." + device;
    }

    String kernel() {
        return "kernel." + device;
    }

    String driver() {
        return "vfio_ccw." + device;
    }

    String program() {
        return "cp." + device;
    }

    String region(Region region) {
        return "region." + region.id() + "." + device;
    }
}
