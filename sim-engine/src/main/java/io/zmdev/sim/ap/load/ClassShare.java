package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.RequestClass;

/**
 * A class of requests in a guest's mix.
 *
 * @param share positive, relative to the other classes of the mix
 */
public record ClassShare(RequestClass requestClass, double share, ServiceTime serviceTime) {

    /** @throws IllegalArgumentException when the share is not positive */
    public ClassShare {
        if (!(share > 0)) {
            throw new IllegalArgumentException("the share of " + requestClass + " is not positive");
        }
    }
}
