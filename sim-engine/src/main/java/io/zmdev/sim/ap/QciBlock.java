package io.zmdev.sim.ap;

import io.zmdev.model.ap.ApMatrix;
import java.nio.ByteBuffer;

/**
 * The 128 bytes that PQAP(QCI) stores ({@code struct ap_config_info}), big-endian.
 *
 * @param flags offset 0, {@link #APSC} and following; Linux takes 0 for "QCI is not supported"
 * @param maxAdapter offset 4, highest adapter id ({@code na}), 0..255
 * @param maxDomain offset 5, highest domain id ({@code nd}), 0..255
 * @param matrix offsets 16, 48 and 80: adapters (APM), usage domains (AQM), control domains (ADM)
 */
public record QciBlock(int flags, int maxAdapter, int maxDomain, ApMatrix matrix) {

    /** Size in bytes. */
    public static final int SIZE = 128;

    /** S: special commands. */
    public static final int APSC = 0x8000_0000;
    /** N: extended addressing. */
    public static final int APXA = 0x4000_0000;
    /** C: query of the compatible type. */
    public static final int QACT = 0x2000_0000;
    /** R: response code 8A. */
    public static final int RC8A = 0x1000_0000;
    /** B: secure binding. */
    public static final int APSB = 0x0080_0000;

    private static final int APM = 16;
    private static final int AQM = 48;
    private static final int ADM = 80;

    /** @throws IllegalArgumentException when an id is not in 0..255 */
    public QciBlock {
        if (maxAdapter < 0 || maxAdapter > 255 || maxDomain < 0 || maxDomain > 255) {
            throw new IllegalArgumentException(
                    "highest adapter %d or domain %d is not in 0..255".formatted(maxAdapter, maxDomain));
        }
    }

    /**
     * Reads a block; reserved bytes are ignored.
     *
     * @throws IllegalArgumentException when there are not 128 bytes
     */
    public static QciBlock of(byte[] block) {
        if (block.length != SIZE) {
            throw new IllegalArgumentException(block.length + " bytes are not a QCI block of " + SIZE);
        }
        ByteBuffer bytes = ByteBuffer.wrap(block);
        return new QciBlock(
                bytes.getInt(0),
                bytes.get(4) & 0xff,
                bytes.get(5) & 0xff,
                new ApMatrix(MaskBytes.get256(bytes, APM), MaskBytes.get256(bytes, AQM), MaskBytes.get256(bytes, ADM)));
    }

    /** The 128 bytes, reserved ones zero. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putInt(0, flags);
        bytes.put(4, (byte) maxAdapter);
        bytes.put(5, (byte) maxDomain);
        MaskBytes.put256(bytes, APM, matrix.adapters());
        MaskBytes.put256(bytes, AQM, matrix.domains());
        MaskBytes.put256(bytes, ADM, matrix.controlDomains());
        return bytes.array();
    }
}
