package io.zmdev.sim.flow;

import io.zmdev.sim.vfioccw.Region;
import java.util.Locale;
import java.util.Optional;

/** What a scenario asks for, one after the other. {@code on} is the id of a device, empty for the first. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Request {

    String on();

    /** The name in the file formats. */
    String operation();

    /**
     * START SUBCHANNEL, or a write to the I/O region.
     *
     * @param orb 12 bytes
     * @param functionControl the bits that user space puts into the SCSW: 4 start, 2 halt, 1 clear
     * @param retCode what user space leaves in ret_code
     * @param length of the write in bytes, 124 for the whole region
     */
    record Ssch(String on, byte[] orb, int functionControl, int retCode, int length) implements Request {

        public static final int START = 4;

        /** A start as every guest makes it. */
        public static Ssch of(byte[] orb) {
            return new Ssch("", orb, START, 0, Region.IO.size());
        }

        @Override
        public String operation() {
            return "ssch";
        }
    }

    /** An instruction without operands other than the subchannel. */
    record Instruction(String on, Kind kind) implements Request {

        /** Which one. */
        public enum Kind {
            TSCH,
            HSCH,
            CSCH,
            XSCH,
            RSCH,
            STSCH
        }

        @Override
        public String operation() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Waits for an interrupt.
     *
     * @param timeoutMs simulated milliseconds
     */
    record Wait(String on, long timeoutMs) implements Request {

        public static final long DEFAULT_TIMEOUT_MS = 1000;

        @Override
        public String operation() {
            return "wait";
        }
    }

    /**
     * MODIFY SUBCHANNEL: the fields that change.
     *
     * @param lpm 0..255
     * @param isc 0..7
     */
    record Msch(
            String on,
            Optional<Integer> intparm,
            Optional<Boolean> enabled,
            Optional<Integer> isc,
            Optional<Integer> lpm,
            Optional<Boolean> concurrentSense)
            implements Request {

        @Override
        public String operation() {
            return "msch";
        }
    }

    /**
     * User space stores into its memory, as a guest does between two programs.
     *
     * @param at guest address; the bytes lie inside of guest memory
     */
    record Store(long at, byte[] bytes) implements Request {

        @Override
        public String on() {
            return "";
        }

        @Override
        public String operation() {
            return "store";
        }
    }

    /** VFIO_DEVICE_RESET. */
    record Reset(String on) implements Request {

        @Override
        public String operation() {
            return "reset";
        }
    }

    /**
     * Something happens to a channel path of the host.
     *
     * @param chpid 0..255
     * @param mask its bit in the path masks, 0x80 the first
     */
    record Path(String on, Change change, int chpid, int mask) implements Request {

        /** What happens. */
        public enum Change {
            VARY_OFF,
            VARY_ON,
            CONFIGURE_OFF,
            CONFIGURE_ON
        }

        @Override
        public String operation() {
            return "path";
        }
    }

    /** The device asks for attention of its own accord. */
    record Attention(String on) implements Request {

        @Override
        public String operation() {
            return "attention";
        }
    }

    /** pwrite(2) on a region. */
    record WriteRegion(String on, Region region, long offset, byte[] bytes) implements Request {

        @Override
        public String operation() {
            return "write-region";
        }
    }

    /** pread(2) on a region. */
    record ReadRegion(String on, Region region, long offset, int length) implements Request {

        @Override
        public String operation() {
            return "read-region";
        }
    }
}
