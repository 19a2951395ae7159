package io.zmdev.sim.mmio.pci;

import io.zmdev.sim.trace.Area;
import java.util.Arrays;
import java.util.List;

/**
 * The 256 bytes of a type 0 header, little-endian. Writing all ones to a BAR and reading it back gives its size; a BAR decodes
 * while the command register's bit for its space is set.
 */
public final class ConfigSpace {

    /** In bytes. */
    public static final int SIZE = 256;

    public static final int VENDOR = 0x00;
    public static final int DEVICE = 0x02;
    public static final int COMMAND = 0x04;
    public static final int BAR0 = 0x10;
    public static final int ROM = 0x30;
    public static final int INTERRUPT_LINE = 0x3c;
    public static final int INTERRUPT_PIN = 0x3d;

    /** Bits of the command register. */
    public static final int COMMAND_IO = 1;

    public static final int COMMAND_MEMORY = 2;

    /** What {@link #address} gives for a BAR that decodes nothing. */
    public static final long NOWHERE = -1;

    static final int ROM_ENABLE = 1;
    private static final int WRITABLE_COMMAND = 0x0547;
    private static final int INTA = 1;
    private static final int WORD = 4;
    private static final int WORD_BITS = 32;
    private static final long UNSIGNED_INT = 0xffff_ffffL;
    private static final long ROM_ADDRESS = 0xffff_f800L;

    private final Area area;
    private final byte[] writable = new byte[SIZE];

    /**
     * Writes the header into the area.
     *
     * @param area of {@value #SIZE} bytes
     * @param bars none twice, none without room
     */
    public ConfigSpace(Area area, int vendor, int device, List<Bar> bars) {
        this.area = area;
        putShort(VENDOR, vendor);
        putShort(DEVICE, device);
        area.putByte(INTERRUPT_PIN, INTA);
        allow(COMMAND, WRITABLE_COMMAND, Short.BYTES);
        allow(INTERRUPT_LINE, 0xff, 1);
        for (Bar bar : bars) {
            putInt(bar.register(), bar.typeBits());
            allow(bar.register(), bar.writableBits(), WORD * bar.registers());
        }
    }

    private void allow(int register, long bits, int length) {
        for (int i = 0; i < length; i++) {
            writable[register + i] = (byte) (bits >>> (Byte.SIZE * i));
        }
    }

    /** Reads bytes; they must be inside. */
    public void read(long offset, byte[] target, int length) {
        area.noteRead(offset, length);
        area.get(offset, target, 0, length);
    }

    /** Writes those bits of the bytes that software can change; the bytes must be inside. */
    public void write(long offset, byte[] source, int length) {
        byte[] merged = Arrays.copyOf(source, length);
        for (int i = 0; i < length; i++) {
            int at = (int) offset + i;
            merged[i] = (byte) ((source[i] & writable[at]) | (area.getByte(at) & ~writable[at]));
        }
        area.put(offset, merged);
    }

    /** Where the BAR decodes, in the space of its kind; {@link #NOWHERE} while it does not. */
    public long address(Bar bar) {
        int command = Short.reverseBytes((short) area.getShort(COMMAND));
        long low = Integer.reverseBytes(area.getInt(bar.register())) & UNSIGNED_INT;
        return switch (bar.kind()) {
            case IO -> (command & COMMAND_IO) != 0 ? low & ~0x3L : NOWHERE;
            case MEMORY -> (command & COMMAND_MEMORY) != 0 ? low & ~0xfL : NOWHERE;
            case MEMORY_64 -> (command & COMMAND_MEMORY) != 0 ? (high(bar) << WORD_BITS) | (low & ~0xfL) : NOWHERE;
            case ROM -> (command & COMMAND_MEMORY) != 0 && (low & ROM_ENABLE) != 0 ? low & ROM_ADDRESS : NOWHERE;
        };
    }

    private long high(Bar bar) {
        return Integer.reverseBytes(area.getInt(bar.register() + WORD)) & UNSIGNED_INT;
    }

    private void putShort(int offset, int value) {
        area.putShort(offset, Short.reverseBytes((short) value) & 0xffff);
    }

    private void putInt(int offset, int value) {
        area.putInt(offset, Integer.reverseBytes(value));
    }
}
