package io.zmdev.sim.flow;

import io.zmdev.model.host.DeviceModel;
import java.util.Optional;

/**
 * A device of a scenario.
 *
 * @param id by which requests name it
 * @param way how the guest has it
 * @param deviceNumber by which the guest knows it, 0..0xffff
 * @param enabled whether the guest finds its subchannel enabled, as after a first MODIFY SUBCHANNEL
 * @param store where its medium comes from and is kept; without one it starts empty and is forgotten
 */
public record Attachment(
        String id, Way way, DeviceModel model, int deviceNumber, boolean enabled, Optional<Store> store) {

    /** A device without a number, whose subchannel the guest has enabled. */
    public Attachment(String id, Way way, DeviceModel model) {
        this(id, way, model, 0, true, Optional.empty());
    }

    /** How the guest has a device. */
    public enum Way {
        /** Passed through: every request goes to the driver. */
        VFIO_CCW("vfio-ccw"),
        /** Emulated by QEMU: no request leaves QEMU. */
        EMULATED("emulated");

        private final String id;

        Way(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }
    }
}
