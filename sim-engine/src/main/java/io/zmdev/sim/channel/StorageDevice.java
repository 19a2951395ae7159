package io.zmdev.sim.channel;

/** A device with a medium. */
public interface StorageDevice extends Device {

    /**
     * Puts a medium in place of an empty one.
     *
     * @throws IllegalArgumentException when it can't be one of this device
     */
    void load(Medium medium);

    /** The medium as it is. */
    Medium save();
}
