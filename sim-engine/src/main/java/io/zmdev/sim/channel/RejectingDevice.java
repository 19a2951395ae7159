package io.zmdev.sim.channel;

/** A device that knows the common commands only and rejects every other: an unconfigured virtio device, for one. */
public final class RejectingDevice implements Device {

    private final byte[] senseId;

    public RejectingDevice(byte[] senseId) {
        this.senseId = senseId.clone();
    }

    @Override
    public byte[] senseId() {
        return senseId.clone();
    }

    @Override
    public int execute(int command, DataTransfer data, SenseData sense) {
        return CommonCommands.execute(this, command, data, sense);
    }
}
