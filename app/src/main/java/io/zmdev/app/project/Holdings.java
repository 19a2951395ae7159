package io.zmdev.app.project;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.GuestFilter;
import io.zmdev.rules.HostOwnership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

    public static Holdings of(Machine machine, Configuration configuration) {
        List<String> guests = Stream.concat(configuration.guests().stream(), machine.guests().stream())
                .map(Guest::name)
                .distinct()
                .toList();
        List<String> owners = new ArrayList<>(guests);
        List<Holding> devices = new ArrayList<>();
        Optional<ApBus> ap = machine.ap();
        ApMatrix lpar = ap.map(Holdings::lpar).orElse(ApMatrix.EMPTY);
        Predicate<Apqn> passable = ap.map(bus -> passable(bus, configuration)).orElse(apqn -> false);
        assigned(machine, configuration).forEach(device -> {
            String owner = configuration
                    .guestOf(device.uuid())
                    .or(() -> machine.guestOf(device.uuid()))
                    .map(Guest::name)
                    .orElse(device.name());
            if (!owners.contains(owner)) {
                owners.add(owner);
            }
            devices.add(new Holding(
                    device.uuid(),
                    owner,
                    owners.indexOf(owner),
                    configuration.mediatedDevice(device.uuid()).isPresent(),
                    device.matrix(),
                    GuestFilter.filter(device.matrix(), lpar, passable)));
        });
        return new Holdings(guests, devices);
    }

    /** The first device of the guest. */
    public Optional<Holding> ofGuest(String guest) {
        return devices.stream().filter(device -> device.owner().equals(guest)).findFirst();
    }

    /** The devices that the queue is assigned to; more than one only while the configuration is refused. */
    public List<Holding> having(Apqn apqn) {
        return devices.stream()
                .filter(device -> device.assigned().contains(apqn))
                .toList();
    }

    private static Stream<DesiredDevice.Matrix> assigned(Machine machine, Configuration configuration) {
        Stream<DesiredDevice.Matrix> desired = configuration.mediatedDevices().stream()
                .filter(DesiredDevice.Matrix.class::isInstance)
                .map(DesiredDevice.Matrix.class::cast)
                .filter(device -> device.state() == DesiredDevice.State.PRESENT);
        Stream<DesiredDevice.Matrix> observed = machine.mediatedDevices().stream()
                .filter(MediatedDevice.Matrix.class::isInstance)
                .map(MediatedDevice.Matrix.class::cast)
                .filter(device -> configuration.mediatedDevice(device.uuid()).isEmpty())
                .filter(device -> device.assigned().isKnown())
                .map(device -> asDesired(device.uuid(), device.assigned().get()));
        return Stream.concat(desired, observed);
    }

    /** The observed device as a configuration would list it; its name is the start of its UUID, as it has no other. */
    public static DesiredDevice.Matrix asDesired(MdevUuid uuid, ApMatrix assigned) {
        return new DesiredDevice.Matrix(
                uuid, uuid.text().substring(0, 8), false, DesiredDevice.State.PRESENT, assigned);
    }

    private static ApMatrix lpar(ApBus bus) {
        return new ApMatrix(
                bus.configuredAdapters().orElse(Mask256.NONE),
                bus.usageDomains().orElse(Mask256.NONE),
                bus.controlDomains().orElse(Mask256.NONE));
    }

    /** Bound to vfio_ap already, or given to it by the masks that the configuration asks for. */
    private static Predicate<Apqn> passable(ApBus bus, Configuration configuration) {
        HostOwnership after = new HostOwnership(
                configuration.masks().apmaskFrom(bus.apmask().orElse(Mask256.ALL)),
                configuration.masks().aqmaskFrom(bus.aqmask().orElse(Mask256.ALL)));
        HostOwnership before =
                new HostOwnership(bus.apmask().orElse(Mask256.ALL), bus.aqmask().orElse(Mask256.ALL));
        return apqn -> !after.owns(apqn)
                && bus.queue(apqn)
                        .filter(queue -> before.owns(apqn) || queue.boundTo("vfio_ap"))
                        .isPresent();
    }
}
