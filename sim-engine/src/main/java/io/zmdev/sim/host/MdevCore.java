package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.SymbolicLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mediated device core: parents, devices and the bus {@code mdev} (mdev_core.c). */
final class MdevCore {

    static final String NAME = "mdev";

    private final Kernel kernel;
    private final Set<MdevUuid> heldByGuests;
    private final Bus<Mdev> bus;
    private final Map<String, MdevParent> parents = new LinkedHashMap<>();
    private final Map<MdevUuid, Mdev> devices = new LinkedHashMap<>();
    private final VfioGroups vfioGroups = new VfioGroups();
    private final Directory parentClass = new ComposedDirectory().nodes(this::parentLink, parents::keySet);
    private boolean classExists;

    /** @param heldByGuests devices that a running guest opens as soon as they exist */
    MdevCore(Kernel kernel, Set<MdevUuid> heldByGuests) {
        this.kernel = kernel;
        this.heldByGuests = heldByGuests;
        this.bus = new Bus<>(kernel, NAME);
    }

    Kernel kernel() {
        return kernel;
    }

    Bus<Mdev> bus() {
        return bus;
    }

    VfioGroups vfioGroups() {
        return vfioGroups;
    }

    /** {@code /sys/class/mdev_bus}; it comes with the first parent. */
    @Nullable
    Directory parentClass() {
        return classExists ? parentClass : null;
    }

    /** The devices whose removal waits for a guest. */
    List<MdevUuid> waitingForGuest() {
        return devices.values().stream()
                .filter(Mdev::isRemoving)
                .map(Mdev::uuid)
                .toList();
    }

    /** {@code mdev_register_parent}. */
    void register(MdevParent parent) {
        classExists = true;
        parents.put(parent.name(), parent);
        announce(parent, "registered");
    }

    /**
     * {@code mdev_unregister_parent}: its devices are removed.
     *
     * @param done run when all of them are gone
     */
    void unregister(MdevParent parent, Runnable done) {
        parents.remove(parent.name());
        Runnable finish = () -> {
            announce(parent, "unregistered");
            done.run();
        };
        List<Mdev> left = new ArrayList<>(parent.children());
        if (left.isEmpty()) {
            finish.run();
        }
        for (Mdev mdev : parent.children()) {
            if (!mdev.isRemoving()) {
                delete(mdev);
            }
            mdev.whenClosed(() -> {
                left.remove(mdev);
                if (left.isEmpty()) {
                    finish.run();
                }
            });
        }
    }

    /** {@code mdev_device_create}: a duplicate is noticed before a lack of instances. */
    Optional<Errno> create(MdevParent parent, MdevUuid uuid) {
        if (devices.containsKey(uuid)) {
            return Optional.of(Errno.EEXIST);
        }
        if (!parent.hasInstancesLeft()) {
            boolean counted = kernel.has(KernelBehaviour.INSTANCES_COUNTED_BY_CORE);
            return Optional.of(counted ? Errno.EUSERS : Errno.EPERM);
        }
        Mdev mdev = parent.driver().create(this, parent, uuid);
        devices.put(uuid, mdev);
        parent.add(mdev);
        bus.add(mdev);
        if (heldByGuests.contains(uuid)) {
            open(uuid);
        }
        return Optional.empty();
    }

    /** {@code remove_store} after the number was read. */
    Optional<Errno> remove(Mdev mdev) {
        if (mdev.isOpen() && !kernel.has(KernelBehaviour.REMOVE_WAITS)) {
            return Optional.of(Errno.EBUSY);
        }
        delete(mdev);
        return Optional.empty();
    }

    /** What a VMM does with the device before it runs the guest; the first errno that it meets. */
    Optional<Errno> open(MdevUuid uuid) {
        Mdev mdev = devices.get(uuid);
        if (mdev == null || mdev.isRemoving() || !(mdev.driver() instanceof MdevDriver driver)) {
            return Optional.of(Errno.ENOENT);
        }
        if (mdev.isOpen()) {
            return Optional.of(Errno.EBUSY);
        }
        mdev.open();
        driver.opened(mdev);
        return Optional.empty();
    }

    /** The VMM closes the device; a removal that waited for it ends. */
    Optional<Errno> close(MdevUuid uuid) {
        Mdev mdev = devices.get(uuid);
        if (mdev == null || !mdev.isOpen() || !(mdev.driver() instanceof MdevDriver driver)) {
            return Optional.of(Errno.ENOENT);
        }
        driver.closed(mdev);
        mdev.close();
        return Optional.empty();
    }

    private void delete(Mdev mdev) {
        mdev.startRemoving();
        bus.remove(mdev, () -> {
            devices.remove(mdev.uuid());
            mdev.parent().remove(mdev);
        });
    }

    private void announce(MdevParent parent, String state) {
        kernel.send(Uevent.Action.CHANGE, parent.path(), parent.device().ueventProperties(Map.of("MDEV_STATE", state)));
    }

    private @Nullable SymbolicLink parentLink(String name) {
        MdevParent parent = parents.get(name);
        return parent == null ? null : new SymbolicLink(parent.path());
    }
}
