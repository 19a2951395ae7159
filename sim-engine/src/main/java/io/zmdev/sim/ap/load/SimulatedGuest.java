package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.dispatch.Candidates;
import io.zmdev.sim.ap.dispatch.DispatchPolicy;
import io.zmdev.sim.ap.dispatch.PsmidTable;
import io.zmdev.sim.kernel.Histogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one guest in a simulation. */
final class SimulatedGuest {

    final int number;
    final GuestLoad load;
    final boolean intercepted;
    final DispatchPolicy zcrypt;
    final ArrivalTimes arrivals;
    final RequestSource source;
    final PsmidTable psmids = new PsmidTable();
    final Requests requests = new Requests();
    List<GuestQueue> queues = List.of();
    /** For each position in the mix the guest's queues that can do it; null when none can. */
    @Nullable
    Candidates[] candidates = new Candidates[0];

    boolean polling;
    long sent;
    long answered;
    long refused;
    final Histogram responses = new Histogram();
    double serviceSum;
    long sentMeasured;

    SimulatedGuest(
            int number,
            GuestLoad load,
            boolean intercepted,
            DispatchPolicy zcrypt,
            ArrivalTimes arrivals,
            RequestSource source) {
        this.number = number;
        this.load = load;
        this.intercepted = intercepted;
        this.zcrypt = zcrypt;
        this.arrivals = arrivals;
        this.source = source;
    }
}
