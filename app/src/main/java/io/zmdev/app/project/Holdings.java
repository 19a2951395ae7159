package io.zmdev.app.project;

import io.zmdev.model.Guest;
import io.zmdev.model.ap.Apqn;
import io.zmdev.rules.Holder;
import io.zmdev.rules.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has which queues once the configuration is applied: the devices that it lists, and the observed ones that it leaves
 * alone.
 *
 * @param guests the names of the guests: those of the configuration, then those that are only observed. A guest's place is
 *     its hue
 */
public record Holdings(List<String> guests, List<Holding> devices) {

    public Holdings {
        guests = List.copyOf(guests);
        devices = List.copyOf(devices);
    }

    public static Holdings of(Situation situation) {
        List<String> guests = Stream.concat(
                        situation.configuration().guests().stream(), situation.machine().guests().stream())
                .map(Guest::name)
                .distinct()
                .toList();
        List<String> owners = new ArrayList<>(guests);
        List<Holding> devices = new ArrayList<>();
        Stream.concat(situation.listed().stream(), situation.unlisted().stream())
                .forEach(holder -> {
                    if (!owners.contains(holder.name())) {
                        owners.add(holder.name());
                    }
                    devices.add(holding(situation, holder, owners.indexOf(holder.name())));
                });
        return new Holdings(guests, devices);
    }

    private static Holding holding(Situation situation, Holder holder, int hue) {
        return new Holding(holder, hue, situation.guestView(holder.matrix()));
    }

    /** The first device of the guest. */
    public Optional<Holding> ofGuest(String guest) {
        return devices.stream().filter(device -> device.owner().equals(guest)).findFirst();
    }

    /** The first device of each owner. */
    Map<String, Holding> firstOfOwners() {
        return devices.stream().collect(Collectors.toMap(Holding::owner, Function.identity(), (first, other) -> first));
    }

    /** The devices that the queue is assigned to; more than one only while the configuration is refused. */
    public List<Holding> having(Apqn apqn) {
        return devices.stream()
                .filter(device -> device.assigned().contains(apqn))
                .toList();
    }
}
