package io.zmdev.exchange;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Configurations from what other tools know. They know no names of devices, no masks and no virtual devices, so an export keeps
 * the configuration beside its files; here the two come together: what the other tool's format says is taken from there,
 * everything else from the configuration that was exported.
 */
public final class Imports {

    private Imports() {}

    /** Definitions of mdevctl: which devices there are, their matrix, and whether they start at boot. */
    public static Configuration mdevctl(Configuration exported, List<DesiredDevice> found) {
        return withDevices(exported, found, (known, device) -> named(known, device, device.autostart()));
    }

    /** Documents of libvirt: which devices there are, their matrix and guests, and where a guest sees a subchannel. */
    public static Configuration libvirt(
            Configuration exported, List<DesiredDevice> found, List<LibvirtObject.Domain> domains) {
        Map<MdevUuid, DeviceNumber> devnos = new HashMap<>();
        domains.forEach(domain -> domain.hostdevs()
                .forEach(
                        hostdev -> hostdev.guestDevno().ifPresent(devno -> devnos.putIfAbsent(hostdev.uuid(), devno))));
        Configuration configuration =
                withDevices(exported, found, (known, device) -> named(known, device, known.autostart()));
        for (DesiredDevice device : configuration.mediatedDevices()) {
            DeviceNumber devno = devnos.get(device.uuid());
            if (device instanceof DesiredDevice.Ccw ccw && devno != null) {
                configuration = configuration.withDevice(ccw.withGuestDevno(devno));
            }
        }
        return withGuests(configuration, domains);
    }

    private interface Meeting {
        DesiredDevice of(DesiredDevice known, DesiredDevice found);
    }

    /** Devices that the format could have held and does not are gone; the others stay in their order. */
    private static Configuration withDevices(Configuration exported, List<DesiredDevice> found, Meeting meeting) {
        Map<MdevUuid, DesiredDevice> rest = found.stream()
                .collect(Collectors.toMap(
                        DesiredDevice::uuid, Function.identity(), (first, second) -> first, LinkedHashMap::new));
        List<DesiredDevice> devices = new ArrayList<>();
        for (DesiredDevice known : exported.mediatedDevices()) {
            DesiredDevice device = rest.remove(known.uuid());
            if (device != null) {
                devices.add(meeting.of(known, device));
            } else if (known.state() == State.ABSENT || known instanceof DesiredDevice.VirtualMatrix) {
                devices.add(known);
            }
        }
        devices.addAll(rest.values());
        return new Configuration(exported.name(), exported.masks(), devices, exported.guests());
    }

    private static DesiredDevice named(DesiredDevice known, DesiredDevice found, boolean autostart) {
        return switch (found) {
            case DesiredDevice.Matrix matrix ->
                new DesiredDevice.Matrix(matrix.uuid(), known.name(), autostart, State.PRESENT, matrix.matrix());
            case DesiredDevice.Ccw ccw ->
                new DesiredDevice.Ccw(
                        ccw.uuid(),
                        known.name(),
                        autostart,
                        State.PRESENT,
                        ccw.subchannel(),
                        known instanceof DesiredDevice.Ccw before ? before.guestDevno() : Optional.empty());
            case DesiredDevice.VirtualMatrix virtual -> virtual;
        };
    }

    /** A guest that libvirt can't name as the configuration does is known by what XML leaves of its name. */
    private static Configuration withGuests(Configuration configuration, List<LibvirtObject.Domain> domains) {
        Map<String, LibvirtObject.Domain> rest = new LinkedHashMap<>();
        domains.forEach(domain -> rest.putIfAbsent(domain.name(), domain));
        List<Guest> guests = new ArrayList<>();
        for (Guest known : configuration.guests()) {
            LibvirtObject.Domain domain = rest.remove(LibvirtXml.domainName(known.name()));
            guests.add(domain == null ? known : new Guest(known.name(), false, devices(configuration, known, domain)));
        }
        rest.values().forEach(domain -> guests.add(new Guest(domain.name(), false, domain.devices())));
        return configuration.withGuests(guests);
    }

    /** Devices that no domain can have, because they are virtual or shall go, stay where they were. */
    private static List<MdevUuid> devices(Configuration configuration, Guest known, LibvirtObject.Domain domain) {
        List<MdevUuid> found = domain.devices();
        Set<MdevUuid> possible = configuration.mediatedDevices().stream()
                .filter(device -> device.state() == State.PRESENT
                        && MdevDefinitions.of(device).isPresent())
                .map(DesiredDevice::uuid)
                .collect(Collectors.toSet());
        List<MdevUuid> devices = new ArrayList<>();
        for (MdevUuid uuid : known.devices()) {
            if (found.contains(uuid) || !possible.contains(uuid)) {
                devices.add(uuid);
            }
        }
        found.stream().filter(uuid -> !devices.contains(uuid)).forEach(devices::add);
        return devices;
    }

    /**
     * The configuration that a machine has: nothing would change if it were applied there.
     *
     * @param autostarting the devices with a persistent definition that starts them at boot
     * @throws IllegalArgumentException when the machine does not tell what a device has
     */
    public static Configuration machine(Machine machine, Set<MdevUuid> autostarting) {
        List<DesiredDevice> devices = new ArrayList<>();
        Set<MdevUuid> foreign = new HashSet<>();
        for (MediatedDevice device : machine.mediatedDevices()) {
            boolean autostart = autostarting.contains(device.uuid());
            String name = machine.guestOf(device.uuid())
                    .map(Guest::name)
                    .orElse(device.uuid().text());
            switch (device) {
                case MediatedDevice.Matrix(var uuid, var assigned, var guest) ->
                    devices.add(new DesiredDevice.Matrix(uuid, name, autostart, State.PRESENT, known(assigned)));
                case MediatedDevice.VirtualMatrix(var uuid, var mapping) ->
                    devices.add(new DesiredDevice.VirtualMatrix(
                            uuid, name, autostart, State.PRESENT, "round-robin", known(mapping)));
                case MediatedDevice.Ccw(var uuid, var subchannel) ->
                    devices.add(
                            new DesiredDevice.Ccw(uuid, name, autostart, State.PRESENT, subchannel, Optional.empty()));
                case MediatedDevice.Foreign(var uuid, var parent) -> foreign.add(uuid);
            }
        }
        List<Guest> guests = machine.guests().stream()
                .map(guest -> new Guest(
                        guest.name(),
                        false,
                        guest.devices().stream()
                                .filter(uuid -> !foreign.contains(uuid))
                                .toList()))
                .toList();
        return new Configuration(
                machine.name(), machine.ap().map(Imports::masks).orElse(MaskRequest.UNCHANGED), devices, guests);
    }

    /** What is free stays free; a mask that could not be read stays as it is. */
    private static MaskRequest masks(ApBus bus) {
        return new MaskRequest(
                bus.apmask().orElse(Mask256.ALL).complement(),
                bus.aqmask().orElse(Mask256.ALL).complement(),
                Mask256.NONE,
                Mask256.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static <T> T known(Observed<T> observed) {
        return switch (observed) {
            case Observed.Known<T>(T value) -> value;
            case Observed.Unknown<T>(String path, String reason) ->
                throw new IllegalArgumentException(path + " can't be read: " + reason);
        };
    }
}
