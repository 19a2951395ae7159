package io.zmdev.sim.channel;

/**
 * A 3270 without a terminal: reads find nothing, writes and erases need intervention, a structured field as well (QEMU
 * x-terminal3270 before the handshake).
 */
public final class Tn3270 implements Device {

    private static final int READ_BUFFER = 0x02;
    private static final int READ_MODIFIED = 0x06;
    private static final int WRITE = 0x01;
    private static final int ERASE_WRITE = 0x05;
    private static final int ERASE_WRITE_ALTERNATE = 0x0d;
    private static final int WRITE_STRUCTURED_FIELD = 0x11;

    private final byte[] senseId;

    public Tn3270(byte[] senseId) {
        this.senseId = senseId.clone();
    }

    @Override
    public byte[] senseId() {
        return senseId.clone();
    }

    @Override
    public int execute(int command, DataTransfer data, SenseData sense) {
        return switch (command) {
            case READ_BUFFER, READ_MODIFIED -> Scsw.CHANNEL_END | Scsw.DEVICE_END;
            case WRITE, ERASE_WRITE, ERASE_WRITE_ALTERNATE, WRITE_STRUCTURED_FIELD -> {
                sense.set(SenseData.INTERVENTION_REQUIRED);
                yield Scsw.CHANNEL_END | Scsw.DEVICE_END | Scsw.UNIT_CHECK;
            }
            default -> CommonCommands.execute(this, command, data, sense);
        };
    }
}
