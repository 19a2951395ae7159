package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.ap.RequestClass;

/**
 * Long requests have cards of their own, so that no short one waits behind them: of the cards that are candidates the last half
 * (rounded up) is for long requests, the others for short ones. With one card there is nothing to divide. Inside its part a request
 * goes where it is expected to be done first.
 */
final class ClassPartition implements DispatchPolicy {

    @Override
    public int choose(int ticket, Candidates candidates) {
        int cards = cardsUpTo(candidates, candidates.size() - 1);
        if (cards == 1) {
            return ShortestDelay.among(candidates, position -> true);
        }
        boolean isLong = isLong(candidates.requestClass());
        int firstForLong = cards / 2;
        return ShortestDelay.among(candidates, position -> cardsUpTo(candidates, position) > firstForLong == isLong);
    }

    /** RSA with 4096 bits, and secure-key functions that are not cheap. */
    static boolean isLong(RequestClass requestClass) {
        return switch (requestClass) {
            case CRT_4K, CCA_MEDIUM, CCA_HIGH, EP11_MEDIUM, EP11_HIGH -> true;
            case MEX_1K, MEX_2K, MEX_4K, CRT_1K, CRT_2K, HWRNG, CCA_LOW, EP11_LOW -> false;
        };
    }

    /** How many cards the candidates 0..position have. */
    private static int cardsUpTo(Candidates candidates, int position) {
        int cards = 1;
        for (int i = 1; i <= position; i++) {
            if (candidates.card(i) != candidates.card(i - 1)) {
                cards++;
            }
        }
        return cards;
    }
}
