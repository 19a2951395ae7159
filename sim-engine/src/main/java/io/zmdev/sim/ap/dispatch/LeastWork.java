package io.zmdev.sim.ap.dispatch;

import java.util.Arrays;

/**
 * The least outstanding work, weighed as zcrypt does it (zcrypt_api.c: {@code zcrypt_card_compare}, {@code zcrypt_queue_compare}):
 * first the card, then the queue, each by its load plus the request's weight, ties by the smaller number of requests so far. A
 * queue is compared only when its card beats the favourite card, but then with the favourite queue of all cards.
 *
 * <p>The load that a request is booked with is its weight on the card that gets it.
 */
class LeastWork implements DispatchPolicy {

    /** TRACK_AGAIN_CARD_WEIGHT_PENALTY: what a card is charged with that lost the request before. */
    private static final int CARD_PENALTY = 1000;
    /** TRACK_AGAIN_QUEUE_WEIGHT_PENALTY: the same for the queue. */
    private static final int QUEUE_PENALTY = 10000;

    private long[] cardLoad = new long[0];
    private long[] queueLoad = new long[0];
    private long[] cardRequests = new long[0];
    private long[] queueRequests = new long[0];
    private int[] bookedWeight = new int[0];
    private int[] bookedCard = new int[0];
    private int[] bookedQueue = new int[0];

    @Override
    public final int choose(int ticket, Candidates candidates) {
        int preferred = -1;
        long preferredWeight = 0;
        int lastExamined = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (i > 0 && candidates.card(i) == candidates.card(i - 1)) {
                continue;
            }
            lastExamined = i;
            makeRoom(candidates.card(i), 0);
            long weight = (long) candidates.weight(i) + cardPenalty(candidates, i);
            if (preferred >= 0 && !beatsCard(candidates, i, weight, preferred, preferredWeight)) {
                continue;
            }
            for (int q = i; q < candidates.size() && candidates.card(q) == candidates.card(i); q++) {
                makeRoom(0, candidates.queue(q));
                long queueWeight = weight + (candidates.queue(q) == candidates.lastQueue() ? QUEUE_PENALTY : 0);
                if (preferred < 0 || beatsQueue(candidates, q, queueWeight, preferred, preferredWeight)) {
                    preferred = q;
                    preferredWeight = queueWeight;
                }
            }
        }
        book(
                ticket,
                candidates.card(preferred),
                candidates.queue(preferred),
                weightToBook(candidates, preferred, lastExamined));
        return preferred;
    }

    /** What the request is booked with. */
    int weightToBook(Candidates candidates, int chosen, int lastExamined) {
        return candidates.weight(chosen);
    }

    @Override
    public final void done(int ticket) {
        cardLoad[bookedCard[ticket]] -= bookedWeight[ticket];
        queueLoad[bookedQueue[ticket]] -= bookedWeight[ticket];
    }

    private void book(int ticket, int card, int queue, int weight) {
        if (ticket >= bookedWeight.length) {
            int length = Math.max(ticket + 1, 2 * bookedWeight.length);
            bookedWeight = Arrays.copyOf(bookedWeight, length);
            bookedCard = Arrays.copyOf(bookedCard, length);
            bookedQueue = Arrays.copyOf(bookedQueue, length);
        }
        bookedWeight[ticket] = weight;
        bookedCard[ticket] = card;
        bookedQueue[ticket] = queue;
        cardLoad[card] += weight;
        queueLoad[queue] += weight;
        cardRequests[card]++;
        queueRequests[queue]++;
    }

    private boolean beatsCard(Candidates candidates, int i, long weight, int preferred, long preferredWeight) {
        int card = candidates.card(i);
        int favourite = candidates.card(preferred);
        long difference = weight + cardLoad[card] - preferredWeight - cardLoad[favourite];
        return difference == 0 ? cardRequests[card] < cardRequests[favourite] : difference < 0;
    }

    private boolean beatsQueue(Candidates candidates, int i, long weight, int preferred, long preferredWeight) {
        int queue = candidates.queue(i);
        int favourite = candidates.queue(preferred);
        long difference = weight + queueLoad[queue] - preferredWeight - queueLoad[favourite];
        return difference == 0 ? queueRequests[queue] < queueRequests[favourite] : difference < 0;
    }

    private static int cardPenalty(Candidates candidates, int i) {
        for (int q = i; q < candidates.size() && candidates.card(q) == candidates.card(i); q++) {
            if (candidates.queue(q) == candidates.lastQueue()) {
                return CARD_PENALTY;
            }
        }
        return 0;
    }

    private void makeRoom(int card, int queue) {
        if (card >= cardLoad.length) {
            cardLoad = Arrays.copyOf(cardLoad, card + 1);
            cardRequests = Arrays.copyOf(cardRequests, card + 1);
        }
        if (queue >= queueLoad.length) {
            queueLoad = Arrays.copyOf(queueLoad, queue + 1);
            queueRequests = Arrays.copyOf(queueRequests, queue + 1);
        }
    }
}
