package io.zmdev.sim.mmio.load;

import io.zmdev.sim.mmio.TrapPath;
import java.util.List;

/**
 * One path under load.
 *
 * @param cycles of the vCPU's thread for an access, in the mean at the lowest rate
 * @param saturation accesses a second at which a vCPU does nothing else; infinite where an access costs nothing
 */
public record PathLoad(TrapPath path, double cycles, double saturation, List<Point> points) {

    public PathLoad {
        points = List.copyOf(points);
    }

    /**
     * At one rate.
     *
     * @param rate wanted, accesses a second
     * @param achieved accesses a second that were made
     * @param share of the vCPU's thread that the path takes, 0..1
     * @param otherShare of a further CPU that QEMU's main loop takes, 0..1
     * @param meanDelayNs from when the guest wants an access until it is done
     * @param p99DelayNs the same, 99 % quantile
     * @param writesPerWake that QEMU's main loop found at once; NaN where it did not wake
     */
    public record Point(
            double rate,
            double achieved,
            double share,
            double otherShare,
            double meanDelayNs,
            double p99DelayNs,
            double writesPerWake) {}
}
