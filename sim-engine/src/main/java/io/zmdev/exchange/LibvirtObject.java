package io.zmdev.exchange;

import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.Optional;

/** What an XML document of libvirt describes, as far as mediated devices go. */
public sealed interface LibvirtObject {

    /** A node device that is a mediated device; libvirt's XML does not say whether it starts at boot. */
    record NodeDevice(MdevDefinition definition) implements LibvirtObject {}

    /** A guest with its mediated devices, in the order of the document. */
    record Domain(String name, List<Hostdev> hostdevs) implements LibvirtObject {

        public Domain {
            hostdevs = List.copyOf(hostdevs);
        }
    }

    /** Some other object, such as a network or a node device that is no mediated device. */
    record Other(String element) implements LibvirtObject {}

    /** A mediated device of a guest, and where the guest sees it. */
    record Hostdev(MdevUuid uuid, Optional<DeviceNumber> guestDevno) {}
}
