package io.zmdev.sim.channel;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;

/** Makes the device of a model. */
public final class Devices {

    private static final int SENSE_ID_MARK = 0xff;

    private Devices() {}

    /** @throws ZmdevException when channel programs can't be run on such a subchannel (QDIO, no device) */
    public static Device of(DeviceModel model) {
        byte[] id = senseId(model);
        return switch (model) {
            case TN3270 -> new Tn3270(id);
            case DASD_3390_3,
                    DASD_3390_9,
                    DASD_3390_27,
                    TAPE_3590,
                    VIRTIO_NET,
                    VIRTIO_BLK,
                    VIRTIO_SERIAL,
                    VIRTIO_RNG,
                    VIRTIO_9P -> new RejectingDevice(id);
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
