package io.zmdev.hw.live;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mediated device of vfio_ccw on this machine.
 *
 * @param subchannel its parent
 * @param files the device files by the way that needs them; at least one
 */
public record CcwMdev(MdevUuid uuid, SubchannelId subchannel, Map<VfioWay, String> files) {

    private static final String S390X = "s390x";
    private static final String VFIO_CCW = "vfio-ccw";
    private static final String DRIVER = "vfio_ccw";
    private static final String DEVICE_FILES = "/dev/vfio";

    public CcwMdev {
        files = Map.copyOf(files);
    }

    /**
     * Finds a device.
     *
     * @param root of the machine's files, {@code /}
     * @param architecture of the machine as Java names it
     * @throws ZmdevException UNSUPPORTED where there is no such device or none that a program can open
     */
    public static CcwMdev find(Path root, String architecture, MdevUuid uuid) {
        if (!architecture.equals(S390X)) {
            throw unsupported(
                    "a device of vfio_ccw is there on s390x alone, and this machine is %s; 'zmdev lab headless' runs"
                                    .formatted(architecture)
                            + " zmdev on one");
        }
        Path device = at(root, SysfsPath.mediatedDevice(uuid));
        if (!Files.exists(device)) {
            List<String> others = names(at(root, SysfsPath.MDEV_DEVICES));
            throw unsupported("there is no mediated device %s; there %s"
                    .formatted(uuid, others.isEmpty() ? "is none" : "are " + String.join(", ", others)));
        }
        String api = text(device.resolve("mdev_type/device_api"));
        if (!api.equals(VFIO_CCW)) {
            throw unsupported("%s is a %s device; channel I/O needs one of %s".formatted(uuid, api, VFIO_CCW));
        }
        if (!Files.isDirectory(at(root, DEVICE_FILES))) {
            throw unsupported(DEVICE_FILES + " is missing; load the module vfio");
        }
        Map<VfioWay, String> files = files(root, device);
        if (files.isEmpty()) {
            throw unsupported("%s has no file in %s that a program can open".formatted(uuid, DEVICE_FILES));
        }
        try {
            Path parent = device.resolve("..").toRealPath();
            return new CcwMdev(uuid, SubchannelId.parse(String.valueOf(parent.getFileName())), files);
        } catch (IOException e) {
            throw unreadable(device, e);
        }
    }

    /** The files that are there and what they need beside them. */
    private static Map<VfioWay, String> files(Path root, Path device) {
        Map<VfioWay, String> files = new EnumMap<>(VfioWay.class);
        if (Files.exists(device.resolve("iommu_group")) && Files.exists(at(root, VfioAccess.CONTAINER))) {
            addIfThere(root, files, VfioWay.GROUP, DEVICE_FILES + "/" + linked(device.resolve("iommu_group")));
        }
        if (Files.exists(at(root, VfioAccess.IOMMU))) {
            names(device.resolve("vfio-dev"))
                    .forEach(name -> addIfThere(root, files, VfioWay.IOMMUFD, DEVICE_FILES + "/devices/" + name));
        }
        return files;
    }

    private static void addIfThere(Path root, Map<VfioWay, String> files, VfioWay way, String file) {
        if (Files.exists(at(root, file))) {
            files.put(way, file);
        }
    }

    /** The way that is asked for, or the first that the kernel has. */
    VfioWay way(Optional<VfioWay> wanted) {
        VfioWay way = wanted.orElseGet(
                () -> files.keySet().stream().sorted().findFirst().orElseThrow());
        if (!files.containsKey(way)) {
            throw unsupported("%s cannot be opened by %s; this kernel has %s"
                    .formatted(
                            uuid,
                            way.id(),
                            String.join(
                                    ", ",
                                    files.keySet().stream().map(VfioWay::id).toList())));
        }
        return way;
    }

    /** What speaks against using the device: processes that have it open, and a host that has its subchannel; each as a sentence. */
    public List<String> objections(Path root) {
        List<String> objections = new ArrayList<>();
        Path parent = at(root, SysfsPath.subchannel(subchannel));
        if (!Files.exists(parent.resolve("driver"))
                || !linked(parent.resolve("driver")).equals(DRIVER)) {
            objections.add("subchannel %s is not the driver %s's".formatted(subchannel, DRIVER));
        }
        names(parent).stream()
                .filter(name -> Files.exists(parent.resolve(name).resolve("online")))
                .filter(name -> text(parent.resolve(name).resolve("online")).equals("1"))
                .forEach(name -> objections.add("the host has its device %s online".formatted(name)));
        names(at(root, "/proc")).stream()
                .filter(name -> name.matches("[0-9]+") && !name.equals(ownProcess()))
                .flatMap(process -> holder(at(root, "/proc"), process).stream())
                .forEach(objections::add);
        return objections;
    }

    private Optional<String> holder(Path processes, String process) {
        Path folder = processes.resolve(process);
        return openFile(folder.resolve("fd")).map(file -> {
            String command = Files.exists(folder.resolve("comm")) ? text(folder.resolve("comm")) : "gone meanwhile";
            return "process %s (%s) has %s open".formatted(process, command, file);
        });
    }

    private static String ownProcess() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private Optional<String> openFile(Path descriptors) {
        return names(descriptors).stream()
                .map(descriptors::resolve)
                .filter(Files::isSymbolicLink)
                .flatMap(CcwMdev::target)
                .filter(files::containsValue)
                .findFirst();
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Stream.empty(); // closed meanwhile
        }
    }

    private static Path at(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    private static String linked(Path link) {
        try {
            return String.valueOf(link.toRealPath().getFileName());
        } catch (IOException e) {
            throw unreadable(link, e);
        }
    }

    /** The names in a folder; none where there is no such folder, or where it is somebody else's. */
    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ZmdevException unreadable(Path file, IOException e) {
        return new ZmdevException(
                ErrorCode.HOST_UNREADABLE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }

    private static ZmdevException unsupported(String message) {
        return new ZmdevException(ErrorCode.UNSUPPORTED, message);
    }
}
