package io.zmdev.sim.channel;

/**
 * A device with its control unit, as the channel sees it. Sense data and everything else that changes live in areas of the
 * {@link io.zmdev.sim.trace.StateSpace}.
 */
public interface Device {

    /** Bytes of SENSE ID as far as they are not zero: FF, control unit type and model, device type and model, CIWs. */
    byte[] senseId();

    /** A start function begins: what holds for one channel program only (file mask, extent, orientation) is forgotten. */
    default void start() {}

    /**
     * Executes a command other than TRANSFER IN CHANNEL. A channel subsystem that answers NO-OPERATION, SENSE and SENSE ID itself,
     * as QEMU's does, does not pass them on.
     *
     * @param data the data path; data chaining does not show in it
     * @param sense where sense data go when the answer has unit check
     * @return the device status: channel end and device end, perhaps status modifier, unit check, unit exception
     */
    int execute(int command, DataTransfer data, SenseData sense);

    /** Whether the channel program ends at initiation for this control command, so that no data is moved. */
    default boolean isImmediate(int command) {
        return command == Ccw.NOP;
    }
}
