package io.zmdev.app.project;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.rules.GuestFilter;
import io.zmdev.rules.Holder;

/**
 * What one matrix device has, and what its guest gets of that.
 *
 * @param hue the number of its hue, from 0
 * @param filtered what the guest gets once the configuration is applied, and why not more
 */
public record Holding(Holder holder, int hue, GuestFilter.Result filtered) {

    /** The guest that it is listed under, else the name of the device. */
    public String owner() {
        return holder.name();
    }

    /** Whether the configuration lists it; otherwise it is only observed. */
    public boolean managed() {
        return holder.managed();
    }

    public ApMatrix assigned() {
        return holder.matrix();
    }

    /** What the guest gets. */
    public ApMatrix effective() {
        return filtered.guest();
    }
}
