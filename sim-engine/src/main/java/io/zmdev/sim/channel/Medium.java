package io.zmdev.sim.channel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device has recorded, for keeping from one run to the next.
 *
 * @param parts by number, ascending: of a DASD the images of the tracks that were written, of a tape its blocks from 0 on, a tape
 *     mark without bytes; not to be changed
 */
public record Medium(Map<Integer, byte[]> parts) {

    /** Nothing was ever written on it. */
    public static final Medium EMPTY = new Medium(Map.of());

    public Medium {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }
}
