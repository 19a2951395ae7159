package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.IdSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mediated device (mdev_core.c, mdev_sysfs.c) and the VFIO device that its driver makes of it. */
class Mdev extends Device {

    private static final AttributeTable<Mdev> ATTRIBUTES =
            AttributeTable.of(Attribute.writeOnly("remove", Mdev::storeRemove));

    private static final Map<String, String> VFIO_SUBSYSTEM = Map.of("SUBSYSTEM", "vfio-dev");

    private static final AttributeTable<Mdev> VFIO_ATTRIBUTES = AttributeTable.of(Attribute.readWrite(
            "uevent",
            mdev -> "",
            (mdev, written) -> SyntheticUevent.send(mdev.kernel(), mdev.vfioPath(), VFIO_SUBSYSTEM, written)));

    private final MdevCore core;
    private final MdevParent parent;
    private final MdevUuid uuid;
    private final Directory whole;
    private final Directory remnant;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private boolean open;
    private boolean removing;
    private int vfioIndex = -1;
    private int iommuGroup = -1;

    Mdev(MdevCore core, MdevParent parent, MdevUuid uuid) {
        super(core.kernel(), MdevCore.NAME, parent.path(), uuid.text());
        this.core = core;
        this.parent = parent;
        this.uuid = uuid;
        remnant = new ComposedDirectory().link("iommu_group", this::iommuGroupPath);
        whole = deviceDirectory()
                .attributes(ATTRIBUTES, this)
                .link("mdev_type", parent::typePath)
                .link("iommu_group", this::iommuGroupPath)
                .node("vfio-dev", () -> hasVfioDevice() ? vfioDirectory() : null);
    }

    final MdevUuid uuid() {
        return uuid;
    }

    final MdevParent parent() {
        return parent;
    }

    /** While its removal waits for the guest, little is left of its directory. */
    final Directory directory() {
        return removing ? remnant : whole;
    }

    /** Whether a guest has it open. */
    final boolean isOpen() {
        return open;
    }

    /** Whether it is being removed, which waits for the guest. */
    final boolean isRemoving() {
        return removing;
    }

    final void startRemoving() {
        removing = true;
    }

    /** Runs at once, or as soon as the guest closes the device. */
    final void whenClosed(Runnable action) {
        if (open) {
            whenClosed.add(action);
        } else {
            action.run();
        }
    }

    final void open() {
        open = true;
    }

    final void close() {
        open = false;
        List<Runnable> waiting = List.copyOf(whenClosed);
        whenClosed.clear();
        waiting.forEach(Runnable::run);
    }

    /** The driver made a VFIO device of it. */
    final void registerVfio() {
        iommuGroup = core.vfioGroups().addGroup(this);
        vfioIndex = core.vfioGroups().addDevice(this);
        kernel().send(Uevent.Action.ADD, vfioPath(), VFIO_SUBSYSTEM);
    }

    /** The VFIO device can't be opened any more; its group stays while a guest has it. */
    final void hideVfio() {
        kernel().send(Uevent.Action.REMOVE, vfioPath(), VFIO_SUBSYSTEM);
    }

    final void unregisterVfio() {
        core.vfioGroups().removeDevice(vfioIndex);
        core.vfioGroups().removeGroup(iommuGroup);
        vfioIndex = -1;
        iommuGroup = -1;
    }

    /** Whether its VFIO device is there; that goes before the driver waits for the guest. */
    final boolean hasVfioDevice() {
        Driver<?> driver = driver();
        return vfioIndex >= 0 && driver != null && isBoundTo(driver);
    }

    /** The number of its IOMMU group, -1 without one. */
    final int iommuGroup() {
        return iommuGroup;
    }

    @Override
    Map<String, String> variables() {
        return Map.of();
    }

    /** {@code remove_store}: a number other than 0 removes the device; a number that does not fit is no number. */
    private Optional<Errno> storeRemove(Written written) {
        return switch (IdSyntax.parse(written.text())) {
            case Answer.Refused<Long> refused -> Optional.of(Errno.EINVAL);
            case Answer.Ok<Long>(Long value) -> value == 0 ? Optional.empty() : core.remove(this);
        };
    }

    private @Nullable String iommuGroupPath() {
        return iommuGroup < 0 ? null : VfioGroups.path(iommuGroup);
    }

    private String vfioPath() {
        return path() + "/vfio-dev/vfio" + vfioIndex;
    }

    private Directory vfioDirectory() {
        return new ComposedDirectory()
                .directory(
                        "vfio" + vfioIndex,
                        new ComposedDirectory()
                                .attributes(VFIO_ATTRIBUTES, this)
                                .link("device", this::path)
                                .link("subsystem", () -> "/sys/class/vfio-dev"));
    }
}
