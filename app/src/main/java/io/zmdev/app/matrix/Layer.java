package io.zmdev.app.matrix;

/** What the matrix can leave out. */
enum Layer {
    /** Which queues are assigned to whom. */
    ASSIGNED,
    /** Which of the assigned queues the guest gets. */
    EFFECTIVE,
    /** Which queues the host's drivers have. */
    HOST
}
