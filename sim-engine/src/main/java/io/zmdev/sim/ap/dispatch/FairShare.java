package io.zmdev.sim.ap.dispatch;

import java.util.Arrays;

/**
 * Guests take turns by the work they ask for (deficit round-robin, Shreedhar and Varghese 1995); a request goes where it is expected
 * to be done first.
 */
final class FairShare implements DispatchPolicy {

    private long[] deficit = new long[0];
    private int turn;

    @Override
    public int choose(int ticket, Candidates candidates) {
        return ShortestDelay.among(candidates, position -> true);
    }

    @Override
    public int next(Backlog backlog) {
        int guests = deficit.length;
        long quantum = 0;
        for (int lane = 0; lane < backlog.size(); lane++) {
            guests = Math.max(guests, backlog.guest(lane) + 1);
            quantum = Math.max(quantum, backlog.weight(lane));
        }
        deficit = Arrays.copyOf(deficit, guests);
        while (true) {
            int lane = oldestOf(turn, backlog);
            if (lane >= 0 && backlog.weight(lane) <= deficit[turn]) {
                deficit[turn] -= backlog.weight(lane);
                return lane;
            }
            if (lane < 0) {
                deficit[turn] = 0;
            }
            turn = turn + 1 == guests ? 0 : turn + 1;
            deficit[turn] += quantum;
        }
    }

    private static int oldestOf(int guest, Backlog backlog) {
        int oldest = -1;
        for (int lane = 0; lane < backlog.size(); lane++) {
            if (backlog.guest(lane) == guest && (oldest < 0 || backlog.accepted(lane) < backlog.accepted(oldest))) {
                oldest = lane;
            }
        }
        return oldest;
    }
}
