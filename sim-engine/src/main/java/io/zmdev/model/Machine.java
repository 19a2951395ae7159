package io.zmdev.model;

import io.zmdev.model.ap.ApBus;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A machine as it was observed at one moment.
 *
 * @param kernel the kernel's version; unknown for a bundle without one
 * @param modules names of the loaded modules that matter here, with underscores
 * @param ap empty when the machine has no AP bus
 * @param apConfig whether its matrix devices have the attribute {@code ap_config}; empty while none is there to show it
 * @param damages what of it can't be told because a file is damaged
 */
public record Machine(
        String name,
        Observed<KernelVersion> kernel,
        SortedSet<String> modules,
        Optional<ApBus> ap,
        ChannelSubsystem css,
        List<MediatedDevice> mediatedDevices,
        List<Guest> guests,
        Optional<Boolean> apConfig,
        List<Damage> damages) {

    /** A machine of which no file is damaged and whose kernel's version tells what its matrix devices have. */
    public Machine(
            String name,
            Observed<KernelVersion> kernel,
            SortedSet<String> modules,
            Optional<ApBus> ap,
            ChannelSubsystem css,
            List<MediatedDevice> mediatedDevices,
            List<Guest> guests) {
        this(name, kernel, modules, ap, css, mediatedDevices, guests, Optional.empty(), List.of());
    }

    public Machine {
        modules = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(modules));
        mediatedDevices = List.copyOf(mediatedDevices);
        guests = List.copyOf(guests);
        damages = List.copyOf(damages);
    }

    public Optional<MediatedDevice> mediatedDevice(MdevUuid uuid) {
        return mediatedDevices.stream().filter(d -> d.uuid().equals(uuid)).findFirst();
    }

    /** The guest that has the device, if one is known. */
    public Optional<Guest> guestOf(MdevUuid uuid) {
        return guests.stream().filter(g -> g.devices().contains(uuid)).findFirst();
    }
}
