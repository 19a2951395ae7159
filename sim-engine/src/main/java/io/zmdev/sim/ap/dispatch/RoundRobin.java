package io.zmdev.sim.ap.dispatch;

/** Each candidate in turn, whatever its speed and load. */
final class RoundRobin implements DispatchPolicy {

    private int last = -1;

    /** The first candidate after the queue that was chosen last. */
    @Override
    public int choose(int ticket, Candidates candidates) {
        int chosen = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.queue(i) > last) {
                chosen = i;
                break;
            }
        }
        last = candidates.queue(chosen);
        return chosen;
    }
}
