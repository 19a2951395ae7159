package io.zmdev.sim.channel.eckd;

/** The parameter list of a command: big-endian fields at byte offsets. */
@SuppressWarnings("ArrayRecordComponent")
record Parameters(byte[] bytes) {

    int getByte(int at) {
        return bytes[at] & 0xff;
    }

    int getShort(int at) {
        return getByte(at) << 8 | getByte(at + 1);
    }

    int getInt(int at) {
        return getShort(at) << 16 | getShort(at + 2);
    }

    /** Whether {@code length} bytes from {@code at} on are zero. */
    boolean isZero(int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** A part as a parameter list of its own. */
    Parameters part(int at, int length) {
        byte[] part = new byte[length];
        System.arraycopy(bytes, at, part, 0, length);
        return new Parameters(part);
    }
}
