package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.ApHardware;
import io.zmdev.sim.kernel.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What a run counts and times after its warm-up. Times in ns. */
final class Measurement {

    private final ApHardware hardware;
    private final SimulatedGuest[] guests;
    private final @Nullable AnswerWatch watch;
    private final Histogram responses = new Histogram();
    private final long[] engineStarted;
    private final long[] busyNs;
    private long exits;
    private long from;

    /** @param watch is told every answer, when there is one */
    Measurement(ApHardware hardware, int cards, SimulatedGuest[] guests, @Nullable AnswerWatch watch) {
        this.hardware = hardware;
        this.guests = guests;
        this.watch = watch;
        engineStarted = new long[hardware.engines()];
        busyNs = new long[cards];
    }

    /** The warm-up is over: what was measured so far does not count. */
    void restart(long now) {
        from = now;
        responses.clear();
        exits = 0;
        Arrays.fill(busyNs, 0);
        for (SimulatedGuest guest : guests) {
            guest.responses.clear();
            guest.serviceSum = 0;
            guest.sentMeasured = 0;
        }
    }

    /** An instruction left a guest. */
    void exit() {
        exits++;
    }

    void engineStarted(int engine, long now) {
        engineStarted[engine] = now;
    }

    void engineStopped(int engine, long now) {
        busyNs[hardware.cardOfEngine(engine)] += now - Math.max(engineStarted[engine], from);
    }

    void answered(long now, long response) {
        responses.record(response);
        if (watch != null) {
            watch.answered(now, response);
        }
    }

    /** The part of its time that a card's engines worked so far, those included that work at this moment. */
    double utilisation(int card, long now) {
        long busy = busyNs[card];
        for (int engine = 0; engine < engineStarted.length; engine++) {
            if (hardware.cardOfEngine(engine) == card && hardware.isBusy(engine)) {
                busy += now - Math.max(engineStarted[engine], from);
            }
        }
        return now == from ? 0 : (double) busy / (now - from) / hardware.enginesOfCard(card);
    }

    /** The figures of a run that ends now; its engines were stopped. */
    Replication figures(long now) {
        List<Double> utilisation = new ArrayList<>();
        for (int card = 0; card < busyNs.length; card++) {
            utilisation.add((double) busyNs[card] / (now - from) / hardware.enginesOfCard(card));
        }
        return new Replication(
                responses(responses, now),
                utilisation,
                (double) exits / responses.count(),
                fairness(),
                Arrays.stream(guests)
                        .map(guest -> new Replication.GuestFigures(guest.load.name(), responses(guest.responses, now)))
                        .toList(),
                new Replication.Counts(
                        sum(guest -> guest.sent),
                        sum(guest -> guest.answered),
                        sum(guest -> guest.refused),
                        sum(guest -> guest.psmids.outstanding())));
    }

    private long sum(ToLongFunction<SimulatedGuest> part) {
        return Arrays.stream(guests).mapToLong(part).sum();
    }

    private Replication.Responses responses(Histogram histogram, long now) {
        return new Replication.Responses(
                histogram.count() * ArrivalTimes.SECOND / (now - from),
                histogram.mean(),
                histogram.quantile(0.5),
                histogram.quantile(0.95),
                histogram.quantile(0.99));
    }

    private double fairness() {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (SimulatedGuest guest : guests) {
            if (guest.sentMeasured > 0) {
                double speed = guest.responses.count() == 0 ? 0 : guest.serviceSum / guest.responses.sum();
                sum += speed;
                squares += speed * speed;
                n++;
            }
        }
        return squares == 0 ? 1 : sum * sum / (n * squares);
    }
}
