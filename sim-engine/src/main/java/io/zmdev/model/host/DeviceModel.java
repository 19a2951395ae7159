package io.zmdev.model.host;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of devices that an emulated subchannel can have; {@link #id} is the name in the file formats. */
public enum DeviceModel {
    DASD_3390_3("dasd-3390-3", 0x3990, 0xe9, 0x3390, 0x0a),
    DASD_3390_9("dasd-3390-9", 0x3990, 0xe9, 0x3390, 0x0c),
    DASD_3390_27("dasd-3390-27", 0x3990, 0xe9, 0x3390, 0x0c),
    TAPE_3590("tape-3590", 0x3590, 0x50, 0x3590, 0x50),
    TN3270("tn3270", 0x3270, 0x00, 0x0000, 0x00),
    VIRTIO_NET("virtio-net", 0x3832, 0x01, 0x0000, 0x00),
    VIRTIO_BLK("virtio-blk", 0x3832, 0x02, 0x0000, 0x00),
    VIRTIO_SERIAL("virtio-serial", 0x3832, 0x03, 0x0000, 0x00),
    VIRTIO_RNG("virtio-rng", 0x3832, 0x04, 0x0000, 0x00),
    VIRTIO_9P("virtio-9p", 0x3832, 0x09, 0x0000, 0x00),
    QDIO("qdio", 0x1731, 0x01, 0x1732, 0x01),
    NONE("none", 0x0000, 0x00, 0x0000, 0x00);

    private final String id;
    private final int controlUnitType;
    private final int controlUnitModel;
    private final int deviceType;
    private final int deviceModel;

    DeviceModel(String id, int controlUnitType, int controlUnitModel, int deviceType, int deviceModel) {
        this.id = id;
        this.controlUnitType = controlUnitType;
        this.controlUnitModel = controlUnitModel;
        this.deviceType = deviceType;
        this.deviceModel = deviceModel;
    }

    public String id() {
        return id;
    }

    /** SENSE ID bytes 1-2. */
    public int controlUnitType() {
        return controlUnitType;
    }

    /** SENSE ID byte 3. */
    public int controlUnitModel() {
        return controlUnitModel;
    }

    /** SENSE ID bytes 4-5. */
    public int deviceType() {
        return deviceType;
    }

    /** SENSE ID byte 6. */
    public int deviceModel() {
        return deviceModel;
    }

    public static Optional<DeviceModel> ofId(String id) {
        return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
    }
}
