package io.zmdev.sim.mmio;

import io.zmdev.sim.trace.Area;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as x86 and PCI have them in memory. */
final class LittleEndian {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int getInt(Area area, long offset) {
        return Integer.reverseBytes(area.getInt(offset));
    }

    static void putInt(Area area, long offset, int value) {
        area.putInt(offset, Integer.reverseBytes(value));
    }

    static long getLong(Area area, long offset) {
        return Long.reverseBytes(area.getLong(offset));
    }

    static void putLong(Area area, long offset, long value) {
        area.putLong(offset, Long.reverseBytes(value));
    }

    /** The number of up to 8 bytes. */
    static long value(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    /** Puts the 8 bytes of a number at the start of a buffer. */
    static void put(byte[] buffer, long value) {
        LONGS.set(buffer, 0, value);
    }

    /** The bytes of a number. */
    static byte[] bytes(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return bytes;
    }
}
