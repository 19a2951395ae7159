package io.zmdev.sim.ap.dispatch;

/**
 * {@link LeastWork} as Linux has it: the load that a request is booked with is its weight on the last card that was looked at, not on
 * the one that gets it ({@code zcrypt_pick_queue} is called with the loop's variable).
 */
final class Zcrypt extends LeastWork {

    @Override
    int weightToBook(Candidates candidates, int chosen, int lastExamined) {
        return candidates.weight(lastExamined);
    }
}
