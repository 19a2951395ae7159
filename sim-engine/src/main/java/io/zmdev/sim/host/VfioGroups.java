package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.SymbolicLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What VFIO makes of mediated devices: a VFIO device of each, in an IOMMU group of its own, and a character device {@code
 * /dev/vfio/N} of that group (vfio_main.c, group.c, iommu.c). Numbers that became free are used again, the smallest first.
 */
final class VfioGroups {

    private static final String GROUPS = "/sys/kernel/iommu_groups/";
    private static final String CHARACTER_DEVICES = "/sys/devices/virtual/vfio/";

    /** The major number that the recorded machine gave to the groups; numbers are given out as drivers ask. */
    private static final int MAJOR = 253;

    private static final AttributeTable<Mdev> GROUP_ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("name", mdev -> "vfio-noiommu\n"),
            Attribute.readOnly("reserved_regions", mdev -> ""),
            Attribute.readWrite("type", mdev -> "unknown\n", (mdev, written) -> Optional.of(Errno.EINVAL)));

    private static final AttributeTable<Mdev> CHARACTER_DEVICE_ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("dev", mdev -> MAJOR + ":" + mdev.iommuGroup() + "\n"),
            Attribute.readWrite(
                    "uevent",
                    VfioGroups::uevent,
                    (mdev, written) -> SyntheticUevent.send(
                            mdev.kernel(),
                            CHARACTER_DEVICES + mdev.iommuGroup(),
                            variables(mdev.iommuGroup()),
                            written)));

    private final IndexPool groupNumbers = new IndexPool();
    private final IndexPool deviceNumbers = new IndexPool();
    private final Map<Integer, Mdev> groups = new TreeMap<>();
    private final Map<Integer, Mdev> devices = new TreeMap<>();

    private final Directory iommuGroups = new ComposedDirectory().nodes(this::iommuGroup, this::groupNames);
    private final Directory characterDevices = new ComposedDirectory().nodes(this::characterDevice, this::groupNames);
    private final Directory groupClass = new ComposedDirectory().nodes(this::groupLink, this::groupNames);
    private final Directory deviceClass = new ComposedDirectory().nodes(this::deviceLink, this::deviceNames);

    /** Gives a device its group; the number N of {@code /sys/kernel/iommu_groups/N}. */
    int addGroup(Mdev mdev) {
        int number = groupNumbers.take();
        groups.put(number, mdev);
        mdev.kernel().send(Uevent.Action.ADD, CHARACTER_DEVICES + number, variables(number));
        return number;
    }

    void removeGroup(int number) {
        Mdev mdev = groups.remove(number);
        groupNumbers.giveBack(number);
        if (mdev != null) {
            mdev.kernel().send(Uevent.Action.REMOVE, CHARACTER_DEVICES + number, variables(number));
        }
    }

    /** Makes a VFIO device; the number N of {@code vfio-dev/vfioN}. */
    int addDevice(Mdev mdev) {
        int number = deviceNumbers.take();
        devices.put(number, mdev);
        return number;
    }

    void removeDevice(int number) {
        devices.remove(number);
        deviceNumbers.giveBack(number);
    }

    /** {@code /sys/kernel/iommu_groups}. */
    Directory iommuGroups() {
        return iommuGroups;
    }

    /** {@code /sys/devices/virtual/vfio}; it is there while it has an entry. */
    @Nullable
    Directory characterDevices() {
        return groups.isEmpty() ? null : characterDevices;
    }

    /** {@code /sys/class/vfio}. */
    Directory groupClass() {
        return groupClass;
    }

    /** {@code /sys/class/vfio-dev}. */
    Directory deviceClass() {
        return deviceClass;
    }

    /** Absolute path of a group. */
    static String path(int group) {
        return GROUPS + group;
    }

    private @Nullable Directory iommuGroup(String name) {
        Mdev mdev = withNumber(groups, name);
        return mdev == null
                ? null
                : new ComposedDirectory()
                        .attributes(GROUP_ATTRIBUTES, mdev)
                        .directory("devices", new ComposedDirectory().link(mdev.name(), mdev::path));
    }

    private @Nullable Directory characterDevice(String name) {
        Mdev mdev = withNumber(groups, name);
        return mdev == null
                ? null
                : new ComposedDirectory()
                        .attributes(CHARACTER_DEVICE_ATTRIBUTES, mdev)
                        .link("subsystem", () -> "/sys/class/vfio");
    }

    private @Nullable SymbolicLink groupLink(String name) {
        return withNumber(groups, name) == null ? null : new SymbolicLink(CHARACTER_DEVICES + name);
    }

    private @Nullable SymbolicLink deviceLink(String name) {
        Mdev mdev = name.startsWith("vfio") ? withNumber(devices, name.substring("vfio".length())) : null;
        return mdev == null || !mdev.hasVfioDevice() ? null : new SymbolicLink(mdev.path() + "/vfio-dev/" + name);
    }

    private List<String> groupNames() {
        return groups.keySet().stream().map(number -> Integer.toString(number)).toList();
    }

    private List<String> deviceNames() {
        return devices.entrySet().stream()
                .filter(device -> device.getValue().hasVfioDevice())
                .map(device -> "vfio" + device.getKey())
                .toList();
    }

    /** A name is a number without leading zeros or anything else. */
    private static @Nullable Mdev withNumber(Map<Integer, Mdev> numbered, String name) {
        for (Map.Entry<Integer, Mdev> entry : numbered.entrySet()) {
            if (Integer.toString(entry.getKey()).equals(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static String uevent(Mdev mdev) {
        return "MAJOR=%d\nMINOR=%d\nDEVNAME=vfio/%d\n".formatted(MAJOR, mdev.iommuGroup(), mdev.iommuGroup());
    }

    private static Map<String, String> variables(int number) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("SUBSYSTEM", "vfio");
        variables.put("MAJOR", Integer.toString(MAJOR));
        variables.put("MINOR", Integer.toString(number));
        variables.put("DEVNAME", "vfio/" + number);
        return variables;
    }
}
