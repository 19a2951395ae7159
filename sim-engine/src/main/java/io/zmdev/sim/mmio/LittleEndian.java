package io.zmdev.sim.mmio;

import io.zmdev.sim.trace.Area;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as x86 and PCI have them in memory. */
final class LittleEndian {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
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

    static int getInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
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
