package io.zmdev.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The largest machine that the architecture allows, as files where sysfs has attributes: 256 adapters with 256 domains each,
 * their 65,536 queues with cex4queue, and 10,000 subchannels, every second with a DASD. For a file system in memory.
 *
 * @param root what stands for {@code /} there; its {@code sys} is laid over {@code /sys}
 */
public record LargeMachine(Path root) implements AutoCloseable {

    public static final int QUEUES = 65_536;
    public static final int SUBCHANNELS = 10_000;

    private static final String ALL = "0x" + "f".repeat(64) + "\n";
    private static final String KEYS = """
            AES NEW: empty 0x0000000000000000
            AES CUR: valid 0x7d10d17bc8a409c4
            AES OLD: valid 0x7d10d17bc8a409c4
            APKA NEW: empty 0x0000000000000000
            APKA CUR: valid 0x7d10d17bc8a409c4
            APKA OLD: valid 0x7d10d17bc8a409c4
            """;

    /** Makes the files below an empty folder. */
    public static LargeMachine make(Path root) throws IOException {
        Path sys = root.resolve("sys");
        ap(sys);
        css(sys);
        Files.createDirectories(sys.resolve("bus/mdev/devices"));
        Files.createDirectories(sys.resolve("module/vfio_ap"));
        return new LargeMachine(root);
    }

    private static void ap(Path sys) throws IOException {
        Path bus = Files.createDirectories(sys.resolve("bus/ap"));
        Path devices = Files.createDirectories(bus.resolve("devices"));
        Path driver = Files.createDirectories(bus.resolve("drivers/cex4queue"));
        Files.createDirectories(bus.resolve("drivers/vfio_ap"));
        write(bus, "ap_max_adapter_id", "255\n");
        write(bus, "ap_max_domain_id", "255\n");
        for (String mask :
                List.of("ap_adapter_mask", "ap_usage_domain_mask", "ap_control_domain_mask", "apmask", "aqmask")) {
            write(bus, mask, ALL);
        }
        for (int adapter = 0; adapter < 256; adapter++) {
            String name = "card%02x".formatted(adapter);
            Path card = Files.createDirectories(sys.resolve("devices/ap").resolve(name));
            write(card, "type", "CEX8C\n");
            write(card, "config", "1\n");
            write(card, "chkstop", "0\n");
            write(card, "online", "1\n");
            Files.createSymbolicLink(devices.resolve(name), Path.of("../../../devices/ap", name));
            for (int domain = 0; domain < 256; domain++) {
                String apqn = "%02x.%04x".formatted(adapter, domain);
                Path queue = Files.createDirectory(card.resolve(apqn));
                write(queue, "online", "1\n");
                write(queue, "mkvps", KEYS);
                Files.createSymbolicLink(queue.resolve("driver"), Path.of("../../../../bus/ap/drivers/cex4queue"));
                Files.createSymbolicLink(devices.resolve(apqn), Path.of("../../../devices/ap", name, apqn));
                Files.createSymbolicLink(driver.resolve(apqn), Path.of("../../../../devices/ap", name, apqn));
            }
        }
    }

    private static void css(Path sys) throws IOException {
        Path devices = Files.createDirectories(sys.resolve("bus/css/devices"));
        Path ccw = Files.createDirectories(sys.resolve("bus/ccw/devices"));
        Path driver = Files.createDirectories(sys.resolve("bus/css/drivers/io_subchannel"));
        Path chp = Files.createDirectories(sys.resolve("devices/css0/chp0.40"));
        write(chp, "status", "online\n");
        for (int number = 0; number < SUBCHANNELS; number++) {
            String name = "0.0.%04x".formatted(number);
            Path subchannel =
                    Files.createDirectories(sys.resolve("devices/css0").resolve(name));
            String device = "0.0.%04x".formatted(0x4000 + number);
            boolean dasd = number % 2 == 0;
            write(subchannel, "type", "0\n");
            write(subchannel, "dev_busid", dasd ? device + "\n" : "none\n");
            write(subchannel, "driver_override", "(null)\n");
            write(subchannel, "chpids", "40 00 00 00 00 00 00 00\n");
            write(subchannel, "pimpampom", "80 80 ff\n");
            Files.createSymbolicLink(subchannel.resolve("driver"), Path.of("../../../bus/css/drivers/io_subchannel"));
            Files.createSymbolicLink(devices.resolve(name), Path.of("../../../devices/css0", name));
            Files.createSymbolicLink(driver.resolve(name), Path.of("../../../../devices/css0", name));
            if (dasd) {
                Path ccwDevice = Files.createDirectory(subchannel.resolve(device));
                write(ccwDevice, "online", "1\n");
                write(ccwDevice, "cutype", "3990/e9\n");
                write(ccwDevice, "devtype", "3390/0c\n");
                Files.createSymbolicLink(ccw.resolve(device), Path.of("../../../devices/css0", name, device));
            }
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** What a program must be started with to find itself on the machine. Needs root. */
    public List<String> enter() {
        return List.of("unshare", "--mount", "sh", "-c", """
                mount --bind %s/sys /sys && exec "$@"\
                """.formatted(root), "sh");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
