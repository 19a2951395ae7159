package io.zmdev.sim.channel;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.trace.StateSpace;
import java.nio.ByteBuffer;

/** Makes the device of a model. */
public final class Devices {

    private static final int SENSE_ID_MARK = 0xff;
    private static final int SENSE_ID_WITH_WORDS = 20;

    private Devices() {}

    /**
     * Makes a device whose state and medium are areas of the space.
     *
     * @param name of the device in the names of its areas
     * @throws ZmdevException when channel programs can't be run on such a subchannel (QDIO, no device)
     */
    public static Device of(DeviceModel model, StateSpace space, String name) {
        byte[] id = senseId(model);
        return switch (model) {
            case TN3270 -> new Tn3270(id);
            case DASD_3390_3, DASD_3390_9, DASD_3390_27 ->
                new EckdDasd(
                        model,
                        withCommandWords(id),
                        space.add("device." + name, EckdDasd.STATE_SIZE),
                        space.add("store." + name, EckdDasd.storeSize(model)));
            case TAPE_3590 ->
                new Tape3590(
                        id,
                        space.add("device." + name, Tape3590.STATE_SIZE),
                        space.add("store." + name, Tape3590.STORE_SIZE));
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

    /** READ CONFIGURATION DATA, SET INTERFACE IDENTIFIER and READ NODE IDENTIFIER as command-information words. */
    private static byte[] withCommandWords(byte[] id) {
        return ByteBuffer.allocate(SENSE_ID_WITH_WORDS)
                .put(id)
                .putInt(8, 0x40fa0100)
                .putInt(12, 0x41270004)
                .putInt(16, 0x423e0060)
                .array();
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
