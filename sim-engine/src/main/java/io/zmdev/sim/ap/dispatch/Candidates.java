package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.ap.RequestClass;
import java.util.Arrays;

/**
 * The queues that may get a request of one guest and class, ordered by adapter, then domain (zcrypt's order of registration). The
 * open ones, which have room and work, have the positions 0..size-1.
 */
public final class Candidates {

    private final int guest;
    private final RequestClass requestClass;
    private final QueueLengths lengths;
    private final int[] queues;
    private final int[] cards;
    private final int[] weights;
    private final int[] open;
    private int size;
    private int lastQueue = -1;

    /**
     * Candidates of which every one is open.
     *
     * @param queues numbers of the queues
     * @param cards numbers of their cards
     * @param weights zcrypt's weight of the class on those cards
     */
    public Candidates(
            int guest, RequestClass requestClass, QueueLengths lengths, int[] queues, int[] cards, int[] weights) {
        this.guest = guest;
        this.requestClass = requestClass;
        this.lengths = lengths;
        this.queues = queues.clone();
        this.cards = cards.clone();
        this.weights = weights.clone();
        this.open = new int[queues.length];
        Arrays.setAll(open, i -> i);
        this.size = queues.length;
    }

    /** Whether a candidate can take a request. */
    @FunctionalInterface
    public interface Openness {

        boolean isOpen(int queue, int card);
    }

    /**
     * Leaves only those open that can take a request.
     *
     * @param lastQueue the queue that lost the request before, -1 when it is new
     * @return whether there is one
     */
    public boolean open(Openness openness, int lastQueue) {
        this.lastQueue = lastQueue;
        size = 0;
        for (int i = 0; i < queues.length; i++) {
            if (openness.isOpen(queues[i], cards[i])) {
                open[size++] = i;
            }
        }
        return size > 0;
    }

    /** Whether one of all the candidates, open or not, is so. */
    public boolean hasAny(Openness openness) {
        for (int i = 0; i < queues.length; i++) {
            if (openness.isOpen(queues[i], cards[i])) {
                return true;
            }
        }
        return false;
    }

    public int guest() {
        return guest;
    }

    public RequestClass requestClass() {
        return requestClass;
    }

    public int size() {
        return size;
    }

    public int queue(int position) {
        return queues[open[position]];
    }

    public int card(int position) {
        return cards[open[position]];
    }

    /** zcrypt's weight of this class on the candidate's card, smaller is faster. */
    public int weight(int position) {
        return weights[open[position]];
    }

    /** Requests on the candidate. */
    public int outstanding(int position) {
        return lengths.outstanding(queue(position));
    }

    /** Requests on the candidate's card, in all its domains. */
    public int outstandingOnCard(int position) {
        return lengths.outstandingOnCard(card(position));
    }

    /** Engines of the candidate's card. */
    public int engines(int position) {
        return lengths.enginesOfCard(card(position));
    }

    /** The queue that lost this request before, -1 when it is new. */
    public int lastQueue() {
        return lastQueue;
    }

    /**
     * How long a request would take on the candidate, waiting included, in units of weight: its own weight while an engine is free,
     * else in proportion to the requests in front of it.
     */
    public double expectedDelay(int position) {
        int ahead = outstandingOnCard(position) + 1;
        int engines = engines(position);
        return ahead <= engines ? weight(position) : (double) weight(position) * ahead / engines;
    }
}
