package io.zmdev.sim.channel;

import io.zmdev.model.host.DeviceModel;

/**
 * The geometry of a 3390: 15 tracks a cylinder, 224 sectors, 56664 usable bytes a track.
 *
 * @param cylinders of the volume
 * @param unitType code in the device characteristics
 */
record EckdGeometry(int cylinders, int unitType) {

    static final int TRACKS_PER_CYLINDER = 15;
    static final int SECTORS = 224;
    static final int TRACK_LENGTH = 58786;
    static final int MAX_RECORD_ZERO = 57326;
    /** Records of {@link #BLOCK} bytes on a track. */
    static final int BLOCKS_PER_TRACK = 12;

    /** The block of a Linux disk layout, in bytes. */
    static final int BLOCK = 4096;

    private static final int MAX_SHORT_CYLINDERS = 65520;

    static EckdGeometry of(DeviceModel model) {
        return switch (model) {
            case DASD_3390_3 -> new EckdGeometry(3339, 0x24);
            case DASD_3390_9 -> new EckdGeometry(10017, 0x32);
            case DASD_3390_27 -> new EckdGeometry(32760, 0x32);
            case TAPE_3590, TN3270, VIRTIO_NET, VIRTIO_BLK, VIRTIO_SERIAL, VIRTIO_RNG, VIRTIO_9P, QDIO, NONE ->
                throw new IllegalArgumentException(model + " is no ECKD DASD");
        };
    }

    boolean contains(int cylinder, int head) {
        return cylinder < Math.min(cylinders, MAX_SHORT_CYLINDERS) && head < TRACKS_PER_CYLINDER;
    }

    long track(int cylinder, int head) {
        return (long) cylinder * TRACKS_PER_CYLINDER + head;
    }

    long tracks() {
        return (long) cylinders * TRACKS_PER_CYLINDER;
    }
}
