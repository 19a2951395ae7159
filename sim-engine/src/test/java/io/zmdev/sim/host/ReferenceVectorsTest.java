package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static io.zmdev.sim.host.TestHost.M2;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.CardDefinition;
import io.zmdev.model.host.HostDefinition.MatrixType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of the vfio-ap reference, written into the files of an emulated machine: adapters 5 and 6, domains 4, 0x47, 0xab. */
class ReferenceVectorsTest {

    private static final String APMASK = "/sys/bus/ap/apmask";
    private static final String AQMASK = "/sys/bus/ap/aqmask";

    private final TestHost host = machine("6.12");

    @ParameterizedTest
    @CsvSource({
        "'-5,-6', 0xf9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "'-4,-0x47,-0xab,-0xff', 0xf7fffffffffffffffeffffffffffffffffffffffffeffffffffffffffffffffe",
        "0x41, 0x4100000000000000000000000000000000000000000000000000000000000000",
        "41, 0x4100000000000000000000000000000000000000000000000000000000000000",
        "0x1, 0x1000000000000000000000000000000000000000000000000000000000000000",
        "'\n', 0x0000000000000000000000000000000000000000000000000000000000000000",
        "0x, 0x0000000000000000000000000000000000000000000000000000000000000000",
        "'-0-255,+0x10-0x1f', 0x0000ffff00000000000000000000000000000000000000000000000000000000"
    })
    void bothMasksTakeWhatTheKernelTakes(String text, String mask) {
        for (String file : List.of(APMASK, AQMASK)) {
            assertThat(host.write(file, text)).isEmpty();
            assertThat(host.text(file)).isEqualTo(mask + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+1+2, 0x6000000000000000000000000000000000000000000000000000000000000000",
        "'+1,,+2', 0x6000000000000000000000000000000000000000000000000000000000000000",
        "+010, 0x0080000000000000000000000000000000000000000000000000000000000000"
    })
    void separatorsAreOptionalAndALeadingZeroIsOctal(String text, String mask) {
        host.run("write " + APMASK + " \\n");

        assertThat(host.write(APMASK, text)).isEmpty();
        assertThat(host.text(APMASK)).isEqualTo(mask + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1,2", "+1, +2", "+256", "+5-3", "+1-", "0X41", "0xff ", "tooLong"})
    void bothMasksRefuseTheRestAndStayAsTheyWere(String text) {
        String value = text.equals("tooLong") ? "f".repeat(65) : text;
        for (String file : List.of(APMASK, AQMASK)) {
            assertThat(host.write(file, value)).contains(Errno.EINVAL);
            assertThat(host.text(file)).isEqualTo("0x" + "f".repeat(64) + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 05", "0x05, 05", "010, 08", "+7, 07", "'5\n', 05"})
    void anIdIsReadInThreeBases(String text, String adapter) {
        host.create(M1);

        assertThat(host.assign(M1, "assign_adapter", text)).isEmpty();
        assertThat(host.matrix(M1, "matrix")).isEqualTo(adapter + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "' 5', EINVAL",
        "'5 ', EINVAL",
        "'5,6', EINVAL",
        "5-6, EINVAL",
        "-1, EINVAL",
        "0xg, EINVAL",
        "'\n', EINVAL",
        "18446744073709551616, ERANGE",
        "256, ENODEV"
    })
    void whatIsNoIdIsRefused(String text, Errno errno) {
        host.create(M1);

        for (String attribute : List.of("assign_adapter", "assign_domain", "assign_control_domain")) {
            assertThat(host.assign(M1, attribute, text)).as(attribute).contains(errno);
        }
    }

    @Test
    void theConfigurationIsWrittenAndShownInThreeMasks() {
        String config = "0x0600000000000000000000000000000000000000000000000000000000000000,"
                + "0x0800000000000000000000000000000000000000001000000000000000000000,"
                + "0x0800000000000000000000000000000000000000001000000000000000000000\n";
        free();

        assertThat(host.assign(M1, "ap_config", config)).isEmpty();

        assertThat(host.text(TestHost.MATRIX + M1 + "/ap_config")).isEqualTo(config);
        assertThat(host.text(TestHost.MATRIX + M1 + "/matrix")).isEqualTo("05.0004\n05.00ab\n06.0004\n06.00ab\n");
        assertThat(host.text(TestHost.MATRIX + M1 + "/control_domains")).isEqualTo("0004\n00ab\n");
    }

    @Test
    void anUnfinishedMatrixShowsOneKindOnly() {
        free();
        assertThat(host.text(TestHost.MATRIX + M1 + "/matrix")).isEmpty();

        assign(M1, "assign_adapter", "5", "6");
        assign(M2, "assign_domain", "4", "0xab");

        assertThat(host.text(TestHost.MATRIX + M1 + "/matrix")).isEqualTo("05.\n06.\n");
        assertThat(host.text(TestHost.MATRIX + M2 + "/matrix")).isEqualTo(".0004\n.00ab\n");
    }

    @Test
    void oneUnboundQueueTakesItsAdapterFromTheGuestUntilAllIsFilteredAnew() {
        free();
        host.run("write /sys/bus/ap/drivers/vfio_ap/unbind 06.00ab");
        assign(M1, "assign_adapter", "5", "6", "9");
        assign(M1, "assign_domain", "4", "0xab", "0xfe");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 05.00ab");

        assign(M1, "unassign_domain", "0xab");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004");

        host.assign(M1, "ap_config", host.text(TestHost.MATRIX + M1 + "/ap_config"));
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 06.0004");
    }

    @Test
    void twoDevicesShareNoQueue() {
        free();
        assign(M1, "assign_adapter", "5", "6");
        assign(M1, "assign_domain", "4");

        assertThat(host.assign(M2, "assign_adapter", "5")).isEmpty();
        assertThat(host.assign(M2, "assign_domain", "4")).contains(Errno.EADDRINUSE);
        assertThat(host.assign(M2, "assign_domain", "5")).isEmpty();
        assertThat(host.assign(M2, "assign_adapter", "6")).isEmpty();
    }

    @Test
    void anAdapterOfTheHostIsNoticedOnceADomainIsThere() {
        free();
        assertThat(host.assign(M1, "assign_adapter", "7")).isEmpty();
        assertThat(host.assign(M1, "unassign_adapter", "7")).isEmpty();
        assertThat(host.assign(M1, "assign_adapter", "5")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "0x47")).isEmpty();
        assertThat(host.assign(M1, "assign_adapter", "7")).contains(Errno.EADDRNOTAVAIL);
        assertThat(host.write(APMASK, "+5")).contains(Errno.EBUSY);
    }

    @Test
    void anOverrideFreesOneQueueAndExcludesTheMasks() {
        TestHost newest = machine("6.19");
        newest.create(M1);
        newest.run("write /sys/bus/ap/devices/05.0004/driver_override vfio_ap");
        newest.run("write /sys/bus/ap/drivers/cex4queue/unbind 05.0004");
        newest.run("write /sys/bus/ap/drivers_probe 05.0004");

        assertThat(newest.assign(M1, "assign_adapter", "5")).isEmpty();
        assertThat(newest.assign(M1, "assign_domain", "4")).isEmpty();
        assertThat(newest.assign(M1, "assign_domain", "5")).contains(Errno.EADDRNOTAVAIL);
        assertThat(newest.write(APMASK, "-5")).contains(Errno.EINVAL);
    }

    /** Frees adapters 5 and 6 and makes two devices. */
    private void free() {
        host.run("write " + APMASK + " -5,-6,-9");
        host.create(M1);
        host.create(M2);
    }

    private void assign(String uuid, String attribute, String... ids) {
        for (String id : ids) {
            assertThat(host.assign(uuid, attribute, id))
                    .as(attribute + " " + id)
                    .isEmpty();
        }
    }

    private static TestHost machine(String kernel) {
        return new TestHost(new HostDefinition(
                "reference",
                KernelVersion.parse(kernel),
                MatrixType.PASSTHROUGH,
                Optional.of(new HostDefinition.Ap(
                        true,
                        255,
                        255,
                        Stream.of(5, 6)
                                .map(id -> new CardDefinition(
                                        new AdapterId(id), CardType.parse("CEX8P"), true, false, true))
                                .toList(),
                        Mask256.of(4, 0x47, 0xab),
                        Mask256.of(4, 0x47, 0xab),
                        List.of(),
                        Mask256.ALL,
                        Mask256.ALL,
                        false)),
                HostDefinition.Css.EMPTY,
                List.of(),
                List.of("vfio_ap")));
    }
}
