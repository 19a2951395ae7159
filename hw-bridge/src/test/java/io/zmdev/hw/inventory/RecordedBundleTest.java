package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.ChannelPath;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.MediatedDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the inventory reads of a recorded machine against what the tools printed on it at the same moment. */
class RecordedBundleTest {

    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void cardsAndQueuesAreThoseOfLszcrypt(String name) {
        try (HostAccess host = open(name)) {
            ApBus ap = Inventory.read(host).ap().orElseThrow();
            List<String> expected = tool(host, "lszcrypt-V.txt")
                    .lines()
                    .skip(2)
                    .map(line -> line.strip().split("\\s+", -1))
                    .map(words -> String.join(" ", words[0], words[1], words[words.length - 1], words[3]))
                    .toList();
            List<String> actual = new ArrayList<>();
            for (Card card : ap.cards()) {
                String type = card.type().get().toString();
                String state = card.checkstopped().get()
                        ? "chkstop"
                        : !card.configured().get() ? "deconfig" : card.online().get() ? "online" : "offline";
                actual.add(String.join(" ", card.id().toString(), type, "cex4card", state));
                for (Queue queue : ap.queues()) {
                    if (queue.apqn().adapter().equals(card.id())) {
                        String status = queue.online()
                                .get()
                                .map(on -> on ? "online" : "offline")
                                .orElse("-");
                        actual.add(String.join(
                                " ",
                                queue.apqn().toString(),
                                type,
                                queue.driver().get().orElse("-"),
                                status));
                    }
                }
            }
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void domainsAreThoseOfLszcrypt(String name) {
        try (HostAccess host = open(name)) {
            ApBus ap = Inventory.read(host).ap().orElseThrow();
            List<String> cells = tool(host, "lszcrypt-d.txt")
                    .lines()
                    .filter(line -> line.matches("\\s+[0-9a-f]0 .*"))
                    .flatMap(line ->
                            Arrays.stream(line.strip().split("\\s+", -1)).skip(1))
                    .toList();
            assertThat(cells).hasSize(Mask256.SIZE);
            assertThat(ap.usageDomains().get()).isEqualTo(mask(cells, "UB"));
            assertThat(ap.controlDomains().get()).isEqualTo(mask(cells, "CB"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void subchannelsAreThoseOfLscss(String name) {
        try (HostAccess host = open(name)) {
            Machine machine = Inventory.read(host);
            List<String> expected = tool(host, "lscss-a.txt")
                    .lines()
                    .skip(3)
                    .takeWhile(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            List<String> actual = machine.css().subchannels().stream()
                    .map(RecordedBundleTest::lscssLine)
                    .toList();
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void channelPathsAreThoseOfLschp(String name) {
        try (HostAccess host = open(name)) {
            List<String> expected = tool(host, "lschp.txt")
                    .lines()
                    .skip(2)
                    .map(line -> line.split("\\s+", -1))
                    .map(words -> words[0] + " " + words[1])
                    .toList();
            assertThat(Inventory.read(host).css().paths().stream()
                            .map((ChannelPath path) ->
                                    path.id() + " " + (path.online().get() ? 1 : 0)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void mediatedDevicesAreThoseOfMdevctl(String name) {
        try (HostAccess host = open(name)) {
            Machine machine = Inventory.read(host);
            List<String> actual = machine.mediatedDevices().stream()
                    .map(device -> switch (device) {
                        case MediatedDevice.Matrix matrix -> matrix.uuid() + " matrix vfio_ap-passthrough";
                        case MediatedDevice.VirtualMatrix matrix -> matrix.uuid() + " matrix vfio_ap-virtual";
                        case MediatedDevice.Ccw ccw -> ccw.uuid() + " " + ccw.subchannel() + " vfio_ccw-io";
                        case MediatedDevice.Foreign foreign -> foreign.uuid() + " " + foreign.parent();
                    })
                    .toList();
            assertThat(tool(host, "mdevctl-list.txt")
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> line.replaceAll(" (auto|manual).*", "")))
                    .containsExactlyInAnyOrderElementsOf(actual);
        }
    }

    /** The devices were started from these definitions, so their attributes are what was assigned. */
    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void assignedMatricesAreThoseOfTheMdevctlDefinitions(String name) {
        try (HostAccess host = open(name)) {
            List<MediatedDevice.Matrix> matrices = Inventory.read(host).mediatedDevices().stream()
                    .filter(MediatedDevice.Matrix.class::isInstance)
                    .map(MediatedDevice.Matrix.class::cast)
                    .toList();
            assertThat(matrices).isNotEmpty();
            for (MediatedDevice.Matrix matrix : matrices) {
                String definition = text(host, "/etc/mdevctl.d/matrix/" + matrix.uuid());
                assertThat(matrix.assigned().get())
                        .isEqualTo(new ApMatrix(
                                attribute(definition, "assign_adapter"),
                                attribute(definition, "assign_domain"),
                                attribute(definition, "assign_control_domain")));
                assertThat(matrix.assigned().get().intersection(matrix.guest().get()))
                        .isEqualTo(matrix.guest().get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"few", "many", "gaps"})
    void kernelAndModulesAreThoseOfTheTools(String name) {
        try (HostAccess host = open(name)) {
            Machine machine = Inventory.read(host);
            assertThat(machine.kernel().get()).hasToString("6.12");
            assertThat(machine.modules()).containsExactly("ap", "vfio_ap", "vfio_ccw", "zcrypt_cex4");
            assertThat(tool(host, "lsmod.txt").lines().map(line -> line.split("\\s+", -1)[0]))
                    .containsAll(machine.modules());
        }
    }

    private static String lscssLine(Subchannel subchannel) {
        Optional<String> type = subchannel.deviceType();
        String[] types = type.orElse("").split(" ", -1);
        StringBuilder chpids = new StringBuilder();
        for (int bit = 0, next = 0; bit < 8; bit++) {
            boolean installed = (subchannel.masks().get().pim() & 0x80 >> bit) != 0;
            chpids.append(bit == 4 ? " " : "")
                    .append(
                            installed
                                    ? "%02x"
                                            .formatted(subchannel
                                                    .chpids()
                                                    .get(next)
                                                    .id())
                                    : "00");
            next += installed ? 1 : 0;
        }
        return "%-8s %-8s  %-7s %-7s %-3s  %02x  %02x  %02x   %s"
                .formatted(
                        type.isPresent() ? subchannel.device().get().orElseThrow() : "none",
                        subchannel.id(),
                        type.isEmpty() ? "" : types.length > 1 ? types[1] : "0000/00",
                        types[0],
                        subchannel.online().get().map(on -> on ? "yes" : "").orElse(""),
                        subchannel.masks().get().pim(),
                        subchannel.masks().get().pam(),
                        subchannel.masks().get().pom(),
                        chpids)
                .strip();
    }

    private static Mask256 mask(List<String> cells, String letters) {
        return Mask256.of(IntStream.range(0, Mask256.SIZE).filter(i -> letters.contains(cells.get(i))));
    }

    private static Mask256 attribute(String definition, String name) {
        Mask256 mask = Mask256.NONE;
        Matcher matcher = Pattern.compile("\"" + name + "\": \"([^\"]*)\"").matcher(definition);
        while (matcher.find()) {
            mask = mask.with(Integer.decode(matcher.group(1)));
        }
        return mask;
    }

    private static HostAccess open(String name) {
        return Hosts.open(HostUri.parse("bundle:" + name), Optional.empty(), notice -> {});
    }

    private static String tool(HostAccess host, String file) {
        return text(host, "/cmd/" + file);
    }

    private static String text(HostAccess host, String path) {
        return host.read(path) instanceof Answer.Ok<byte[]>(byte[] bytes)
                ? new String(bytes, StandardCharsets.UTF_8)
                : "";
    }
}
