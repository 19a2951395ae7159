package io.zmdev.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.io.HostDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomCasesTest {

    private static HostDefinition host(long seed) {
        return HostDocument.parse("seed " + seed, RandomHost.document("h", seed).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSameSeedGivesTheSameCase() {
        assertThat(RandomHost.document("h", 7)).isEqualTo(RandomHost.document("h", 7));
        assertThat(RandomApScript.of(7, host(7), 30)).isEqualTo(RandomApScript.of(7, host(7), 30));
        assertThat(RandomCssScript.of(7, host(7), 30)).isEqualTo(RandomCssScript.of(7, host(7), 30));
        assertThat(RandomChannelProgram.document("p", 7, DeviceModel.TN3270))
                .isEqualTo(RandomChannelProgram.document("p", 7, DeviceModel.TN3270));
    }

    @Test
    void everyMachineHasTheSubchannelsOfTheLabFirst() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(host(seed).css().subchannels().subList(0, 2))
                    .as("seed %d", seed)
                    .extracting(subchannel -> subchannel.model())
                    .containsExactly(DeviceModel.VIRTIO_BLK, DeviceModel.VIRTIO_9P);
        }
    }

    @Test
    void scriptsReadBackAsTheyWereMade() {
        for (long seed = 0; seed < 200; seed++) {
            assertReadsBack(seed, RandomApScript.of(seed, host(seed), 20));
            assertReadsBack(seed, RandomCssScript.of(seed, host(seed), 20));
        }
    }

    private static void assertReadsBack(long seed, List<HostOperation> script) {
        String text = script.stream().map(SysfsScript::format).collect(Collectors.joining("\n"));
        assertThat(SysfsScript.parse("seed " + seed, text)).as("seed %d", seed).isEqualTo(script);
    }

    @Test
    void channelProgramsAreScenarios() {
        IntStream.range(0, 300)
                .forEach(seed -> ScenarioDocument.parse(
                        "seed " + seed,
                        RandomChannelProgram.document("p", seed, DeviceModel.VIRTIO_RNG)
                                .getBytes(StandardCharsets.UTF_8)));
    }
}
