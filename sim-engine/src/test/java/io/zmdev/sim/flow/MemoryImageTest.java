package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.ScenarioDocument;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryImageTest {

    private final Scenario scenario = ScenarioDocument.builtIn("sense-id").ofProgram();
    private final MemoryImage image = MemoryImage.of(scenario);

    /** Memory as somebody keeps it who loads the image. */
    private final Map<Long, byte[]> pages = new TreeMap<>();

    private byte[] page(long at) {
        return pages.computeIfAbsent(at, a -> new byte[MemoryImage.PAGE]);
    }

    @Test
    void onlyPagesThatHoldSomethingAreLoaded() {
        image.forEachPage(pages::put);

        assertThat(pages).containsOnlyKeys(0x1000L);
        assertThat(page(0x1000)).startsWith(0xe4, 0x20, 0x00, 0x10, 0x00, 0x00, 0x20, 0x00);
    }

    @Test
    void whatWasLoadedIsNoChange() {
        image.forEachPage(pages::put);

        assertThat(image.changes(this::page)).isEmpty();
    }

    @Test
    void bytesThatDifferAreChangesAcrossPagesToo() {
        image.forEachPage(pages::put);
        page(0x2000)[0xfff] = 1;
        page(0x3000)[0] = 2;
        page(0x1000)[2] = 3;

        assertThat(image.changes(this::page))
                .satisfiesExactly(
                        change -> {
                            assertThat(change.at()).isEqualTo(0x1002);
                            assertThat(change.bytes()).containsExactly(3);
                        },
                        change -> {
                            assertThat(change.at()).isEqualTo(0x2fff);
                            assertThat(change.bytes()).containsExactly(1, 2);
                        });
    }
}
