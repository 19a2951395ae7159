package io.zmdev.sim.ap;

import io.zmdev.model.ap.Mask256;
import java.nio.ByteBuffer;

/** Masks of 256 and fewer bits in memory: big-endian, id 0 the most significant bit of the first byte. */
final class MaskBytes {

    private MaskBytes() {}

    static Mask256 get256(ByteBuffer bytes, int at) {
        return new Mask256(bytes.getLong(at), bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 24));
    }

    static void put256(ByteBuffer bytes, int at, Mask256 mask) {
        bytes.putLong(at, mask.w0())
                .putLong(at + 8, mask.w1())
                .putLong(at + 16, mask.w2())
                .putLong(at + 24, mask.w3());
    }

    static Mask256 get64(ByteBuffer bytes, int at) {
        return new Mask256(bytes.getLong(at), 0, 0, 0);
    }

    static Mask256 get16(ByteBuffer bytes, int at) {
        return new Mask256((long) bytes.getShort(at) << 48, 0, 0, 0);
    }

    static void put64(ByteBuffer bytes, int at, Mask256 mask) {
        bytes.putLong(at, mask.w0());
    }

    static void put16(ByteBuffer bytes, int at, Mask256 mask) {
        bytes.putShort(at, (short) (mask.w0() >>> 48));
    }
}
