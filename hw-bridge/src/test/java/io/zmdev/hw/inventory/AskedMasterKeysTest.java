package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.testbed.EmulatedLinux;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading {@code mkvps} is a request to a card: only the cards that matter are asked, and nothing else of a machine changes by it. */
class AskedMasterKeysTest {

    private static final Mask256 ASKED = Mask256.of(0x05);

    @Test
    void onlyTheCardsThatAreAskedTellTheirMasterKeys() {
        try (HostAccess host = Hosts.open(HostUri.parse("sim:lpar42"), Optional.empty(), notice -> {})) {
            assertOnlyTheAskedAnswer(host);
        }
    }

    @Test
    @Tag("slow")
    void theSameThroughAShell(@TempDir Path folder) throws IOException, InterruptedException {
        try (EmulatedLinux linux = EmulatedLinux.boot("lpar42", folder)) {
            assertOnlyTheAskedAnswer(linux.host(linux.shell("sh")));
        }
    }

    private static void assertOnlyTheAskedAnswer(HostAccess host) {
        Map<Apqn, Queue> all = queues(host, Mask256.ALL);
        Map<Apqn, Queue> some = queues(host, ASKED);
        Map<Apqn, Queue> none = queues(host, Mask256.NONE);
        assertThat(all.values())
                .extracting(Queue::masterKeys)
                .allMatch(Observed::isKnown)
                .anyMatch(keys -> keys.get().isPresent());
        assertThat(some.keySet()).isEqualTo(all.keySet()).anyMatch(AskedMasterKeysTest::isAsked);
        assertThat(none.keySet()).isEqualTo(all.keySet());
        all.forEach((apqn, queue) -> {
            assertThat(some.get(apqn)).isEqualTo(isAsked(apqn) ? queue : withoutKeys(queue));
            assertThat(none.get(apqn)).isEqualTo(withoutKeys(queue));
        });
    }

    private static boolean isAsked(Apqn apqn) {
        return ASKED.contains(apqn.adapter().value());
    }

    private static Queue withoutKeys(Queue queue) {
        return new Queue(
                queue.apqn(),
                queue.driver(),
                queue.driverOverride(),
                queue.online(),
                Observed.unknown("/sys/bus/ap/devices/" + queue.apqn() + "/mkvps", "the card was not asked"),
                queue.secureBinding(),
                queue.recordedKeys());
    }

    private static Map<Apqn, Queue> queues(HostAccess host, Mask256 asked) {
        return Inventory.read(host, asked).ap().orElseThrow().queues().stream()
                .collect(Collectors.toMap(Queue::apqn, queue -> queue));
    }
}
