package io.zmdev.sim.channel;

/**
 * A virtio device before a revision is negotiated, and so in legacy mode: it takes feature bits (QEMU {@code virtio_ccw_cb}, {@code
 * CCW_CMD_WRITE_FEAT}). The bits have no effect, since of the virtio commands this is the only one modelled; all others are rejected.
 */
public final class VirtioCcwDevice implements Device {

    private static final int WRITE_FEATURES = 0x11;
    /** {@code VirtioFeatDesc}: 4 bytes of feature bits (little endian), 1 byte index. */
    private static final int FEATURES_SIZE = 5;

    private final byte[] senseId;
    private final byte[] features = new byte[FEATURES_SIZE];

    public VirtioCcwDevice(byte[] senseId) {
        this.senseId = senseId.clone();
    }

    @Override
    public byte[] senseId() {
        return senseId.clone();
    }

    @Override
    public int payloadSize(int command) {
        return command == WRITE_FEATURES ? FEATURES_SIZE : 0;
    }

    @Override
    public int execute(int command, DataTransfer data, SenseData sense) {
        int ended = Scsw.CHANNEL_END | Scsw.DEVICE_END;
        if (command == WRITE_FEATURES) {
            data.fromStorage(features, 0, FEATURES_SIZE);
            return ended;
        }
        return CommonCommands.execute(this, command, data, sense);
    }
}
