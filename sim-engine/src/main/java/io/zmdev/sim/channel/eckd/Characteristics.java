package io.zmdev.sim.channel.eckd;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** How a 3390 behind a 3990 describes itself. */
final class Characteristics {

    private static final int CONTROL_UNIT_TYPE = 0x3990;
    private static final int CONTROL_UNIT_MODEL = 0xe9;
    private static final int DEVICE_TYPE = 0x3390;

    private static final int SENSE_ID_SIZE = 20;
    private static final int CHARACTERISTICS_SIZE = 64;
    private static final int CONFIGURATION_SIZE = 256;
    private static final int ELEMENT = 32;

    private static final Charset EBCDIC = Charset.forName("IBM037");

    private Characteristics() {}

    /** SENSE ID: identification, then the CIWs of READ CONFIGURATION DATA, SET INTERFACE IDENTIFIER, READ NODE IDENTIFIER. */
    static byte[] senseId(Geometry geometry) {
        return ByteBuffer.allocate(SENSE_ID_SIZE)
                .put((byte) 0xff)
                .putShort((short) CONTROL_UNIT_TYPE)
                .put((byte) CONTROL_UNIT_MODEL)
                .putShort((short) DEVICE_TYPE)
                .put((byte) deviceModel(geometry))
                .put((byte) 0)
                .putInt(0x40fa0100)
                .putInt(0x41270004)
                .putInt(0x423e0060)
                .array();
    }

    /** READ DEVICE CHARACTERISTICS, 64 bytes. */
    static byte[] deviceCharacteristics(Geometry geometry) {
        ByteBuffer bytes = ByteBuffer.allocate(CHARACTERISTICS_SIZE);
        bytes.putShort((short) CONTROL_UNIT_TYPE)
                .put((byte) CONTROL_UNIT_MODEL)
                .putShort((short) DEVICE_TYPE)
                .put((byte) deviceModel(geometry))
                .putInt(0x50001096)
                .put((byte) 0x20)
                .put((byte) unitType(geometry))
                .putShort((short) geometry.cylinders())
                .putShort((short) Geometry.HEADS)
                .put((byte) Geometry.SECTORS)
                .put((byte) (Geometry.TRACK_LENGTH >> 16))
                .putShort((short) Geometry.TRACK_LENGTH)
                .putShort((short) Geometry.HOME_ADDRESS_AND_R0)
                .put(new byte[] {2, 34, 19, 9, 6, 116})
                .position(44)
                .putShort((short) Geometry.MAX_R0_DATA)
                .put((byte) 0)
                .put(new byte[] {1, 6, 0x77, 0x08, 0x0f, 0, 0x7f})
                .position(57);
        bytes.put((byte) 0xff).position(43);
        bytes.put((byte) 2).position(60);
        bytes.putInt(geometry.cylinders());
        return bytes.array();
    }

    /** READ CONFIGURATION DATA, 256 bytes: NEDs of the device, the drive's string and the storage control; a NEQ. */
    static byte[] configurationData(Geometry geometry) {
        ByteBuffer bytes = ByteBuffer.allocate(CONFIGURATION_SIZE);
        String model = "%02X".formatted(deviceModel(geometry));
        element(bytes, 0, 0xdc010100, "0033900" + model + "ZMD01000000000001");
        element(bytes, 1, 0xd4020000, "0033900" + model + "ZMD01000000000001");
        element(bytes, 2, 0xd0000000, "0039900E9ZMD01000000000001");
        element(bytes, 3, 0xf0000001, "0039900   ZMD01000000000001");
        bytes.position(7 * ELEMENT).put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0x1e});
        return bytes.array();
    }

    private static void element(ByteBuffer bytes, int index, int flags, String identification) {
        byte[] text = identification.getBytes(EBCDIC);
        bytes.position(index * ELEMENT).putInt(flags).put(text, 0, Math.min(text.length, ELEMENT - Integer.BYTES));
    }

    private static int deviceModel(Geometry geometry) {
        return geometry.cylinders() > Geometry.MODEL_3.cylinders() ? 0x0c : 0x0a;
    }

    private static int unitType(Geometry geometry) {
        return geometry.cylinders() > Geometry.MODEL_3.cylinders() ? 0x32 : 0x24;
    }
}
