package io.zmdev.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A root folder with files where sysfs has attributes, and somebody who does what the kernel does when {@code create} or {@code
 * drivers_probe} is written: two AP masks, queues 05.0004 with a master key, 05.0047 with none and 06.0004 of an accelerator, the matrix device, and subchannel 0.0.0313
 * with io_subchannel and a disk that is online and not used.
 */
final class RootWithSysfs implements AutoCloseable {

    private static final String NO_IDS = "0x" + "0".repeat(64);
    private static final String SUBCHANNEL = "0.0.0313";
    private static final String DISK = "devices/css0/0.0.0313/0.0.2b09";

    private final Path sys;
    private final WatchService watch;
    private final Thread kernel;

    private RootWithSysfs(Path sys) throws IOException {
        this.sys = sys;
        this.watch = FileSystems.getDefault().newWatchService();
        this.kernel = Thread.ofPlatform().daemon().unstarted(this::serve);
    }

    static RootWithSysfs make(Path root) throws IOException {
        RootWithSysfs sysfs = new RootWithSysfs(root.resolve("sys"));
        sysfs.folders();
        sysfs.kernel.start();
        return sysfs;
    }

    String read(String path) throws IOException {
        return Files.readString(sys.resolve(path));
    }

    /** A guest that runs with a device, which is there with other adapters and domains than anybody wants. */
    void guestRuns(String uuid, String apqn) throws IOException {
        create(matrixType().resolve("create"), uuid);
        Files.writeString(sys.resolve("devices/vfio_ap/matrix").resolve(uuid).resolve("matrix"), apqn + "\n");
        Path queue = Files.createDirectory(sys.resolve("bus/ap/drivers/vfio_ap").resolve(apqn));
        Files.writeString(queue.resolve("status"), "in use\n");
    }

    /** What of the host holds the disk: mounts as {@code MAJOR:MINOR POINT}, a line each. */
    void mounted(String mounts) throws IOException {
        StringBuilder text = new StringBuilder("22 1 0:21 / /proc rw - proc proc rw\n");
        mounts.lines().forEach(mount -> {
            String[] words = mount.split(" ", 2);
            text.append("30 22 %s / %s rw,relatime shared:1 - ext4 /dev/any rw\n".formatted(words[0], words[1]));
        });
        Files.writeString(mountinfo(), text);
    }

    Path mountinfo() {
        return sys.resolveSibling("proc/self/mountinfo");
    }

    private void disk() throws IOException {
        Path partition = Files.createDirectories(sys.resolve(DISK).resolve("block/dasda/dasda1"));
        Path volume = Files.createDirectories(sys.resolve("devices/virtual/block/dm-0"));
        Path blocks = Files.createDirectories(sys.resolve("class/block"));
        Files.writeString(sys.resolve(DISK).resolve("online"), "1\n");
        Files.writeString(partition.resolveSibling("dev"), "94:0\n");
        Files.writeString(partition.resolve("dev"), "94:1\n");
        Files.writeString(volume.resolve("dev"), "253:0\n");
        Files.createDirectories(volume.resolve("dm"));
        Files.writeString(volume.resolve("dm/name"), "vg0-root\n");
        Files.writeString(volume.resolve("dm/uuid"), "LVM-abc\n");
        Files.createDirectories(partition.resolve("holders"));
        Files.createSymbolicLink(blocks.resolve("dasda"), partition.getParent());
        Files.createSymbolicLink(blocks.resolve("dasda1"), partition);
        Files.createSymbolicLink(blocks.resolve("dm-0"), volume);
        Files.createSymbolicLink(
                Files.createDirectories(sys.resolve("bus/css/devices")).resolve(SUBCHANNEL),
                sys.resolve("devices/css0").resolve(SUBCHANNEL));
        Files.createDirectories(mountinfo().getParent());
        mounted("");
    }

