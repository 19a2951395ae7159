package io.zmdev.model.host;

import io.zmdev.model.Damage;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a host keeps in files and makes of them at the next boot.
 *
 * @param apmask the mask that the udev rule of chzdev sets; without it the kernel's default stays
 * @param aqmask like {@code apmask}
 * @param ruleModules modules that udev rules load, vfio_ap after the masks
 * @param earlyModules modules that {@code modules-load.d} loads, before any rule runs
 * @param blockedModules modules that {@code modprobe.d} keeps from being loaded
 * @param subchannels subchannels that are handed to vfio_ccw at boot
 * @param definitions definitions of mediated devices
 * @param autostartGuests names of the guests that libvirt starts at boot
 * @param damages definitions that can't be read, and are not in {@code definitions}
 */
public record PersistentState(
        Optional<Mask256> apmask,
        Optional<Mask256> aqmask,
        SortedSet<String> ruleModules,
        SortedSet<String> earlyModules,
        SortedSet<String> blockedModules,
        SortedSet<SubchannelId> subchannels,
        List<MdevDefinition> definitions,
        SortedSet<String> autostartGuests,
        List<Damage> damages) {

    /** A host on which nothing was made persistent. */
    public static final PersistentState NOTHING = new PersistentState(
            Optional.empty(),
            Optional.empty(),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            List.of(),
            new TreeSet<>(),
            List.of());

    public PersistentState {
        ruleModules = sorted(ruleModules);
        earlyModules = sorted(earlyModules);
        blockedModules = sorted(blockedModules);
        subchannels = sorted(subchannels);
        definitions = List.copyOf(definitions);
        autostartGuests = sorted(autostartGuests);
        damages = List.copyOf(damages);
    }

    /** What is wrong with the definition of a device. */
    public Optional<Damage> damage(MdevUuid uuid) {
        return damages.stream()
                .filter(damage -> damage.path().endsWith("/" + uuid))
                .findFirst();
    }

    public Optional<MdevDefinition> definition(MdevUuid uuid) {
        return definitions.stream().filter(d -> d.uuid().equals(uuid)).findFirst();
    }

    /** The devices that start at boot. */
    public Set<MdevUuid> autostarting() {
        return definitions.stream()
                .filter(MdevDefinition::autostart)
                .map(MdevDefinition::uuid)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> SortedSet<T> sorted(Collection<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
