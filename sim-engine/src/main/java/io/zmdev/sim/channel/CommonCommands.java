package io.zmdev.sim.channel;

/** The commands that every device knows: NO-OPERATION, SENSE and SENSE ID. */
public final class CommonCommands {

    private CommonCommands() {}

    /** Executes one of them, or rejects the command. */
    public static int execute(Device device, int command, DataTransfer data, SenseData sense) {
        switch (command) {
            case Ccw.NOP -> {}
            case Ccw.SENSE -> sense(data, sense);
            case Ccw.SENSE_ID -> {
                byte[] id = device.senseId();
                data.toStorage(id, 0, id.length);
            }
            default -> {
                sense.set(SenseData.COMMAND_REJECT);
                return Scsw.CHANNEL_END | Scsw.DEVICE_END | Scsw.UNIT_CHECK;
            }
        }
        return Scsw.CHANNEL_END | Scsw.DEVICE_END;
    }

    /** Gives the sense data to the program and forgets them. */
    public static void sense(DataTransfer data, SenseData sense) {
        byte[] bytes = new byte[SenseData.SIZE];
        sense.get(bytes);
        data.toStorage(bytes, 0, bytes.length);
        sense.clear();
    }
}
