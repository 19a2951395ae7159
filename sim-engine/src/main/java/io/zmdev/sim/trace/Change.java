package io.zmdev.sim.trace;

/**
 * Bytes that a step wrote.
 *
 * @param area the name of the area
 * @param offset of the first byte in the area
 * @param before the bytes before the write; not to be changed
 * @param after the bytes after it, as many; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Change(String area, long offset, byte[] before, byte[] after) {

    public int length() {
        return after.length;
    }

    /** Whether the byte at this offset of this area was written. */
    public boolean covers(String otherArea, long otherOffset) {
        return area.equals(otherArea) && otherOffset >= offset && otherOffset < offset + after.length;
    }
}
