package io.zmdev.sim.kernel;

/** Quantiles of Student's t distribution. */
final class StudentT {

    /** The two-sided 95 % points for 1..30 degrees of freedom, as every statistics table has them. */
    private static final double[] TABLE = {
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
        2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
        2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423
    };

    private static final double NORMAL = 1.959964;

    private StudentT() {}

    /**
     * The 97.5 % quantile.
     *
     * @param degrees degrees of freedom, at least 1; above 30 by the first terms of the expansion around the normal quantile
     */
    static double quantile975(int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException(degrees + " degrees of freedom");
        }
        if (degrees <= TABLE.length) {
            return TABLE[degrees - 1];
        }
        double cubed = NORMAL * NORMAL * NORMAL;
        return NORMAL
                + (cubed + NORMAL) / (4.0 * degrees)
                + (5 * cubed * NORMAL * NORMAL + 16 * cubed + 3 * NORMAL) / (96.0 * degrees * degrees);
    }
}
