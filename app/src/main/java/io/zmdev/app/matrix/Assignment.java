package io.zmdev.app.matrix;

import io.zmdev.app.edit.Command;
import io.zmdev.app.fx.Texts;
import io.zmdev.app.project.Holdings;
import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The edits of a guest's matrix. */
final class Assignment {

    private final Machine machine;
    private final Configuration configuration;
    private final Supplier<MdevUuid> newUuid;

    /** @param newUuid names the device of a guest that has none */
    Assignment(Machine machine, Configuration configuration, Supplier<MdevUuid> newUuid) {
        this.machine = machine;
        this.configuration = configuration;
        this.newUuid = newUuid;
    }

    /** Adds adapters and domains to what the guest has. Its queues are the product, so these may be more than the area's. */
    Command assign(String guest, ApMatrix area) {
        DesiredDevice.Matrix device = deviceOf(guest);
        ApMatrix matrix = device.matrix();
        ApMatrix more = matrix.withAdapters(matrix.adapters().or(area.adapters()))
                .withDomains(matrix.domains().or(area.domains()));
        return new Command(Texts.text("edit.assign", guest, product(area)), with(guest, device.withMatrix(more)));
    }

    /** Takes adapters and domains from the guest. */
    Command unassign(String guest, ApMatrix area) {
        DesiredDevice.Matrix device = deviceOf(guest);
        ApMatrix matrix = device.matrix();
        ApMatrix less = matrix.withAdapters(matrix.adapters().minus(area.adapters()))
                .withDomains(matrix.domains().minus(area.domains()));
        return new Command(Texts.text("edit.unassign", guest, product(area)), with(guest, device.withMatrix(less)));
    }

    /** What the guest has before any edit. */
    ApMatrix matrixOf(String guest) {
        return listedDevice(guest)
                .or(() -> observedDevice(guest))
                .map(DesiredDevice.Matrix::matrix)
                .orElse(ApMatrix.EMPTY);
    }

    /** Ids as people read them: {@code 05, 06 × 0047, 0050}. */
    static String product(ApMatrix matrix) {
        String adapters = ids(matrix.adapters(), "%02x");
        String domains = ids(matrix.domains(), "%04x");
        return Stream.of(adapters, domains).filter(text -> !text.isEmpty()).collect(Collectors.joining(" × "));
    }

    private static String ids(Mask256 mask, String format) {
        return mask.ids().mapToObj(format::formatted).collect(Collectors.joining(", "));
    }

    private DesiredDevice.Matrix deviceOf(String guest) {
        return listedDevice(guest)
                .or(() -> observedDevice(guest))
                .orElseGet(() -> new DesiredDevice.Matrix(
                        newUuid.get(), guest, true, DesiredDevice.State.PRESENT, ApMatrix.EMPTY));
    }

    private Optional<DesiredDevice.Matrix> listedDevice(String guest) {
        return configuration.guests().stream()
                .filter(listed -> listed.name().equals(guest))
                .flatMap(listed -> listed.devices().stream())
                .flatMap(uuid -> configuration.mediatedDevice(uuid).stream())
                .filter(DesiredDevice.Matrix.class::isInstance)
                .map(DesiredDevice.Matrix.class::cast)
                .findFirst();
    }

    /** The device that the guest was observed with; assigning to it makes it managed. */
    private Optional<DesiredDevice.Matrix> observedDevice(String guest) {
        return machine.guests().stream()
                .filter(observed -> observed.name().equals(guest))
                .flatMap(observed -> observed.devices().stream())
                .flatMap(uuid -> machine.mediatedDevice(uuid).stream())
                .filter(MediatedDevice.Matrix.class::isInstance)
                .map(MediatedDevice.Matrix.class::cast)
                .filter(device -> device.assigned().isKnown())
                .map(device ->
                        Holdings.asDesired(device.uuid(), device.assigned().get()))
                .findFirst();
    }

    /** The configuration with the device, listed under the guest. */
    private Configuration with(String guest, DesiredDevice.Matrix device) {
        Configuration withDevice = configuration.withDevice(device);
        if (withDevice.guestOf(device.uuid()).isPresent()) {
            return withDevice;
        }
        boolean listed = configuration.guests().stream().anyMatch(g -> g.name().equals(guest));
        Guest newcomer = new Guest(guest, false, List.of(device.uuid()));
        List<Guest> guests = listed
                ? configuration.guests().stream()
                        .map(g -> g.name().equals(guest) ? withDevice(g, device.uuid()) : g)
                        .toList()
                : Stream.concat(configuration.guests().stream(), Stream.of(newcomer))
                        .toList();
        return withDevice.withGuests(guests);
    }

    private static Guest withDevice(Guest guest, MdevUuid uuid) {
        return new Guest(
                guest.name(),
                guest.running(),
                Stream.concat(guest.devices().stream(), Stream.of(uuid)).toList());
    }
}
