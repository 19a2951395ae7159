package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.Estimate;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A policy's figures with their 95 % confidence intervals. Times in ns, rates per second.
 *
 * @param warmUp what each replication left out, in ns
 * @param utilisation of each card, in the machine's order, 0..1
 * @param counts over all replications
 */
public record PolicyResult(
        String policy,
        int replications,
        long warmUp,
        Responses responses,
        List<Estimate> utilisation,
        Estimate exitsPerRequest,
        Estimate fairness,
        List<GuestResult> guests,
        Replication.Counts counts) {

    public PolicyResult {
        utilisation = List.copyOf(utilisation);
        guests = List.copyOf(guests);
    }

    /** Throughput and response times: the mean and the quantiles 50, 95 and 99 %. */
    public record Responses(Estimate throughput, Estimate mean, Estimate p50, Estimate p95, Estimate p99) {}

    /** One guest's part. */
    public record GuestResult(String name, Responses responses) {}

    static PolicyResult of(String policy, long warmUp, List<Replication> replications) {
        Replication first = replications.getFirst();
        return new PolicyResult(
                policy,
                replications.size(),
                warmUp,
                responses(replications, Replication::responses),
                range(first.utilisation().size())
                        .mapToObj(card ->
                                estimate(replications, r -> r.utilisation().get(card)))
                        .toList(),
                estimate(replications, Replication::exitsPerRequest),
                estimate(replications, Replication::fairness),
                range(first.guests().size())
                        .mapToObj(g -> new GuestResult(
                                first.guests().get(g).name(),
                                responses(replications, r -> r.guests().get(g).responses())))
                        .toList(),
                replications.stream()
                        .map(Replication::counts)
                        .reduce(new Replication.Counts(0, 0, 0, 0), Replication.Counts::plus));
    }

    private static Responses responses(
            List<Replication> replications, Function<Replication, Replication.Responses> part) {
        return new Responses(
                estimate(replications, r -> part.apply(r).throughput()),
                estimate(replications, r -> part.apply(r).mean()),
                estimate(replications, r -> part.apply(r).p50()),
                estimate(replications, r -> part.apply(r).p95()),
                estimate(replications, r -> part.apply(r).p99()));
    }

    private static Estimate estimate(List<Replication> replications, ToDoubleFunction<Replication> figure) {
        return Estimate.of(replications.stream().mapToDouble(figure).toArray());
    }

    private static IntStream range(int end) {
        return IntStream.range(0, end);
    }
}
