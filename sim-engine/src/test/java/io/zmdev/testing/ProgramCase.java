package io.zmdev.testing;

import java.util.List;

/**
 * A channel program for one ECKD volume, with everything that it starts from.
 *
 * @param seed that it was made from
 * @param orbControl word 1 of the ORB
 * @param base where {@code memory} stands in storage; the program begins there
 * @param concurrentSense as in the PMCW
 * @param memory what storage holds from {@code base} on
 * @param cylinders of the volume
 * @param tracks images of all tracks
 * @param listing a line for each CCW
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProgramCase(
        long seed,
        int orbControl,
        int base,
        boolean concurrentSense,
        byte[] memory,
        int cylinders,
        List<byte[]> tracks,
        List<String> listing) {

    public ProgramCase {
        tracks = List.copyOf(tracks);
        listing = List.copyOf(listing);
    }
}
