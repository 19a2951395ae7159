package io.zmdev.sim.tracing;

/** The threads of an I/O: the order within each is given, the order between them is not. */
public enum TraceThread {
    /** Who makes the requests: the guest's CPU, or the thread of a program that uses VFIO itself. */
    SUBMITTER("submitter"),
    /** The I/O interruption of the host, on whatever CPU it comes in. */
    INTERRUPT("interrupt"),
    /** The driver's work item. */
    WORKQUEUE("workqueue"),
    /** Who polls the eventfds. */
    MAIN_LOOP("main-loop"),
    /** The channel subsystem, which no thread of the host runs. */
    CHANNEL("channel");

    private final String id;

    TraceThread(String id) {
        this.id = id;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }
}