    /** Makes the partition part of a volume. */
    void stack() throws IOException {
        Files.createSymbolicLink(
                sys.resolve(DISK).resolve("block/dasda/dasda1/holders/dm-0"), sys.resolve("class/block/dm-0"));
    }

    private void folders() throws IOException {
        for (String folder : new String[] {
            "bus/ap/drivers/vfio_ap", "bus/mdev/devices", "bus/css/drivers/io_subchannel", "bus/css/drivers/vfio_ccw"
        }) {
            Files.createDirectories(sys.resolve(folder));
        }
        Files.writeString(sys.resolve("bus/ap/apmask"), "0x" + "f".repeat(64) + "\n");
        Files.writeString(sys.resolve("bus/ap/aqmask"), "0x" + "f".repeat(64) + "\n");
        queue("05.0004", "CEX8C", "AES NEW: empty 0x00\nAES CUR: valid 0x1f\nAES OLD: invalid 0x00\n");
        queue("05.0047", "CEX8C", "AES NEW: empty 0x00\nAES CUR: invalid 0x00\nAES OLD: invalid 0x00\n");
        queue("06.0004", "CEX8A", "");
        disk();
        for (Path type : new Path[] {matrixType(), subchannelType()}) {
            Files.createDirectories(type);
            Files.createFile(type.resolve("create"));
            type.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
        }
        Path subchannel = sys.resolve("bus/css/devices").resolve(SUBCHANNEL);
        Files.createFile(subchannel.resolve("driver_override"));
        bind("io_subchannel");
        Files.createFile(sys.resolve("bus/css/drivers/io_subchannel/unbind"));
        Files.createFile(sys.resolve("bus/css/drivers_probe"));
        sys.resolve("bus/css").register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
    }

    private void queue(String apqn, String cardType, String keys) throws IOException {
        Path devices = sys.resolve("bus/ap/devices");
        Path card = Files.createDirectories(devices.resolve("card" + apqn.substring(0, 2)));
        Files.writeString(card.resolve("type"), cardType + "\n");
        Files.writeString(card.resolve("serialnr"), "93AADHZU\n");
        Path queue = Files.createDirectory(devices.resolve(apqn));
        Files.createSymbolicLink(queue.resolve("driver"), Path.of("../../drivers/cex4queue"));
        if (!keys.isEmpty()) {
            Files.writeString(queue.resolve("mkvps"), keys);
        }
    }

    private Path matrixType() {
        return sys.resolve("devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough");
    }

    private Path subchannelType() {
        return sys.resolve("bus/css/devices").resolve(SUBCHANNEL).resolve("mdev_supported_types/vfio_ccw-io");
    }

    private void bind(String driver) throws IOException {
        Path link = sys.resolve("bus/css/devices").resolve(SUBCHANNEL).resolve("driver");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("../../drivers").resolve(driver));
    }

    private void serve() {
        try {
            while (true) {
                WatchKey key = watch.take();
                key.pollEvents().forEach(event -> written(((Path) key.watchable()).resolve((Path) event.context())));
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            // the test is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void written(Path file) {
        try {
            if (file.endsWith("drivers_probe")) {
                bind(Files.readString(
                        sys.resolve("bus/css/devices").resolve(SUBCHANNEL).resolve("driver_override")));
            } else if (file.endsWith("create") && !Files.readString(file).isEmpty()) {
                create(file, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(Path attribute, String uuid) throws IOException {
        Path link = sys.resolve("bus/mdev/devices").resolve(uuid);
        if (Files.exists(link)) {
            return;
        }
        Path device = attribute.startsWith(matrixType())
                ? sys.resolve("devices/vfio_ap/matrix").resolve(uuid)
                : sys.resolve("bus/css/devices").resolve(SUBCHANNEL).resolve(uuid);
        Files.createDirectories(device);
        Files.writeString(device.resolve("ap_config"), NO_IDS + "," + NO_IDS + "," + NO_IDS + "\n");
        Files.createSymbolicLink(link, device);
        Files.createFile(device.resolve("matrix"));
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
