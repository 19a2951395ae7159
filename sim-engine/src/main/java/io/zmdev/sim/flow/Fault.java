package io.zmdev.sim.flow;

import java.util.Arrays;
import java.util.Optional;

/**
 * Something that goes wrong, or that somebody does who means harm.
 *
 * @param on id of the device, empty for the first that is passed through
 */
public record Fault(String on, What what, When when) {

    /**
     * When it happens.
     *
     * @param request index of the request before which it happens, from 0
     * @param afterStep the documented step or sub-step, while that request is answered, after which it happens instead; empty
     *     for before the request
     */
    public record When(int request, Optional<String> afterStep) {}

    /** What happens. */
    public sealed interface What {}

    /** Something happens to the device on the host. */
    public enum Host implements What {
        /**
         * The subchannel disappears: the driver gets the event NOT_OPER, which is final. A start that is under way then still
         * ends with an error, and with the state IDLE.
         */
        DEVICE_GONE("device-gone"),
        /** The only channel path is configured off. */
        PATH_LOST("path-lost"),
        /** The only channel path is varied off. */
        PATH_VARIED_OFF("path-varied-off"),
        /** It is varied on again. */
        PATH_VARIED_ON("path-varied-on"),
        /** Another user of the host resets the device. */
        RESET("reset");

        private final String id;

        Host(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }

        public static Optional<Host> ofId(String id) {
            return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
        }
    }

    /**
     * The next command that reaches the device ends with channel end, device end and unit check.
     *
     * @param sense up to 32 sense bytes, zeros after them; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record UnitCheck(byte[] sense) implements What {}

    /**
     * The driver's next START SUBCHANNEL does nothing but end with this condition code.
     *
     * @param cc 1..3
     */
    public record ConditionCode(int cc) implements What {}

    /**
     * Another CPU of the guest, or the VMM, writes guest memory.
     *
     * @param at guest address
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record MemoryChanged(long at, byte[] bytes) implements What {}

    /** The VMM takes a mapping of guest memory back (VFIO_IOMMU_UNMAP_DMA), which may hold pinned pages. */
    public record DmaUnmapped(long at, long size) implements What {}

    /**
     * The VMM submits something else than its guest asked for with the next start.
     *
     * @param orb 12 bytes in place of the guest's
     * @param functionControl 4 start, 2 halt, 1 clear
     * @param irb up to 96 bytes that pretend to be a result
     * @param retCode what pretends to be the answer
     */
    @SuppressWarnings({"ArrayRecordComponent", "OptionalContainingArray"})
    public record ForgedSubmission(
            Optional<byte[]> orb, Optional<Integer> functionControl, Optional<byte[]> irb, Optional<Integer> retCode)
            implements What {}
}
