package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.ap.ApHardware;

/** What a dispatcher sees of queues and cards. */
public interface QueueLengths {

    /** Requests on the queue that were not answered. */
    int outstanding(int queue);

    /** The same for all queues of a card. */
    int outstandingOnCard(int card);

    /** How many requests the card works on at once. */
    int enginesOfCard(int card);

    /** The queues of real hardware. */
    static QueueLengths of(ApHardware hardware) {
        return new QueueLengths() {
            @Override
            public int outstanding(int queue) {
                return hardware.outstanding(queue);
            }

            @Override
            public int outstandingOnCard(int card) {
                return hardware.outstandingOnCard(card);
            }

            @Override
            public int enginesOfCard(int card) {
                return hardware.enginesOfCard(card);
            }
        };
    }
}
