package io.zmdev.sim.channel;

/**
 * A field of a control block with its value.
 *
 * @param name as the kernel or the Principles of Operation spell it
 * @param bitOffset from the first bit of the block, which is bit 0
 * @param bitLength 1..64
 * @param value unsigned
 * @param meaning what the field is and, where it has named values, what this value says
 */
public record Field(String name, int bitOffset, int bitLength, long value, String meaning) {

    /** {@code 0x} and as many digits as the field has nibbles. */
    public String hex() {
        return "0x%0".concat("%dx".formatted((bitLength + 3) / 4)).formatted(value);
    }

    /** The first byte that the field touches. */
    public int byteOffset() {
        return bitOffset / 8;
    }

    /** How many bytes the field touches. */
    public int byteLength() {
        return (bitOffset + bitLength + 7) / 8 - byteOffset();
    }
}
