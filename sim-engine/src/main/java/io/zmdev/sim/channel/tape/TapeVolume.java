package io.zmdev.sim.channel.tape;

import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tape: blocks of 1..65535 bytes and tape marks one after the other. Each has its length before and behind it, so that the tape can
 * be passed in both directions; a tape mark has length 0. What lies behind the last write is void.
 */
final class TapeVolume {

    /** A length of four bytes stands before and behind each block. */
    private static final int LENGTH = Integer.BYTES;

    private static final long CAPACITY = 1L << 36;

    private static final int END = 0x00;
    private static final int POSITION = 0x08;
    private static final int BLOCK_ID = 0x10;
    private static final int STATE_SIZE = 0x18;

    private final Area state;
    private final Area tape;

    /** Adds the areas {@code name.position} and {@code name.tape}; the tape is empty. */
    TapeVolume(StateSpace space, String name) {
        this.state = space.add(name + ".position", STATE_SIZE);
        this.tape = space.add(name + ".tape", CAPACITY);
    }

    boolean isAtBeginning() {
        return position() == 0;
    }

    /** Whether nothing was written from here on. */
    boolean isAtEnd() {
        return position() == state.getLong(END);
    }

    /** The number of blocks and tape marks before this place. */
    int blockId() {
        return state.getInt(BLOCK_ID);
    }

    /** The length of the next block, 0 for a tape mark; not at the end. */
    int nextLength() {
        return tape.getInt(position());
    }

    /** The length of the block before, 0 for a tape mark; not at the beginning. */
    int previousLength() {
        return tape.getInt(position() - LENGTH);
    }

    /** The bytes of the next block. */
    byte[] next() {
        return tape.get(position() + LENGTH, nextLength());
    }

    /** The bytes of the block before. */
    byte[] previous() {
        return tape.get(position() - LENGTH - previousLength(), previousLength());
    }

    void forward() {
        moveTo(position() + 2 * LENGTH + nextLength(), blockId() + 1);
    }

    void backward() {
        moveTo(position() - 2 * LENGTH - previousLength(), blockId() - 1);
    }

    void rewind() {
        moveTo(0, 0);
    }

    /** Writes a block, or a tape mark when there are no bytes; it becomes the last of the tape. */
    void write(byte[] block, int length) {
        long at = position();
        tape.putInt(at, length);
        tape.put(at + LENGTH, block, 0, length);
        tape.putInt(at + LENGTH + length, length);
        state.putLong(END, at + 2 * LENGTH + length);
        moveTo(at + 2 * LENGTH + length, blockId() + 1);
    }

    /** Writes the blocks of a medium on an empty tape and rewinds it. */
    void load(Medium medium) {
        medium.parts().forEach((number, block) -> {
            if (number != blockId() || block.length > Tape3590.MAX_BLOCK) {
                throw new IllegalArgumentException(
                        "block %d of %d bytes can't be block %d of a tape".formatted(number, block.length, blockId()));
            }
            write(block, block.length);
        });
        rewind();
    }

    /** The blocks; the tape stays where it is. */
    Medium save() {
        Map<Integer, byte[]> blocks = new TreeMap<>();
        long at = 0;
        while (at < state.getLong(END)) {
            int length = tape.getInt(at);
            blocks.put(blocks.size(), tape.get(at + LENGTH, length));
            at += 2 * LENGTH + length;
        }
        return new Medium(blocks);
    }

    /** Nothing lies behind this place any more. */
    void eraseRest() {
        state.putLong(END, position());
    }

    private long position() {
        return state.getLong(POSITION);
    }

    private void moveTo(long position, int blockId) {
        state.putLong(POSITION, position);
        state.putInt(BLOCK_ID, blockId);
    }
}
