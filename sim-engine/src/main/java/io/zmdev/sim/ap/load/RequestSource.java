package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.RandomStream;
import java.util.List;

/**
 * Draws the class and the size of one request after the other. Each has a stream of its own, so that the same requests come whatever
 * policy serves them.
 */
final class RequestSource {

    private final List<ClassShare> mix;
    private final double[] upTo;
    private final RandomStream classes;
    private final RandomStream sizes;

    RequestSource(List<ClassShare> mix, long seed, String name) {
        this.mix = mix;
        this.upTo = new double[mix.size()];
        double total = mix.stream().mapToDouble(ClassShare::share).sum();
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += mix.get(i).share();
            upTo[i] = sum / total;
        }
        classes = RandomStream.named(seed, name + "/class");
        sizes = RandomStream.named(seed, name + "/size");
    }

    /** The next request's position in the mix. */
    int drawClass() {
        if (upTo.length == 1) {
            return 0;
        }
        double chance = classes.nextDouble();
        int i = 0;
        while (i < upTo.length - 1 && chance >= upTo[i]) {
            i++;
        }
        return i;
    }

    /** How much longer than the mean of its class the request takes. */
    double drawSize(int positionInMix) {
        return mix.get(positionInMix).serviceTime().draw(sizes);
    }
}
