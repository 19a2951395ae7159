package io.zmdev.sim.flow;

import io.zmdev.model.host.DeviceModel;

/**
 * A device of a scenario.
 *
 * @param id by which requests name it
 * @param way how the guest has it
 * @param deviceNumber by which the guest knows it, 0..0xffff
 * @param enabled whether the guest finds its subchannel enabled, as after a first MODIFY SUBCHANNEL
 */
public record Attachment(String id, Way way, DeviceModel model, int deviceNumber, boolean enabled) {

    /** A device without a number, whose subchannel the guest has enabled. */
    public Attachment(String id, Way way, DeviceModel model) {
        this(id, way, model, 0, true);
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
