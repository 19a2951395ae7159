package io.zmdev.sim.ap.dispatch;

import java.util.Arrays;

/**
 * The PSMIDs that one sender has given to its messages and that were not answered. A PSMID is the ticket of its message, a small
 * number, below a count of the messages: it is not given twice, and one that was answered is no longer known.
 */
public final class PsmidTable {

    /** Tickets are below 2 to this power. */
    public static final int TICKET_BITS = 19;

    private static final long FREE = -1;

    private long[] psmids = new long[64];
    private int[] free = new int[64];
    private int freeCount;
    private int tickets;
    private long count;

    /** Makes a table that knows no PSMID. */
    public PsmidTable() {
        Arrays.fill(psmids, FREE);
    }

    /**
     * Takes a ticket for a new message.
     *
     * @throws IllegalStateException when all are taken, see {@link #isFull}
     */
    public int take() {
        int ticket;
        if (freeCount > 0) {
            ticket = free[--freeCount];
        } else {
            if (isFull()) {
                throw new IllegalStateException("every one of %d tickets is taken".formatted(tickets));
            }
            ticket = tickets++;
            if (ticket == psmids.length) {
                psmids = Arrays.copyOf(psmids, 2 * ticket);
                Arrays.fill(psmids, ticket, psmids.length, FREE);
                free = Arrays.copyOf(free, 2 * ticket);
            }
        }
        psmids[ticket] = ++count << TICKET_BITS | ticket;
        return ticket;
    }

    /** The PSMID of a ticket that was taken. */
    public long psmid(int ticket) {
        return psmids[ticket];
    }

    /** The ticket of a PSMID, -1 when it is not one that waits for its answer. */
    public int ticket(long psmid) {
        int ticket = (int) psmid & (1 << TICKET_BITS) - 1;
        return ticket < tickets && psmids[ticket] == psmid ? ticket : -1;
    }

    /** Gives the ticket back; its PSMID is no longer known. */
    public void giveBack(int ticket) {
        psmids[ticket] = FREE;
        free[freeCount++] = ticket;
    }

    /** Whether every ticket is taken. */
    public boolean isFull() {
        return outstanding() == 1 << TICKET_BITS;
    }

    /** How many tickets were taken and not given back. */
    public int outstanding() {
        return tickets - freeCount;
    }

    /** One more than the greatest ticket so far. */
    public int size() {
        return tickets;
    }

    /** Whether the ticket is taken. */
    public boolean isTaken(int ticket) {
        return ticket < tickets && psmids[ticket] != FREE;
    }
}
