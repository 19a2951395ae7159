package io.zmdev.model;

import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a machine shall become ({@code zmdev.config/1}). What is not listed is not managed and never touched. */
public record Configuration(String name, MaskRequest masks, List<DesiredDevice> mediatedDevices, List<Guest> guests) {

    public Configuration {
        mediatedDevices = List.copyOf(mediatedDevices);
        guests = List.copyOf(guests);
    }

    public static Configuration empty(String name) {
        return new Configuration(name, MaskRequest.UNCHANGED, List.of(), List.of());
    }

    public Optional<DesiredDevice> mediatedDevice(MdevUuid uuid) {
        return mediatedDevices.stream().filter(d -> d.uuid().equals(uuid)).findFirst();
    }

    /** The guest that the device is listed under. */
    public Optional<Guest> guestOf(MdevUuid uuid) {
        return guests.stream().filter(g -> g.devices().contains(uuid)).findFirst();
    }

    public Configuration withMasks(MaskRequest newMasks) {
        return new Configuration(name, newMasks, mediatedDevices, guests);
    }

    /** This configuration with the device in the place of the one with its UUID, or at the end. */
    public Configuration withDevice(DesiredDevice device) {
        boolean known = mediatedDevice(device.uuid()).isPresent();
        Stream<DesiredDevice> replaced =
                mediatedDevices.stream().map(d -> d.uuid().equals(device.uuid()) ? device : d);
        List<DesiredDevice> devices = known
                ? replaced.toList()
                : Stream.concat(replaced, Stream.of(device)).toList();
        return new Configuration(name, masks, devices, guests);
    }

    public Configuration withoutDevice(MdevUuid uuid) {
        return new Configuration(
                name,
                masks,
                mediatedDevices.stream().filter(d -> !d.uuid().equals(uuid)).toList(),
                guests.stream()
                        .map(g -> new Guest(
                                g.name(),
                                g.running(),
                                g.devices().stream()
                                        .filter(d -> !d.equals(uuid))
                                        .toList()))
                        .toList());
    }

    public Configuration withGuests(List<Guest> newGuests) {
        return new Configuration(name, masks, mediatedDevices, newGuests);
    }
}
