package io.zmdev.hw.inventory;

import io.zmdev.exchange.LibvirtObject;
import io.zmdev.exchange.LibvirtReader;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Guest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The guests of a host: libvirt's domains with their mediated devices, as {@code virsh} lists them where it is, and a nameless
 * guest for each matrix device whose queues are in use although no known guest runs with it.
 */
final class GuestInventory {

    private static final String ACTIVE = "zmdev-active";
    private static final String INACTIVE = "zmdev-inactive";

    /** Read only; without {@code --security-info} no password is printed. Ids are hexadecimal digits and hyphens. */
    private static final String SCRIPT = """
            PATH=$PATH:/usr/sbin:/sbin
            command -v virsh >/dev/null 2>&1 || exit 0
            dump() {
                mark=$1
                shift
                commands=
                for id in $(virsh -r list --uuid "$@" 2>/dev/null); do
                    commands="$commands dumpxml $id; echo $mark;"
                done
                [ -z "$commands" ] || virsh -r "$commands" 2>/dev/null
            }
            dump zmdev-active
            dump zmdev-inactive --inactive
            """;

    private GuestInventory() {}

    /**
     * The domains that {@code virsh} knows; none where it is missing or reaches no libvirt. One round trip. One that went away
     * while they were listed is none.
     *
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE when a domain is not XML
     */
    static List<Guest> domains(Shell shell) {
        List<Guest> guests = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        for (String line : shell.run(SCRIPT).text().split("\n", -1)) {
            if (line.equals(ACTIVE) || line.equals(INACTIVE)) {
                String xml = document.toString().strip();
                if (!xml.isEmpty()
                        && LibvirtReader.read("virsh dumpxml", xml)
                                instanceof LibvirtObject.Domain(String name, List<LibvirtObject.Hostdev> hostdevs)) {
                    guests.add(new Guest(
                            name,
                            line.equals(ACTIVE),
                            hostdevs.stream().map(LibvirtObject.Hostdev::uuid).toList()));
                }
                document.setLength(0);
            } else {
                document.append(line).append('\n');
            }
        }
        return guests;
    }

    /**
     * These guests, and one for each matrix device that somebody else has open.
     *
     * @param inUse the queues whose {@code status} says so
     */
    static List<Guest> withStrangers(List<Guest> guests, List<MediatedDevice> devices, Set<Apqn> inUse) {
        List<Guest> all = new ArrayList<>(guests);
        for (MediatedDevice device : devices) {
            MdevUuid uuid = device.uuid();
            boolean known = guests.stream()
                    .anyMatch(guest -> guest.running() && guest.devices().contains(uuid));
            if (!known
                    && device instanceof MediatedDevice.Matrix matrix
                    && matrix.assigned().orElse(ApMatrix.EMPTY).queues().anyMatch(inUse::contains)) {
                all.add(new Guest("guest of " + uuid, true, List.of(uuid)));
            }
        }
        return all;
    }
}
