package io.zmdev.sim.ap.dispatch;

import java.util.Arrays;

/**
 * Each candidate in turn, the faster ones more often: smooth weighted round-robin. A candidate's share is the speed of its card for
 * the class, divided among the candidates that the card has.
 */
final class Weighted implements DispatchPolicy {

    private double[] credit = new double[0];

    @Override
    public int choose(int ticket, Candidates candidates) {
        int chosen = 0;
        double total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            double share = share(candidates, i);
            int queue = candidates.queue(i);
            if (queue >= credit.length) {
                credit = Arrays.copyOf(credit, queue + 1);
            }
            credit[queue] += share;
            total += share;
            if (credit[queue] > credit[candidates.queue(chosen)]) {
                chosen = i;
            }
        }
        credit[candidates.queue(chosen)] -= total;
        return chosen;
    }

    /** Speed of the candidate's card for the class, divided among the card's candidates. */
    static double share(Candidates candidates, int position) {
        int onCard = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.card(i) == candidates.card(position)) {
                onCard++;
            }
        }
        return (double) candidates.engines(position) / candidates.weight(position) / onCard;
    }
}
