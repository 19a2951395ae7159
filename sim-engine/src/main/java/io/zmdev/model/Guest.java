package io.zmdev.model;

import io.zmdev.model.mdev.MdevUuid;
import java.util.List;

/**
 * A KVM guest.
 *
 * @param running whether it runs; a desired guest's state is not managed
 * @param devices its mediated devices
 */
public record Guest(String name, boolean running, List<MdevUuid> devices) {

    public Guest {
        devices = List.copyOf(devices);
    }
}
