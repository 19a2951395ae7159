package io.zmdev.sim.channel;

/**
 * A device with its control unit, as the channel sees it. Sense data and everything else that changes live in areas of the
 * {@link io.zmdev.sim.trace.StateSpace}.
 */
public interface Device {

    /** Bytes of SENSE ID as far as they are not zero: FF, control unit type and model, device type and model, CIWs. */
    byte[] senseId();

    /**
     * Executes a command other than TRANSFER IN CHANNEL. A channel subsystem that answers NO-OPERATION, SENSE and SENSE ID itself,
     * as QEMU's does, does not pass them on.
     *
     * @param data the data path; data chaining does not show in it
     * @param sense where sense data go when the answer has unit check
     * @return the device status: channel end and device end, perhaps status modifier, unit check, unit exception
     */
    int execute(int command, DataTransfer data, SenseData sense);

    /**
     * The bytes of a command whose data have one length, else 0. QEMU's devices look at the count of the CCW before they move data
     * ({@code check_len}); a channel needs no such word, since it finds out from the data that were moved.
     */
    default int payloadSize(int command) {
        return 0;
    }

    /** A channel program begins: what holds for one program only, such as file mask, extent and orientation, is forgotten. */
    default void begin() {}

    /** Whether the channel program ends at initiation for this control command, so that no data is moved. */
    default boolean isImmediate(int command) {
        return command == Ccw.NOP;
    }
}
