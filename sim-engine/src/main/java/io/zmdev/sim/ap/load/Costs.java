package io.zmdev.sim.ap.load;

/**
 * What things take, in ns. The ratings of zcrypt are relative; {@code ratingUnit} makes them absolute and has to be calibrated on the
 * machine at hand.
 *
 * @param ratingUnit service time of one unit of zcrypt's speed rating
 * @param exit an instruction that leaves the guest, until the guest goes on
 * @param interrupt from a reply until its receiver reads it, with interruptions
 * @param poll between two polls of a guest without interruptions ({@code poll_timeout})
 * @param reset how long a queue is in reset
 */
public record Costs(long ratingUnit, long exit, long interrupt, long poll, long reset) {

    /** Everything but the service itself takes no time; a poll 250 µs as in an LPAR. */
    public static final Costs SERVICE_ONLY = new Costs(1_000, 0, 0, 250_000, 0);
}
