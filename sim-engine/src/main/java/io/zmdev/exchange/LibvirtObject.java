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

    /**
     * A mediated device of a parent or type that zmdev does not know, such as that of a graphics card.
     *
     * @param uuid as it stands in the document
     * @param type like {@code uuid}
     * @param parent libvirt's name of the parent
     */
    record ForeignDevice(String uuid, String type, String parent) implements LibvirtObject {}

    /**
     * A guest with its mediated devices, in the order of the document.
     *
     * @param hostdevs those of models that zmdev knows; the same one twice if the document has it twice
     * @param foreign those of other models
     */
    record Domain(String name, List<Hostdev> hostdevs, List<ForeignHostdev> foreign) implements LibvirtObject {

        public Domain {
            hostdevs = List.copyOf(hostdevs);
            foreign = List.copyOf(foreign);
        }

        /** The devices, each once. */
        public List<MdevUuid> devices() {
            return hostdevs.stream().map(Hostdev::uuid).distinct().toList();
        }
    }

    /** Some other object, such as a network or a node device that is no mediated device. */
    record Other(String element) implements LibvirtObject {}

    /** A mediated device of a guest, and where the guest sees it. */
    record Hostdev(MdevUuid uuid, Optional<DeviceNumber> guestDevno) {}

    /**
     * A mediated device of a guest that is of another model.
     *
     * @param model such as {@code vfio-pci}
     */
    record ForeignHostdev(MdevUuid uuid, String model) {}
}
