package io.zmdev.sim.host;

import java.util.BitSet;

/** Numbers that the kernel hands out, the smallest free one first ({@code ida_alloc}). */
final class IndexPool {

    private final BitSet taken = new BitSet();

    int take() {
        int index = taken.nextClearBit(0);
        taken.set(index);
        return index;
    }

    void giveBack(int index) {
        taken.clear(index);
    }
}
