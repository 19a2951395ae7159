package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.SenseData;

/** The 32 sense bytes of the storage control. */
final class EckdSense {

    /** Byte 0. */
    static final int INCOMPLETE_DOMAIN = 0x01;

    /** Byte 1. */
    static final int INVALID_TRACK_FORMAT = 0x40;

    static final int END_OF_CYLINDER = 0x20;
    static final int NO_RECORD_FOUND = 0x08;
    static final int FILE_PROTECTED = 0x04;

    /** Messages of format 0 that go with a command reject. */
    static final int INVALID_COMMAND = 1;

    static final int INVALID_SEQUENCE = 2;
    static final int COUNT_TOO_SMALL = 3;
    static final int INVALID_PARAMETER = 4;

    private static final int TRACK_ADDRESS = 5;
    private static final int FORMAT_AND_MESSAGE = 7;
    private static final int COMPATIBILITY = 27;
    private static final int COMPATIBLE_24_BYTES = 0x80;
    private static final int CYLINDER = 29;

    private EckdSense() {}

    /** Sets the bytes for an error at a track. */
    static void set(SenseData sense, int byte0, int byte1, int formatAndMessage, int track) {
        int cylinder = track / Geometry.HEADS;
        int head = track % Geometry.HEADS;
        int[] bytes = new int[SenseData.SIZE];
        bytes[0] = byte0;
        bytes[1] = byte1;
        bytes[TRACK_ADDRESS] = cylinder & 0xff;
        bytes[TRACK_ADDRESS + 1] = ((cylinder >> 4) & 0xf0) | head;
        bytes[FORMAT_AND_MESSAGE] = formatAndMessage;
        bytes[COMPATIBILITY] = COMPATIBLE_24_BYTES;
        bytes[CYLINDER] = cylinder >> 8;
        bytes[CYLINDER + 1] = cylinder & 0xff;
        bytes[CYLINDER + 2] = head;
        sense.set(bytes);
    }
}
