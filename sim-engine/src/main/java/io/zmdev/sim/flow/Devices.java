package io.zmdev.sim.flow;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Tn3270;
import io.zmdev.sim.channel.VirtioCcwDevice;
import io.zmdev.sim.channel.eckd.EckdDasd;
import io.zmdev.sim.channel.eckd.Geometry;
import io.zmdev.sim.channel.tape.Tape3590;
import io.zmdev.sim.trace.StateSpace;

/** Makes the device of a model. */
final class Devices {

    private static final int SENSE_ID_MARK = 0xff;

    private Devices() {}

    /**
     * Makes a device whose state and medium are areas of the space.
     *
     * @param name of the device in the names of its areas
     * @throws ZmdevException when channel programs can't be run on such a subchannel (QDIO, no device)
     */
    static Device of(DeviceModel model, StateSpace space, String name) {
        byte[] id = senseId(model);
        String area = "device." + name;
        return switch (model) {
            case TN3270 -> new Tn3270(id);
            case DASD_3390_3 -> new EckdDasd(space, area, Geometry.MODEL_3);
            case DASD_3390_9 -> new EckdDasd(space, area, Geometry.MODEL_9);
            case DASD_3390_27 -> new EckdDasd(space, area, Geometry.MODEL_27);
            case TAPE_3590 -> new Tape3590(space, area, id);
            case VIRTIO_NET, VIRTIO_BLK, VIRTIO_SERIAL, VIRTIO_RNG, VIRTIO_9P -> new VirtioCcwDevice(id);
            case QDIO ->
                throw new ZmdevException(
                        ErrorCode.UNSUPPORTED,
                        "device model qdio: vfio_ccw does not support QDIO subchannels; choose another model");
            case NONE ->
                throw new ZmdevException(
                        ErrorCode.UNSUPPORTED, "device model none: there is no device to run a channel program on");
        };
    }

    private static byte[] senseId(DeviceModel model) {
        return new byte[] {
            (byte) SENSE_ID_MARK,
            (byte) (model.controlUnitType() >> 8),
            (byte) model.controlUnitType(),
            (byte) model.controlUnitModel(),
            (byte) (model.deviceType() >> 8),
            (byte) model.deviceType(),
            (byte) model.deviceModel()
        };
    }
}
