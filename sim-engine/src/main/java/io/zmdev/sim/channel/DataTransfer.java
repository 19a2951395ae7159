package io.zmdev.sim.channel;

/**
 * The data path between a device and the storage that the current CCW designates, as a device sees it. A device may offer or ask
 * for more bytes than the CCWs designate: the channel stops it then, and knows that the length was incorrect.
 */
public interface DataTransfer {

    /** The bytes that can still be moved before the current CCW is used up. */
    int available();

    /** Whether the channel indicates that another command follows; of use once the data are moved. */
    boolean isCommandChained();

    /**
     * Offers bytes of the device to storage; as many are moved as the CCWs designate. For READ BACKWARD the first byte offered
     * goes to the highest address.
     *
     * @return false when the channel met an error and the command is over
     */
    boolean toStorage(byte[] source, int at, int length);

    /**
     * Asks for bytes of storage.
     *
     * @return the number of bytes moved, fewer than {@code length} when the CCWs designate no more, or -1 when the channel met an
     *     error and the command is over
     */
    int fromStorage(byte[] target, int at, int length);
}
