package io.zmdev.hw.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRunObstacleTest {

    private static Optional<String> obstacle(String scenario) {
        return LiveRun.obstacle(ScenarioDocument.builtIn(scenario).ofProgram());
    }

    @Test
    void whatOnlyRegionsAndEventfdsNeedsRuns() {
        assertThat(obstacle("sense-id")).isEmpty();
        assertThat(obstacle("halt-idle")).isEmpty();
        assertThat(obstacle("sense-id-regions")).isEmpty();
    }

    @Test
    void whatNoProgramCanAskForIsRefusedWithItsReason() {
        assertThat(obstacle("transport-ioctl")).contains("no kernel has the transport ioctl");
        assertThat(obstacle("path-gone")).contains("the driver has no region for the request 'path'");
        assertThat(obstacle("racing-program")).contains("a real device makes faults of its own alone");
        assertThat(obstacle("emulated-beside-passed-through"))
                .contains("it has more than one device that is passed through");
    }

    @Test
    void aKernelWithoutFtraceIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> TracingInstance.open(
                        folder.resolve("tracing"), SubchannelId.parse("0.0.0003"), TracingInstance.Detail.EVENTS))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("the kernel's trace cannot be used")
                .satisfies(e -> assertThat(((ZmdevException) e).code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThat(Files.exists(folder.resolve("tracing"))).isFalse();
    }
}
