package io.zmdev.hw.inventory;

import io.zmdev.hw.host.Look;
import io.zmdev.model.Errno;
import io.zmdev.model.Observed;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceHolder.Use;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.host.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What in the host holds its ccw devices: the block devices of {@code /sys/class/block} with what is stacked on them, mounts and
 * swap, and the network interfaces of {@code /sys/class/net}.
 */
final class HolderInventory {

    private static final String BLOCK = "/sys/class/block";
    private static final String NET = "/sys/class/net";
    private static final String BTRFS = "/sys/fs/btrfs";
    private static final String CCW_DEVICES = "/sys/bus/ccw/devices";
    static final String MOUNTS = "/proc/self/mountinfo";
    private static final String SWAPS = "/proc/swaps";

    /** Mount points, and whatever else the host calls a thing, are printed to people. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    private static final Pattern CCW_DEVICE =
            Pattern.compile("/css[0-9a-f]+/[0-9a-f.]+/([0-9a-f]{1,2}\\.[0-3]\\.[0-9a-f]{4})/");
    private static final Pattern CCW_GROUP =
            Pattern.compile("/devices/[a-z0-9_]+/([0-9a-f]{1,2}\\.[0-3]\\.[0-9a-f]{4})/net/");

    static final List<Look> LOOKS = List.of(
            Look.names(BLOCK),
            Look.target(BLOCK + "/*"),
            Look.content(BLOCK + "/*/dev"),
            Look.names(BLOCK + "/*/holders"),
            Look.content(BLOCK + "/*/dm/name"),
            Look.content(BLOCK + "/*/dm/uuid"),
            Look.names(NET),
            Look.target(NET + "/*"),
            Look.content(NET + "/*/operstate"),
            Look.target(CCW_DEVICES + "/*/group_device"),
            Look.names(BTRFS),
            Look.names(BTRFS + "/*/devices"),
            Look.content(MOUNTS),
            Look.content(SWAPS));

    private final Attributes attributes;
    private final Map<DeviceNumber, SequencedSet<String>> disks = new HashMap<>();
    private final Map<DeviceNumber, SequencedSet<DeviceHolder>> interfaces = new HashMap<>();
    private final Map<String, String> namesByNumber = new HashMap<>();
    private final Map<String, String> volumes = new LinkedHashMap<>();
    private final Map<String, List<DeviceHolder>> holders = new HashMap<>();
    /** A file without which nobody can say what holds a device. */
    private Optional<Observed.Unknown<List<DeviceHolder>>> unread = Optional.empty();

    /** Looks at everything once. */
    HolderInventory(Attributes attributes) {
        this.attributes = attributes;
        List<String> blocks = list(BLOCK);
        blocks.forEach(this::block);
        blocks.forEach(this::stacked);
        interfaces();
        mounts();
        swaps();
    }

    /** What holds a device that is online; of a host that shows no block devices at all, or not its mounts, nothing is known. */
    Observed<List<DeviceHolder>> of(DeviceNumber device) {
        if (unread.isPresent()) {
            return unread.get();
        }
        SequencedSet<DeviceHolder> found = new LinkedHashSet<>(interfaces.getOrDefault(device, new LinkedHashSet<>()));
        disks.getOrDefault(device, new LinkedHashSet<>()).forEach(disk -> collect(disk, found));
        return Observed.known(List.copyOf(found));
    }

    /** What holds a block device, then what holds that; a stack has no circles, and what was met is not followed again. */
    private void collect(String block, SequencedSet<DeviceHolder> found) {
        for (DeviceHolder holder : holders.getOrDefault(block, List.of())) {
            if (found.add(holder)) {
                volumes.entrySet().stream()
                        .filter(volume -> volume.getValue().equals(holder.name()))
                        .filter(volume -> isStacked(holder.use()))
                        .forEach(volume -> collect(volume.getKey(), found));
            }
        }
    }

    private static boolean isStacked(Use use) {
        return switch (use) {
            case LVM, MULTIPATH, CRYPT, RAID, DEVICE_MAPPER -> true;
            case MOUNT, SWAP, NETWORK -> false;
        };
    }

    private void block(String name) {
        String path = BLOCK + "/" + name;
        ccwDevice(known(attributes.link(path), ""))
                .ifPresent(device -> disks.computeIfAbsent(device, d -> new LinkedHashSet<>())
                        .add(name));
        text(path + "/dev").ifPresent(number -> namesByNumber.put(number, name));
        text(path + "/dm/name")
                .or(() -> Optional.of(name).filter(n -> n.startsWith("md")))
                .ifPresent(volume -> volumes.put(name, printable(volume)));
    }

    private void stacked(String name) {
        for (String above : list(BLOCK + "/" + name + "/holders")) {
            hold(name, use(above), volumes.getOrDefault(above, printable(above)));
        }
    }

    private Use use(String block) {
        if (block.startsWith("md")) {
            return Use.RAID;
        }
        String uuid = text(BLOCK + "/" + block + "/dm/uuid").orElse("");
        return switch (uuid.split("-", 2)[0]) {
            case "LVM" -> Use.LVM;
            case "mpath" -> Use.MULTIPATH;
            case "CRYPT" -> Use.CRYPT;
            default -> Use.DEVICE_MAPPER;
        };
    }

    /** Every interface that is not down: also the state {@code unknown} is that of one that may carry something. */
    private void interfaces() {
        for (String name : list(NET)) {
            String state = attributes
                    .text(NET + "/" + name + "/operstate")
                    .asOptional()
                    .orElse("down");
            if (attributes.linkedName(NET + "/" + name).orElse(Optional.empty()).isEmpty() || state.equals("down")) {
                continue;
            }
            String target = known(attributes.link(NET + "/" + name), "");
            DeviceHolder holder = new DeviceHolder(printable(name), Use.NETWORK, printable(state));
            Matcher group = CCW_GROUP.matcher(target);
            if (group.find()) {
                members(group.group(1)).forEach(device -> carries(device, holder));
            }
            ccwDevice(target).ifPresent(device -> carries(device, holder));
        }
    }

    private void carries(DeviceNumber device, DeviceHolder holder) {
        interfaces.computeIfAbsent(device, d -> new LinkedHashSet<>()).add(holder);
    }

    /** The ccw devices of a group device such as that of an OSA adapter. */
    private Stream<DeviceNumber> members(String group) {
        return list(CCW_DEVICES).stream()
                .filter(name -> attributes
                        .linkedName(CCW_DEVICES + "/" + name + "/group_device")
                        .orElse(Optional.empty())
                        .filter(group::equals)
                        .isPresent())
                .flatMap(name -> attributes.named(CCW_DEVICES + "/" + name, DeviceNumber::parse).stream());
    }

    /** {@code ID PARENT MAJOR:MINOR ROOT MOUNTPOINT OPTIONS [FIELD]... - TYPE SOURCE OPTIONS} (proc_pid_mountinfo(5)). */
    private void mounts() {
        Map<String, SequencedSet<String>> together = btrfs();
        switch (attributes.text(MOUNTS)) {
            case Answer.Refused<String>(Errno errno) -> unread(MOUNTS, errno);
            case Answer.Ok<String>(String text) -> {
                for (String line : text.split("\n", -1)) {
                    String[] fields = line.split(" ", -1);
                    int separator = List.of(fields).indexOf("-");
                    if (separator >= 6 && fields.length > separator + 2) {
                        mounted(fields[2], fields[separator + 2])
                                .ifPresent(name -> together.getOrDefault(name, new LinkedHashSet<>(List.of(name)))
                                        .forEach(member -> hold(member, Use.MOUNT, printable(fields[4]))));
                    }
                }
            }
        }
    }

    /** The number tells; a file system over several devices has one of its own, and then the source does. */
    private Optional<String> mounted(String number, String source) {
        return Optional.ofNullable(namesByNumber.get(number)).or(() -> blockOf(source));
    }

    private Optional<String> blockOf(String node) {
        String name = node.substring(node.lastIndexOf('/') + 1);
        return !node.startsWith("/dev/")
                ? Optional.empty()
                : namesByNumber.values().stream()
                        .filter(block -> block.equals(name)
                                || (node.startsWith("/dev/mapper/") && name.equals(volumes.get(block))))
                        .findFirst();
    }

    /** The devices of each btrfs, which is mounted by one of them. */
    private Map<String, SequencedSet<String>> btrfs() {
        Map<String, SequencedSet<String>> together = new HashMap<>();
        for (String id : list(BTRFS)) {
            SequencedSet<String> devices = new LinkedHashSet<>(list(BTRFS + "/" + id + "/devices"));
            devices.forEach(device -> together.put(device, devices));
        }
        return together;
    }

    private void swaps() {
        switch (attributes.text(SWAPS)) {
            case Answer.Refused<String>(Errno errno) when errno == Errno.ENOENT -> {}
            case Answer.Refused<String>(Errno errno) -> unread(SWAPS, errno);
            case Answer.Ok<String>(String text) ->
                text.lines()
                        .skip(1)
                        .flatMap(line -> blockOf(line.split("\\s", 2)[0]).stream())
                        .forEach(name -> hold(name, Use.SWAP, ""));
        }
    }

    private void unread(String path, Errno errno) {
        unread(path, errno.text());
    }

    private void unread(String path, String reason) {
        unread = Optional.of(new Observed.Unknown<>(path, reason));
    }

    private List<String> list(String path) {
        return known(attributes.names(path), List.of());
    }

    private Optional<String> text(String path) {
        return known(attributes.optional(path, text -> text), Optional.empty());
    }

    private <T> T known(Observed<T> observed, T other) {
        return switch (observed) {
            case Observed.Known<T>(T value) -> value;
            case Observed.Unknown<T>(String path, String reason) -> {
                unread(path, reason);
                yield other;
            }
        };
    }

    private void hold(String block, Use use, String name) {
        holders.computeIfAbsent(block, b -> new ArrayList<>())
                .add(new DeviceHolder(volumes.getOrDefault(block, block), use, name));
    }

    private static Optional<DeviceNumber> ccwDevice(String target) {
        Matcher matcher = CCW_DEVICE.matcher(target);
        return matcher.find() ? Optional.of(DeviceNumber.parse(matcher.group(1))) : Optional.empty();
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
