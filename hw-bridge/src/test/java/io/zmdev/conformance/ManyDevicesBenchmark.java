package io.zmdev.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.testing.figures.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 matrix devices, each with a queue and a control domain, now and after a restart: by zmdev over SSH, and by chzdev, mdevctl and a
 * shell on the host, both in the lab. Prints figures, asserts that both made the same.
 */
@Tag("bench")
class ManyDevicesBenchmark {

    private static final Path LAB =
            Path.of(System.getProperty("basedir", "."), "testbed/lab/lab").toAbsolutePath();

    private static final int ADAPTERS = 8;
    private static final int DOMAINS = 8;

    /** What an administrator writes without zmdev; nothing is checked before and nothing taken back. */
    private static final String BY_HAND = """
            chzdev -q --type ap apmask=-0-7 >/dev/null
            until [ -e /sys/bus/ap/drivers/vfio_ap/07.0007 ]; do sleep 0.1; done
            n=0
            for adapter in 0 1 2 3 4 5 6 7; do
                for domain in 0 1 2 3 4 5 6 7; do
                    uuid=$(printf '5b1d0c1e-0000-4000-8000-%012x' $n)
                    mdevctl start -u $uuid -p matrix -t vfio_ap-passthrough
                    echo $adapter >/sys/bus/mdev/devices/$uuid/assign_adapter
                    echo $domain >/sys/bus/mdev/devices/$uuid/assign_domain
                    echo $domain >/sys/bus/mdev/devices/$uuid/assign_control_domain
                    mdevctl define -a -u $uuid
                    n=$((n + 1))
                done
            done
            """;

    private static final String TAKE_BACK = """
            for device in /sys/bus/mdev/devices/*; do
                mdevctl undefine -u ${device##*/}
                echo 1 >$device/remove
            done
            rm /etc/udev/rules.d/41-ap.rules
            echo 0x$(printf 'f%.0s' $(seq 64)) >/sys/bus/ap/apmask
            """;

    /** What both have to make: the devices with their queues, and their definitions. */
    private static final String MADE = """
            cat /sys/bus/ap/apmask
            for device in /sys/bus/mdev/devices/*; do echo ${device##*/} $(cat $device/matrix $device/control_domains); done
            mdevctl list -d
            """;

    @Test
    void besideMdevctl(@TempDir Path folder) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("config.json"), configuration());
        Path machine = Files.writeString(folder.resolve("machine.json"), machine());
        try (LabSystem host = LabSystem.start(LAB, machine, folder)) {
            long byHand = seconds(() -> host.shell(BY_HAND));
            String expected = host.shell(MADE);
            assertThat(expected.lines().filter(line -> line.endsWith("auto (active)")))
                    .hasSize(ADAPTERS * DOMAINS);
            host.shell(TAKE_BACK);

            host.zmdev("host", "show", "--host", host.address(), "--accept-new-host-key");
            long byZmdev = seconds(() -> {
                LabSystem.Ended applied =
                        host.zmdev("apply", config.toString(), "--host", host.address(), "--yes", "--disturb");
                assertThat(applied.exitCode()).as(applied.output()).isZero();
            });
            assertThat(host.shell(MADE)).isEqualTo(expected);
            new Figure("ManyDevicesBenchmark.zmdev", byZmdev, "s").print();
            new Figure("ManyDevicesBenchmark.byHand", byHand, "s").print();
        }
    }

    private static String machine() {
        return """
                { "format": "zmdev.host/1", "name": "lab", "kernel": "6.12",
                  "ap": { "apxa": true, "maxAdapter": 255, "maxDomain": 255, "cards": [ %s ],
                          "usageDomains": [ %s ], "controlDomains": [ %2$s ] },
                  "css": {
                    "chpids": [ { "id": "0.00", "online": true } ],
                    "subchannels": [
                      { "id": "0.0.0000", "device": "0.0.0001", "model": "virtio-blk", "chpids": ["0.00"], "online": true },
                      { "id": "0.0.0001", "device": "0.0.0002", "model": "virtio-9p", "chpids": ["0.00"], "online": true },
                      { "id": "0.0.0002", "device": "0.0.0003", "model": "virtio-net", "chpids": ["0.00"], "online": true } ] },
                  "modules": ["ap", "zcrypt", "zcrypt_cex4", "kvm", "vfio", "mdev", "vfio_ap", "vfio_ccw"] }
                """.formatted(each(ADAPTERS, "{ \"id\": %d, \"type\": \"CEX8A\" }"), each(DOMAINS, "%d"));
    }

    private static String configuration() {
        String devices = IntStream.range(0, ADAPTERS * DOMAINS)
                .mapToObj(n -> """
                        { "uuid": "5b1d0c1e-0000-4000-8000-%012x", "type": "vfio_ap-passthrough", "autostart": true,
                          "adapters": [%d], "domains": [%d], "controlDomains": [%3$d] }
                        """.formatted(n, n / DOMAINS, n % DOMAINS))
                .collect(Collectors.joining(","));
        return """
                { "format": "zmdev.config/1", "name": "many", "masks": { "freeAdapters": [%s] },
                  "mediatedDevices": [ %s ], "guests": [] }
                """.formatted(each(ADAPTERS, "%d"), devices);
    }

    private static String each(int count, String text) {
        return IntStream.range(0, count).mapToObj(text::formatted).collect(Collectors.joining(", "));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static long seconds(Work work) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1_000_000_000;
    }
}
