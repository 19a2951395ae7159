package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Map;

/**
 * Which queues the masks reserve for the host's drivers: those whose adapter is in apmask and whose domain is in aqmask. The
 * reserved queues are a product too ({@code ap_apqn_in_matrix_owned_by_def_drv}).
 */
public record HostOwnership(Mask256 apmask, Mask256 aqmask) {

    public boolean owns(Apqn apqn) {
        return apmask.contains(apqn.adapter().value())
                && aqmask.contains(apqn.domain().value());
    }

    /** The part of a matrix that the host's drivers own; its product is empty when they own none of its queues. */
    public ApMatrix ownedPartOf(ApMatrix matrix) {
        return new ApMatrix(matrix.adapters().and(apmask), matrix.domains().and(aqmask), Mask256.NONE);
    }

    /** Whether the host's drivers own any queue of the matrix; the kernel answers EADDRNOTAVAIL then. */
    public boolean ownsAnyOf(ApMatrix matrix) {
        return matrix.adapters().intersects(apmask) && matrix.domains().intersects(aqmask);
    }

    /**
     * As {@link #ownsAnyOf(ApMatrix)}, with queues for which not the masks decide but their {@code driver_override}: such a
     * queue is the host's when one of the host's drivers has it ({@code ap_owned_by_def_drv} from 6.19 on).
     *
     * @param overridden the existing queues with an override, and whether a driver of the host has each
     */
    public boolean ownsAnyOf(ApMatrix matrix, Map<Apqn, Boolean> overridden) {
        return matrix.queues().anyMatch(apqn -> overridden.getOrDefault(apqn, owns(apqn)));
    }
}
