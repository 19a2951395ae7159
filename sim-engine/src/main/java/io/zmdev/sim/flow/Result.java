package io.zmdev.sim.flow;

import io.zmdev.model.Errno;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to a {@link Request}. Byte arrays are not to be changed. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Result {

    /**
     * A write to a region.
     *
     * @param written the return value of write(2) when it is no error
     * @param retCode ret_code of the region afterwards, where the region has one
     */
    record RegionWrite(Optional<Errno> errno, int written, OptionalInt retCode) implements Result {}

    /** A read of a region; no bytes on an error. */
    record RegionRead(Optional<Errno> errno, byte[] bytes) implements Result {}

    /** A wait. */
    record Waited(boolean interrupt, Optional<GuestInterrupt> guest) implements Result {}

    /**
     * The I/O region after an interrupt.
     *
     * @param irb 96 bytes
     */
    record RegionIrb(byte[] irb, int retCode) implements Result {}

    /** A SCHIB of 52 bytes. */
    record StoredSchib(byte[] schib, OptionalInt cc) implements Result {}

    /** An instruction of the guest that answers with its condition code. */
    record ConditionCode(int cc, Optional<RegionWrite> region) implements Result {}

    /**
     * TEST SUBCHANNEL of the guest.
     *
     * @param irb 96 bytes as the guest has it
     * @param regionIrb 96 bytes of the I/O region; empty for an emulated device
     */
    record GuestIrb(int cc, byte[] irb, byte[] regionIrb) implements Result {}

    /** An instruction that ended with an operand exception. */
    record OperandException() implements Result {}

    /** An ioctl. */
    record Called(Optional<Errno> errno) implements Result {}

    /** Something that has no answer. */
    record Done() implements Result {}

    /**
     * An I/O interruption as the guest gets it.
     *
     * @param subchannelId subsystem-identification word
     * @param parameter interruption parameter
     * @param word interruption-identification word with the ISC
     */
    record GuestInterrupt(int subchannelId, int parameter, int word) {}
}
