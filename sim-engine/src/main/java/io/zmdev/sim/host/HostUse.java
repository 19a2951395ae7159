package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceHolder.Use;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeFile;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Node;
import io.zmdev.sim.host.sysfs.ProcFile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the host makes of its online devices: disks, partitions, volumes on them, mounts, swap, network interfaces. Only devices
 * that the definition says are held have any.
 */
final class HostUse {

    private static final String VIRTUAL = "/sys/devices/virtual/block";

    /** {@code dasda1}: driver, letters that count the disks, number of the partition. */
    private static final Pattern DISK = Pattern.compile("(dasd|sd|vd)([a-z]+)([0-9]*)");

    private static final Map<String, Integer> MAJORS = Map.of("dasd", 94, "sd", 8, "vd", 252);
    private static final Map<String, Integer> MINORS_OF_A_DISK = Map.of("dasd", 4, "sd", 16, "vd", 16);
    private static final int DEVICE_MAPPER_MAJOR = 253;
    private static final int RAID_MAJOR = 9;

    private static final Map<Use, String> UUID_PREFIXES =
            Map.of(Use.LVM, "LVM-", Use.MULTIPATH, "mpath-", Use.CRYPT, "CRYPT-LUKS2-", Use.DEVICE_MAPPER, "");

    private final List<SubchannelDefinition> held;
    private final Supplier<Collection<CcwDevice>> devices;
    private final Map<String, Use> volumes = new LinkedHashMap<>();

    /** @param devices the ccw devices that there are at the moment */
    HostUse(List<SubchannelDefinition> subchannels, Supplier<Collection<CcwDevice>> devices) {
        this.held = subchannels.stream()
                .filter(subchannel -> !subchannel.holders().isEmpty())
                .toList();
        this.devices = devices;
        held.stream()
                .flatMap(subchannel -> subchannel.holders().stream())
                .filter(holder -> isVolume(holder.use()))
                .forEach(holder -> volumes.putIfAbsent(holder.name(), holder.use()));
    }

    /** The entries {@code block} and {@code net} of a device, or of the virtio device below it. */
    Directory entries(CcwDevice device) {
        List<DeviceHolder> holders = device.holders();
        boolean hasDisk = disk(holders).isPresent();
        boolean hasInterface = interfaces(holders).findAny().isPresent();
        return new ComposedDirectory()
                .node("block", () -> device.online() && hasDisk ? disks(holders) : null)
                .node("net", () -> device.online() && hasInterface ? nets(holders) : null);
    }

    /** {@code /sys/class/block}. */
    Directory blockClass() {
        Map<String, String> paths = new LinkedHashMap<>();
        online().forEach(device -> disk(device.holders()).ifPresent(disk -> {
            String path = device.functionPath() + "/block/" + disk;
            paths.put(disk, path);
            partitions(device.holders()).forEach(partition -> paths.put(partition, path + "/" + partition));
        }));
        activeVolumes().forEach(name -> paths.put(kernelName(name), VIRTUAL + "/" + kernelName(name)));
        return links(paths);
    }

    /** {@code /sys/class/net}. */
    Directory netClass() {
        Map<String, String> paths = new LinkedHashMap<>();
        online().forEach(device -> interfaces(device.holders())
                .forEach(holder -> paths.put(holder.device(), device.functionPath() + "/net/" + holder.device())));
        return links(paths);
    }

    /** {@code /sys/devices/virtual/block}. */
    Directory virtualBlock() {
        Map<String, Node> nodes = new LinkedHashMap<>();
        activeVolumes().forEach(name -> nodes.put(kernelName(name), volume(name)));
        return directory(nodes);
    }

    /** {@code /proc/self/mountinfo}. */
    ProcFile mountinfo() {
        return text(Errno.EINVAL, () -> {
            StringBuilder lines = new StringBuilder();
            int id = 20;
            for (DeviceHolder holder : active(Use.MOUNT).toList()) {
                id++;
                lines.append("%d 1 %s / %s rw,relatime shared:1 - ext4 %s rw\n"
                        .formatted(id, number(holder.device()), holder.name(), node(holder.device())));
            }
            return lines.toString();
        });
    }

