package io.zmdev.sim.ap;

import io.zmdev.model.ap.ApMatrix;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A guest's crypto control block ({@code struct kvm_s390_crypto_cb}) with its format from the SIE block: it decides bit for bit
 * which APQNs are valid in the guest. Immutable.
 *
 * <p>Formats 0 and 1 use APCB0 at offset 0 (64 adapters, 16 usage domains, 16 control domains), format 2 uses APCB1 at offset 0x80
 * (256 each).
 */
public final class Crycb {

    /** Size in bytes. */
    public static final int SIZE = 256;

    private static final int APCB0_APM = 0x00;
    private static final int APCB0_AQM = 0x08;
    private static final int APCB0_ADM = 0x10;
    private static final int APCB1_APM = 0x80;
    private static final int APCB1_AQM = 0xa0;
    private static final int APCB1_ADM = 0xc0;

    /** The format, in the low two bits of the CRYCB designation. */
    public enum Format {
        FORMAT0(0b00),
        FORMAT1(0b01),
        FORMAT2(0b11);

        private final int designation;

        Format(int designation) {
            this.designation = designation;
        }

        /** The low two bits of the designation. */
        public int designation() {
            return designation;
        }

        /** The format that KVM chooses ({@code kvm_s390_set_crycb_format}). */
        public static Format of(ApFacilities facilities) {
            if (!facilities.msaX3()) {
                return FORMAT0;
            }
            return facilities.apxa() ? FORMAT2 : FORMAT1;
        }
    }

    private final Format format;
    private final byte[] bytes;

    private Crycb(Format format, byte[] bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException when there are not 256 bytes
     */
    public static Crycb of(Format format, byte[] block) {
        if (block.length != SIZE) {
            throw new IllegalArgumentException(block.length + " bytes are not a CRYCB of " + SIZE);
        }
        return new Crycb(format, block.clone());
    }

    /** A block with these masks ({@code kvm_arch_crypto_set_masks}): formats 0 and 1 copy 8, 2 and 2 bytes, format 2 copies 32 each. */
    public static Crycb withMasks(Format format, ApMatrix matrix) {
        ByteBuffer block = ByteBuffer.allocate(SIZE);
        switch (format) {
            case FORMAT0, FORMAT1 -> {
                MaskBytes.put64(block, APCB0_APM, matrix.adapters());
                MaskBytes.put16(block, APCB0_AQM, matrix.domains());
                MaskBytes.put16(block, APCB0_ADM, matrix.controlDomains());
            }
            case FORMAT2 -> {
                MaskBytes.put256(block, APCB1_APM, matrix.adapters());
                MaskBytes.put256(block, APCB1_AQM, matrix.domains());
                MaskBytes.put256(block, APCB1_ADM, matrix.controlDomains());
            }
        }
        return new Crycb(format, block.array());
    }

    public Format format() {
        return format;
    }

    /** The 256 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The masks that the format's control block holds; the guest's queues are their whole product. */
    public ApMatrix matrix() {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        return switch (format) {
            case FORMAT0, FORMAT1 ->
                new ApMatrix(
                        MaskBytes.get64(block, APCB0_APM),
                        MaskBytes.get16(block, APCB0_AQM),
                        MaskBytes.get16(block, APCB0_ADM));
            case FORMAT2 ->
                new ApMatrix(
                        MaskBytes.get256(block, APCB1_APM),
                        MaskBytes.get256(block, APCB1_AQM),
                        MaskBytes.get256(block, APCB1_ADM));
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Crycb crycb && format == crycb.format && Arrays.equals(bytes, crycb.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * format.hashCode() + Arrays.hashCode(bytes);
    }
}
