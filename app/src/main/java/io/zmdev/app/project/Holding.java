package io.zmdev.app.project;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.GuestFilter;

/**
 * What one matrix device has.
 *
 * @param owner the guest that it is listed under, else the name of the device
 * @param hue the number of the owner's hue, from 0
 * @param managed whether the configuration lists it; otherwise it is only observed
 * @param assigned what is assigned to it
 * @param filtered what its guest gets of that, and why not more
 */
public record Holding(
        MdevUuid uuid, String owner, int hue, boolean managed, ApMatrix assigned, GuestFilter.Result filtered) {

    /** What the guest gets. */
    public ApMatrix effective() {
        return filtered.guest();
    }
}
