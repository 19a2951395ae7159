package io.zmdev.sim.ap.dispatch;

/**
 * Decides where a request goes. A request has a ticket from the moment it is chosen for until it is done: a small number that is
 * used again for a later request.
 */
public interface DispatchPolicy {

    /**
     * Chooses one of the candidates, of which there is at least one.
     *
     * @return its position, 0..candidates.size()-1
     */
    int choose(int ticket, Candidates candidates);

    /** The request left the queue that was chosen for it: it was answered, or the queue lost it. */
    default void done(int ticket) {}

    /**
     * Chooses which of the held requests goes next when a queue has room again; at least one lane has one.
     *
     * @return the position of its lane, 0..backlog.size()-1
     */
    default int next(Backlog backlog) {
        return backlog.oldest();
    }
}
