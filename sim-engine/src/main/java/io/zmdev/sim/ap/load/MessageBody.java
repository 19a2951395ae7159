package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.dispatch.PsmidTable;

/** What a message carries through queues and engines in the place of data: its guest's number and the ticket of the request there. */
final class MessageBody {

    private MessageBody() {}

    static int of(int guest, int ticket) {
        return guest << PsmidTable.TICKET_BITS | ticket;
    }

    static int guest(int body) {
        return body >>> PsmidTable.TICKET_BITS;
    }

    static int ticket(int body) {
        return body & (1 << PsmidTable.TICKET_BITS) - 1;
    }
}
