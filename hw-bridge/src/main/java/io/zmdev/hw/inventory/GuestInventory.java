package io.zmdev.hw.inventory;

import io.zmdev.exchange.LibvirtObject;
import io.zmdev.exchange.LibvirtReader;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Damage;
import io.zmdev.model.Guest;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            mark=zmdev-active commands=
            for id in $(virsh -r 'list --uuid; echo zmdev-inactive; list --uuid --inactive' 2>/dev/null); do
                case $id in
                    zmdev-*) mark=$id ;;
                    *) commands="$commands dumpxml $id; echo $mark;" ;;
                esac
            done
            [ -z "$commands" ] || virsh -r "$commands" 2>/dev/null
            """;

    private static final Pattern NAME = Pattern.compile("<name>([^<]*)</name>");

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private GuestInventory() {}

    /**
     * The domains that {@code virsh} knows; none where it is missing or reaches no libvirt. One round trip. One that went away
     * while they were listed is none.
     *
     * @param damaged takes each domain that can't be read; it counts as one that has every device whose UUID stands in it
     */
    static List<Guest> domains(Shell shell, Consumer<Damage> damaged) {
        List<Guest> guests = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        for (String line : shell.run(SCRIPT).text().split("\n", -1)) {
            if (line.equals(ACTIVE) || line.equals(INACTIVE)) {
                String xml = document.toString().strip();
                if (!xml.isEmpty()) {
                    guest(xml, line.equals(ACTIVE), damaged).ifPresent(guests::add);
                }
                document.setLength(0);
            } else {
                document.append(line).append('\n');
            }
        }
        return guests;
    }

    private static Optional<Guest> guest(String xml, boolean running, Consumer<Damage> damaged) {
        try {
            return LibvirtReader.read("virsh dumpxml", xml) instanceof LibvirtObject.Domain domain
                    ? Optional.of(new Guest(domain.name(), running, domain.devices()))
                    : Optional.empty();
        } catch (ZmdevException e) {
            Matcher name = NAME.matcher(xml);
            String guest = name.find() ? name.group(1) : "a guest that can't be read";
            damaged.accept(Damage.of("the XML of the guest " + guest, String.valueOf(e.getMessage())));
            return Optional.of(new Guest(
                    guest,
                    running,
                    UUID.matcher(xml)
                            .results()
                            .map(uuid -> new MdevUuid(uuid.group()))
                            .distinct()
                            .toList()));
        }
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