    /** {@code /proc/swaps}. */
    ProcFile swaps() {
        return text(Errno.EIO, () -> {
            StringBuilder lines = new StringBuilder("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
            active(Use.SWAP)
                    .forEach(holder -> lines.append(
                            "/dev/%s partition\t1048572\t\t0\t\t-2\n".formatted(kernelName(holder.device()))));
            return lines.toString();
        });
    }

    private Stream<CcwDevice> online() {
        return held.isEmpty()
                ? Stream.empty()
                : devices.get().stream()
                        .filter(device -> device.online() && !device.holders().isEmpty());
    }

    private Stream<DeviceHolder> active(Use use) {
        return online().flatMap(device -> device.holders().stream())
                .filter(holder -> holder.use() == use)
                .distinct();
    }

    private Stream<String> activeVolumes() {
        return online().flatMap(device -> device.holders().stream())
                .filter(holder -> isVolume(holder.use()))
                .map(DeviceHolder::name)
                .distinct();
    }

    private static boolean isVolume(Use use) {
        return switch (use) {
            case LVM, MULTIPATH, CRYPT, RAID, DEVICE_MAPPER -> true;
            case MOUNT, SWAP, NETWORK -> false;
        };
    }

    private static Optional<String> disk(List<DeviceHolder> holders) {
        return holders.stream()
                .map(holder -> DISK.matcher(holder.device()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1) + matcher.group(2))
                .findFirst();
    }

    private static Stream<String> partitions(List<DeviceHolder> holders) {
        return holders.stream()
                .map(holder -> DISK.matcher(holder.device()))
                .filter(matcher -> matcher.matches() && !matcher.group(3).isEmpty())
                .map(Matcher::group)
                .distinct();
    }

    private static Stream<DeviceHolder> interfaces(List<DeviceHolder> holders) {
        return holders.stream().filter(holder -> holder.use() == Use.NETWORK);
    }

    private Directory disks(List<DeviceHolder> holders) {
        Map<String, Node> partitions = new LinkedHashMap<>();
        partitions(holders).forEach(partition -> partitions.put(partition, block(partition, holders)));
        String disk = disk(holders).orElseThrow();
        return directory(Map.of(disk, block(disk, holders).entriesOf(directory(partitions))));
    }

    private static Directory nets(List<DeviceHolder> holders) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        interfaces(holders)
                .forEach(holder -> nodes.put(
                        holder.device(), directory(Map.of("operstate", file("operstate", holder.name() + "\n")))));
        return directory(nodes);
    }

    private Directory volume(String name) {
        List<DeviceHolder> all =
                online().flatMap(device -> device.holders().stream()).distinct().toList();
        ComposedDirectory directory = block(name, all);
        String prefix = UUID_PREFIXES.get(volumes.get(name));
        return prefix == null
                ? directory
                : directory.directory(
                        "dm",
                        directory(
                                Map.of("name", file("name", name + "\n"), "uuid", file("uuid", prefix + name + "\n"))));
    }

    /** What every block device has. */
    private ComposedDirectory block(String device, List<DeviceHolder> holders) {
        Map<String, String> above = new LinkedHashMap<>();
        holders.stream()
                .filter(holder -> holder.device().equals(device) && isVolume(holder.use()))
                .forEach(holder -> above.put(kernelName(holder.name()), VIRTUAL + "/" + kernelName(holder.name())));
        return new ComposedDirectory()
                .node("dev", () -> file("dev", number(device) + "\n"))
                .directory("holders", links(above));
    }

    /** {@code dm-0} for a volume of the device mapper, {@code md0} for an array, else the name itself. */
    private String kernelName(String name) {
        Use use = volumes.get(name);
        return use == null || use == Use.RAID
                ? name
                : "dm-" + List.copyOf(volumes.keySet()).indexOf(name);
    }

    private String node(String device) {
        return (kernelName(device).startsWith("dm-") ? "/dev/mapper/" : "/dev/") + device;
    }

    private String number(String device) {
        Matcher matcher = DISK.matcher(device);
        if (matcher.matches()) {
            int disk = 0;
            for (char letter : matcher.group(2).toCharArray()) {
                disk = disk * 26 + letter - 'a' + 1;
            }
            String driver = matcher.group(1);
            int partition = matcher.group(3).isEmpty() ? 0 : Integer.parseInt(matcher.group(3));
            return MAJORS.getOrDefault(driver, 0) + ":"
                    + ((disk - 1) * MINORS_OF_A_DISK.getOrDefault(driver, 1) + partition);
        }
        int major = volumes.get(device) == Use.RAID ? RAID_MAJOR : DEVICE_MAPPER_MAJOR;
        return major + ":" + List.copyOf(volumes.keySet()).indexOf(device);
    }

    private static Directory links(Map<String, String> targets) {
        ComposedDirectory directory = new ComposedDirectory();
        targets.forEach((name, target) -> directory.link(name, () -> target));
        return directory;
    }

    private static Directory directory(Map<String, Node> nodes) {
        ComposedDirectory directory = new ComposedDirectory();
        nodes.forEach((name, node) -> directory.node(name, () -> node));
        return directory;
    }

    private static Node file(String name, String text) {
        return new AttributeFile<>(Attribute.<String>readOnly(name, content -> content), text);
    }

    /** @param errno what a write answers */
    private static ProcFile text(Errno errno, Supplier<String> text) {
        return new ProcFile(() -> Answer.ok(text.get()), Integer.MAX_VALUE, written -> Optional.of(errno));
    }
}
