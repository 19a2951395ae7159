package io.zmdev.sim.vfioccw;

import io.zmdev.model.KernelVersion;

/**
 * What the driver of a kernel can do.
 *
 * @param asyncRegion HALT and CLEAR through the async region (5.2)
 * @param prefetchRequired an ORB without the P bit is refused (before 5.8)
 * @param schibAndCrwRegions (5.9)
 * @param everyIdal format-1 and 2K IDALs are translated (6.3)
 * @param idalChecked a list whose first word changed after it was read first is refused (7.0)
 * @param maxSegments segments that a program may have
 */
public record DriverFeatures(
        boolean asyncRegion,
        boolean prefetchRequired,
        boolean schibAndCrwRegions,
        boolean everyIdal,
        boolean idalChecked,
        int maxSegments) {

    /** Seen on 6.1.192. */
    private static final KernelVersion STABLE_WITH_LIMIT = new KernelVersion(6, 1);

    private static final int SEGMENT_LIMIT = 16;
    private static final int NO_SEGMENT_LIMIT = 256;

    public static DriverFeatures of(KernelVersion kernel) {
        return new DriverFeatures(
                kernel.atLeast(5, 2),
                !kernel.atLeast(5, 8),
                kernel.atLeast(5, 9),
                kernel.atLeast(6, 3),
                kernel.atLeast(7, 0),
                kernel.atLeast(6, 12) || kernel.equals(STABLE_WITH_LIMIT) ? SEGMENT_LIMIT : NO_SEGMENT_LIMIT);
    }
}
