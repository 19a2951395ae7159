package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.ap.RequestClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Each candidate in turn, the faster ones more often: smooth weighted round-robin, for each class of requests by itself. A candidate's
 * share is the speed of its card for the class, divided among the candidates that the card has.
 */
final class Weighted implements DispatchPolicy {

    private final Map<RequestClass, double[]> credits = new EnumMap<>(RequestClass.class);

    @Override
    public int choose(int ticket, Candidates candidates) {
        double[] credit = creditsFor(candidates);
        int chosen = 0;
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            double share = share(candidates, i);
            total += share;
            credit[candidates.queue(i)] += share;
            if (credit[candidates.queue(i)] > credit[candidates.queue(chosen)]) {
                chosen = i;
            }
        }
        credit[candidates.queue(chosen)] -= total;
        return chosen;
    }

    private double[] creditsFor(Candidates candidates) {
        double[] credit = credits.getOrDefault(candidates.requestClass(), new double[0]);
        int greatest = candidates.queue(candidates.size() - 1);
        if (greatest >= credit.length) {
            credit = Arrays.copyOf(credit, greatest + 1);
            credits.put(candidates.requestClass(), credit);
        }
        return credit;
    }

    /** Speed of the candidate's card for the class, divided among the card's candidates. */
    private static double share(Candidates candidates, int position) {
        int onCard = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.card(i) == candidates.card(position)) {
                onCard++;
            }
        }
        return (double) candidates.engines(position) / candidates.weight(position) / onCard;
    }
}
