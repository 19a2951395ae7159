package io.zmdev.sim.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How paths are resolved. */
class PathsTest {

    private final TestHost host = TestHost.few();

    @ParameterizedTest
    @CsvSource({
        "/sys/bus/ap/devices/05.0004/../card05/type",
        "/sys//bus/./ap/devices/card05/type",
        "sys/bus/ap/devices/card05/type",
        "/../sys/devices/ap/card05/05.0004/../type",
        "/sys/bus/ap/drivers/cex4card/card05/driver/card05/type"
    })
    void followsLinksDotsAndSlashes(String path) {
        String type = path.contains("05.0004/../card05") ? "!ENOENT" : "CEX8P\n";

        assertThat(host.text(path)).as("a link's parent is that of its target").isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ENOENT",
        "/, EISDIR",
        "/sys/, EISDIR",
        "/nothing, ENOENT",
        "/sys/bus/ap/apmask/, ENOTDIR",
        "/sys/bus/ap/apmask/x, ENOTDIR",
        "/sys/bus/ap/apmask/.., ENOTDIR",
        "/sys/bus/ap/devices/card05/driver/, EISDIR"
    })
    void refusesToRead(String path, Errno errno) {
        assertThat(host.machine().read(path).refusal()).contains(errno);
    }

    @Test
    void refusesNamesAndPathsThatAreTooLong() {
        assertThat(host.machine().read("/sys/" + "x".repeat(255)).refusal()).contains(Errno.ENOENT);
        assertThat(host.machine().read("/sys/" + "x".repeat(256)).refusal()).contains(Errno.ENAMETOOLONG);
        assertThat(host.machine().read("/sys" + "/.".repeat(2100)).refusal()).contains(Errno.ENAMETOOLONG);
        assertThat(host.machine().read("/sys/bus\0/ap").refusal()).contains(Errno.ENOENT);
    }

    @Test
    void aSlashBehindALinkFollowsIt() {
        assertThat(host.machine().link("/sys/bus/ap/devices/card05").isOk()).isTrue();
        assertThat(host.machine().link("/sys/bus/ap/devices/card05/").refusal()).contains(Errno.EINVAL);
        assertThat(host.machine().list("/sys/bus/ap/devices/card05/").isOk()).isTrue();
    }

    @Test
    void aLinkIsRelativeToWhereItIsEvenBehindAnotherLink() {
        assertThat(host.machine().link("/sys/bus/ap/devices/05.0004/driver").asOptional())
                .contains("../../../../bus/ap/drivers/cex4queue");
    }
}
