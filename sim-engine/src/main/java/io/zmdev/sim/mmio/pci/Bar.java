package io.zmdev.sim.mmio.pci;

import java.util.Optional;

/**
 * A base address register.
 *
 * @param index 0..5, or 6 for the expansion ROM
 * @param size in bytes, a power of two
 * @param prefetchable for memory only
 */
public record Bar(int index, Kind kind, long size, boolean prefetchable) {

    /** The index of the expansion ROM's. */
    public static final int ROM = 6;

    private static final int LAST = 5;

    /** What it decodes. */
    public enum Kind {
        MEMORY("memory", 16, 1L << 31),
        MEMORY_64("memory64", 16, 1L << 39),
        IO("io", 4, 256),
        ROM("rom", 2048, 16 << 20);

        private final String id;
        private final long minimum;
        private final long maximum;

        Kind(String id, long minimum, long maximum) {
            this.id = id;
            this.minimum = minimum;
            this.maximum = maximum;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }
    }

    /** The reason why there is no such BAR, if there is none (PCI Local Bus Specification, 6.2.5). */
    public Optional<String> problem() {
        if (Long.bitCount(size) != 1 || size < kind.minimum || size > kind.maximum) {
            return Optional.of("a BAR for %s has a power of two from 0x%x to 0x%x bytes, not 0x%x"
                    .formatted(kind.id, kind.minimum, kind.maximum, size));
        }
        if (kind == Kind.MEMORY_64 && index == LAST) {
            return Optional.of("a 64-bit BAR takes two registers, BAR5 has none after it");
        }
        return Optional.empty();
    }

    /** The number of 32-bit registers that it takes. */
    public int registers() {
        return kind == Kind.MEMORY_64 ? 2 : 1;
    }

    /** Where its register is in configuration space. */
    public int register() {
        return kind == Kind.ROM ? ConfigSpace.ROM : ConfigSpace.BAR0 + 4 * index;
    }

    /** The bits that software can't change: what it decodes. */
    int typeBits() {
        return switch (kind) {
            case IO -> 0b1;
            case MEMORY -> prefetchable ? 0b1000 : 0;
            case MEMORY_64 -> prefetchable ? 0b1100 : 0b0100;
            case ROM -> 0;
        };
    }

    /** The bits that software can write: those of the address, and the enable bit of a ROM. */
    long writableBits() {
        return switch (kind) {
            case MEMORY, MEMORY_64 -> -size & ~0xfL;
            case IO -> -size & ~0x3L;
            case ROM -> (-size & ~0x7ffL) | ConfigSpace.ROM_ENABLE;
        };
    }
}
