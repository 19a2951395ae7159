package io.zmdev.sim.ap.load;

import java.util.List;

/**
 * What one run of a scenario measured after its warm-up. Times in ns, rates per second.
 *
 * @param responses response time over all guests
 * @param utilisation of each card, in the machine's order, 0..1
 * @param exitsPerRequest instructions that left a guest, for each answered request
 * @param fairness Jain's index over the guests' speeds (service time received / response time): 1 when all are slowed alike,
 *     1/guests when one alone gets something
 * @param counts over the whole run
 */
public record Replication(
        Responses responses,
        List<Double> utilisation,
        double exitsPerRequest,
        double fairness,
        List<GuestFigures> guests,
        Counts counts) {

    public Replication {
        utilisation = List.copyOf(utilisation);
        guests = List.copyOf(guests);
    }

    /** Throughput and response times: the mean and the quantiles 50, 95 and 99 %. */
    public record Responses(double throughput, double mean, double p50, double p95, double p99) {}

    /** One guest's part. */
    public record GuestFigures(String name, Responses responses) {}

    /** Requests from the start to the end of the run, warm-up included. */
    public record Counts(long sent, long answered, long refused, long inFlight) {

        public Counts plus(Counts other) {
            return new Counts(
                    sent + other.sent, answered + other.answered, refused + other.refused, inFlight + other.inFlight);
        }
    }
}
