package io.zmdev.hw.host;

import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Observed;
import java.util.List;

/**
 * What a host says of itself outside sysfs.
 *
 * @param name what people call it
 * @param guests the guests that an emulated machine tells of; of a real one libvirt does
 */
public record HostFacts(String name, Observed<KernelVersion> kernel, List<Guest> guests) {

    public HostFacts {
        guests = List.copyOf(guests);
    }
}
