package io.zmdev.testing;

import java.util.List;

/**
 * What a channel program left behind.
 *
 * @param irbs at least 64 bytes each, in the order in which TEST SUBCHANNEL gave them
 * @param sense 32 bytes, read after a unit check without concurrent sense, else zero
 * @param memory as large as that of the {@link ProgramCase}
 * @param tracks images of all tracks
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProgramOutcome(List<byte[]> irbs, byte[] sense, byte[] memory, List<byte[]> tracks) {

    public ProgramOutcome {
        irbs = List.copyOf(irbs);
        tracks = List.copyOf(tracks);
    }
}
