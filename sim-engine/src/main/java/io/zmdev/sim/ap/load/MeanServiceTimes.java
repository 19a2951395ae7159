package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;

/** How long a card works on a message of a guest's class in the mean, from zcrypt's speed ratings. */
final class MeanServiceTimes {

    private final double[][][] nanos;

    MeanServiceTimes(ApScenario scenario) {
        nanos = scenario.guests().stream()
                .map(load -> load.mix().stream()
                        .map(share -> onCards(share.requestClass(), scenario))
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    /** The mean in ns, 0 when the card can't do the class; guest, position in its mix and card by their numbers. */
    double of(int guest, int positionInMix, int card) {
        return nanos[guest][positionInMix][card];
    }

    private static double[] onCards(RequestClass requestClass, ApScenario scenario) {
        ApMachine machine = scenario.machine();
        return machine.cards().stream()
                .mapToDouble(card -> requestClass.canRunOn(card.type())
                        ? (double) scenario.costs().ratingUnit() * requestClass.weight(card.type())
                        : 0)
                .toArray();
    }
}
