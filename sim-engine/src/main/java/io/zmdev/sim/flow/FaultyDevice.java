package io.zmdev.sim.flow;

import io.zmdev.sim.channel.DataTransfer;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import java.util.Optional;

/** A device whose next command can be made to fail. */
final class FaultyDevice implements Device {

    private final Device device;
    private Optional<Fault.UnitCheck> next = Optional.empty();

    FaultyDevice(Device device) {
        this.device = device;
    }

    void failNext(Fault.UnitCheck check) {
        next = Optional.of(check);
    }

    @Override
    public int execute(int command, DataTransfer data, SenseData sense) {
        if (next.isEmpty()) {
            return device.execute(command, data, sense);
        }
        byte[] bytes = next.get().sense();
        next = Optional.empty();
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i];
        }
        sense.set(values);
        return Scsw.CHANNEL_END | Scsw.DEVICE_END | Scsw.UNIT_CHECK;
    }

    @Override
    public byte[] senseId() {
        return device.senseId();
    }

    @Override
    public int payloadSize(int command) {
        return device.payloadSize(command);
    }

    @Override
    public void begin() {
        device.begin();
    }

    @Override
    public boolean isImmediate(int command) {
        return device.isImmediate(command);
    }
}
