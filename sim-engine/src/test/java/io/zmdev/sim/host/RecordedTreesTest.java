package io.zmdev.sim.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file and link of the emulated tree, against whole trees of the real machine with mediated devices. Left out of the
 * recordings are request counts, the number of scans, what block, hwrng and console drivers add, and the classes of VFIO.
 */
class RecordedTreesTest {

    private static final List<String> ROOTS = List.of("/sys/bus", "/sys/class", "/sys/devices");
    private static final String VOLATILE =
            ".*/(request_count|scans|virtio[01]|virtio[01]/.*)|/sys/(class/vfio(-dev)?|devices/virtual)/.*";

    @ParameterizedTest
    @ValueSource(strings = {"few", "gaps", "many"})
    void showsTheFilesAndLinksOfTheRealMachine(String name) {
        EmulatedMachine machine = new EmulatedMachine(Recordings.host(name));
        for (HostOperation operation : SysfsScript.parse(name, Recordings.treeSetup(name))) {
            assertThat(machine.execute(operation).isOk())
                    .as(SysfsScript.format(operation))
                    .isTrue();
        }

        Map<String, String> shown = new TreeMap<>();
        ROOTS.forEach(root -> collect(machine, root, shown));
        shown.keySet().removeIf(path -> path.matches(VOLATILE));

        Map<String, String> recorded = Recordings.tree(name);
        List<String> differences = Stream.concat(shown.keySet().stream(), recorded.keySet().stream())
                .distinct()
                .filter(path -> !Objects.equals(shown.get(path), recorded.get(path)))
                .map(path -> "%s: recorded %s, shown %s".formatted(path, recorded.get(path), shown.get(path)))
                .toList();
        assertThat(recorded).hasSizeGreaterThan(400);
        assertThat(differences).isEmpty();
    }

    /** Adds what every file and link below a directory shows, as the recording tells it. */
    private static void collect(EmulatedMachine machine, String directory, Map<String, String> shown) {
        for (String child : machine.list(directory).asOptional().orElseThrow()) {
            String path = directory + "/" + child;
            switch (machine.link(path)) {
                case Answer.Ok<String>(String target) -> shown.put(path, "link\t" + target);
                case Answer.Refused<String> notALink -> {
                    switch (machine.read(path)) {
                        case Answer.Ok<byte[]>(byte[] bytes) ->
                            shown.put(path, "text\t" + new String(bytes, StandardCharsets.ISO_8859_1));
                        case Answer.Refused<byte[]>(Errno errno)
                        when errno == Errno.EISDIR -> collect(machine, path, shown);
                        case Answer.Refused<byte[]>(Errno errno) -> shown.put(path, "errno\t" + errno);
                    }
                }
            }
        }
    }
}
