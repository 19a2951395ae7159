package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static io.zmdev.sim.host.TestHost.MATRIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.rules.KernelBehaviour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kernels of other generations than the recorded one. */
class KernelGenerationsTest {

    @Test
    void before60AMatrixIsStaticWhileItsGuestRuns() {
        TestHost host = prepared("5.15");
        host.assign(M1, "assign_adapter", "5");
        host.assign(M1, "assign_domain", "4");
        host.run("guest start " + M1);

        assertThat(host.assign(M1, "assign_adapter", "garbage")).contains(Errno.EBUSY);
        assertThat(host.assign(M1, "unassign_domain", "4")).contains(Errno.EBUSY);
        assertThat(host.assign(M1, "assign_control_domain", "4")).contains(Errno.EBUSY);
        assertThat(host.assign(M1, "remove", "1")).contains(Errno.EBUSY);
    }

    @Test
    void before60EveryQueueMustBeBoundAndOrderMatters() {
        TestHost host = prepared("5.15");

        assertThat(host.assign(M1, "assign_adapter", "3"))
                .as("bound to cex4queue")
                .contains(Errno.EADDRNOTAVAIL);
        assertThat(host.assign(M1, "assign_adapter", "9")).as("absent").contains(Errno.EADDRNOTAVAIL);
        assertThat(host.assign(M1, "assign_adapter", "5")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "9")).as("absent").contains(Errno.EADDRNOTAVAIL);
        assertThat(host.assign(M1, "assign_domain", "4")).isEmpty();
        assertThat(host.matrix(M1, "matrix")).isEqualTo("05.0004");
    }

    @Test
    void before60MasksAreNotCheckedAndNothingIsFiltered() {
        TestHost host = prepared("5.15");
        host.assign(M1, "assign_adapter", "5");
        host.assign(M1, "assign_domain", "4");

        assertThat(host.write("/sys/bus/ap/apmask", "+5")).isEmpty();
        assertThat(host.text(MATRIX + M1 + "/guest_matrix")).isEqualTo("!ENOENT");
        assertThat(host.text("/sys/bus/ap/devices/06.0004/status")).isEqualTo("!ENOENT");
    }

    @Test
    void scansCanBeWrittenFrom519On() {
        assertThat(TestHost.few("5.10").write("/sys/bus/ap/scans", "1")).contains(Errno.ENOENT);
        assertThat(TestHost.few("5.15").write("/sys/bus/ap/scans", "1")).contains(Errno.EACCES);
        assertThat(TestHost.few("5.19").write("/sys/bus/ap/scans", "1")).isEmpty();
    }

    @Test
    void kernel61LacksWhatWasRecordedToBeAbsent() {
        TestHost host = prepared("6.1");
        host.run("write /sys/bus/css/devices/0.0.0003/driver_override vfio_ccw");
        host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0003");
        host.run("write /sys/bus/css/drivers/vfio_ccw/bind 0.0.0003");

        assertThat(host.text(MATRIX + "features")).isEqualTo("!ENOENT");
        assertThat(host.text(MATRIX + M1 + "/ap_config")).isEqualTo("!ENOENT");
        assertThat(host.text("/sys/bus/ap/features")).isEqualTo("!ENOENT");
        assertThat(host.text("/sys/bus/ap/devices/card03/depth")).isEqualTo("7\n");
        assertThat(host.machine()
                        .list("/sys/bus/css/devices/0.0.0003")
                        .asOptional()
                        .orElse(List.of()))
                .contains("mdev_supported_types")
                .doesNotContain("parent");
        assertThat(host.text("/sys/devices/css0/chp0.00/speed_bps")).isEqualTo("!ENOENT");
    }

    @Test
    void pollingAttributesOf61TakeWhateverBeginsWithANumber() {
        for (String value : List.of("2", "-1", "7 ns")) {
            assertThat(TestHost.few("6.1").write("/sys/bus/ap/poll_thread", value))
                    .as(value)
                    .isEmpty();
            assertThat(TestHost.few("6.12").write("/sys/bus/ap/poll_thread", value))
                    .as(value)
                    .contains(Errno.EINVAL);
        }
        assertThat(TestHost.few("6.1").write("/sys/bus/ap/poll_timeout", "7 ns"))
                .isEmpty();
        assertThat(TestHost.few("6.1").write("/sys/bus/ap/poll_timeout", "0")).contains(Errno.EINVAL);
        assertThat(TestHost.few("6.12").write("/sys/bus/ap/poll_timeout", "7 ns"))
                .contains(Errno.EINVAL);
    }

    @Test
    void aCheckstoppedCardStaysOnlineOn61() {
        TestHost old = TestHost.few("6.1");
        TestHost recorded = TestHost.few("6.12");
        old.run("checkstop on card03");
        recorded.run("checkstop on card03");

        assertThat(old.text("/sys/bus/ap/devices/card03/online")).isEqualTo("1\n");
        assertThat(old.text("/sys/bus/ap/devices/03.0004/online")).isEqualTo("1\n");
        assertThat(recorded.text("/sys/bus/ap/devices/card03/online")).isEqualTo("0\n");
    }

    @Test
    void theApBusOf61IsPartOfTheKernelAndStays() {
        EmulatedMachine machine = TestHost.few("6.1").machine();
        for (String module : List.of("vfio_ap", "zcrypt_cex4", "zcrypt")) {
            assertThat(machine.execute(new HostOperation.Unload(module))).isEqualTo(Answer.ok(""));
        }

        assertThat(machine.execute(new HostOperation.Unload("ap"))).isEqualTo(Answer.refused(Errno.ENOENT));
        assertThat(machine.list("/sys/module/ap")).isEqualTo(Answer.ok(List.of("uevent")));
        assertThat(machine.execute(new HostOperation.Load("ap"))).isEqualTo(Answer.ok(""));
    }

    @Test
    void between60And65OnlyWhatIsAddedIsFiltered() {
        TestHost host = prepared("6.2");
        host.run("write /sys/bus/ap/drivers/vfio_ap/unbind 05.0004");
        host.assign(M1, "assign_domain", "4");
        host.assign(M1, "assign_adapter", "5");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo(".0004");

        host.assign(M1, "assign_adapter", "6");

        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 06.0004");
    }

    @Test
    void before612ACheckstoppedCardIsLostByTheNextFiltering() {
        TestHost host = prepared("6.10");
        host.assign(M1, "assign_adapter", "5");
        host.assign(M1, "assign_domain", "4");
        host.run("checkstop on card05");
        host.run("guest start " + M1);

        host.assign(M1, "assign_domain", "6");

        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo(".0004 .0006");
    }

    @Test
    void noInstanceLeftIsEusersFrom61OnAndEpermBefore() {
        String create = "/sys/bus/css/devices/0.0.0003/mdev_supported_types/vfio_ccw-io/create";
        for (String kernel : List.of("6.0", "6.1")) {
            TestHost host = TestHost.few(kernel);
            host.run("write /sys/bus/css/devices/0.0.0003/driver_override vfio_ccw");
            host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0003");
            host.run("write /sys/bus/css/drivers/vfio_ccw/bind 0.0.0003");
            host.run("write " + create + " " + M1);

            assertThat(host.write(create, TestHost.M2))
                    .as(kernel)
                    .contains(kernel.equals("6.0") ? Errno.EPERM : Errno.EUSERS);
        }
    }

    @Test
    void from619AnOverriddenQueueIsFreeWhileTheMasksAreAllOnes() {
        TestHost host = TestHost.few("6.19");
        host.create(M1);
        host.run("write /sys/bus/ap/devices/05.0004/driver_override vfio_ap");
        assertThat(host.driver("05.0004"))
                .as("an override alone rebinds nothing")
                .isEqualTo("cex4queue");
        host.run("write /sys/bus/ap/drivers/cex4queue/unbind 05.0004");
        host.run("write /sys/bus/ap/drivers_probe 05.0004");

        assertThat(host.driver("05.0004")).isEqualTo("vfio_ap");
        assertThat(host.assign(M1, "assign_adapter", "5")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "4")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "5")).contains(Errno.EADDRNOTAVAIL);
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004");
    }

    @Test
    void from619MasksAndOverridesExcludeEachOther() {
        TestHost host = TestHost.few("6.19");
        host.run("write /sys/bus/ap/devices/05.0004/driver_override vfio_ap");
        assertThat(host.write("/sys/bus/ap/apmask", "-5")).contains(Errno.EINVAL);
        assertThat(host.text("/sys/bus/ap/devices/05.0004/driver_override")).isEqualTo("vfio_ap\n");

        host.run("write /sys/bus/ap/devices/05.0004/driver_override \\n");
        assertThat(host.text("/sys/bus/ap/devices/05.0004/driver_override")).isEqualTo("\n");
        assertThat(host.write("/sys/bus/ap/apmask", "-5")).isEmpty();
        assertThat(host.write("/sys/bus/ap/devices/05.0004/driver_override", "vfio_ap"))
                .contains(Errno.EINVAL);

        host.run("write /sys/bus/ap/apmask +5");
        assertThat(host.write("/sys/bus/ap/devices/05.0004/driver_override", "vfio_ap"))
                .isEmpty();
    }

    @Test
    void from619AMaskIsCheckedAgainstAllDomains() {
        for (String kernel : List.of("6.12", "6.19")) {
            TestHost host = prepared(kernel);
            host.run("write /sys/bus/ap/aqmask -4");
            host.assign(M1, "assign_adapter", "5");
            host.assign(M1, "assign_domain", "4");

            assertThat(host.write("/sys/bus/ap/apmask", "+5").isPresent())
                    .as(kernel)
                    .isEqualTo(kernel.equals("6.19"));
        }
    }

    @Test
    void everyGenerationHasItsOwnAttributesOfAMediatedDevice() {
        Map<String, List<String>> added = Map.of(
                "5.15", List.of(),
                "6.0", List.of("guest_matrix"),
                "6.1", List.of("guest_matrix"),
                "6.10", List.of("guest_matrix", "ap_config"),
                "6.12", List.of("guest_matrix", "ap_config"),
                "6.14", List.of("guest_matrix", "ap_config"),
                "6.19", List.of("guest_matrix", "ap_config"));
        added.forEach((kernel, attributes) -> {
            List<String> names =
                    prepared(kernel).machine().list(MATRIX + M1).asOptional().orElseThrow();

            assertThat(names)
                    .as(kernel)
                    .contains("assign_adapter", "matrix", "control_domains", "remove")
                    .containsAll(attributes);
            assertThat(names.stream().filter(List.of("guest_matrix", "ap_config")::contains))
                    .as(kernel)
                    .containsExactlyInAnyOrderElementsOf(attributes);
        });
    }

    @Test
    void everyGenerationHasItsOwnAttributesOfTheBusesAndDevices() {
        for (String kernel :
                List.of("5.10", "5.15", "6.0", "6.1", "6.2", "6.5", "6.10", "6.12", "6.14", "6.19", "7.0")) {
            TestHost host = prepared(kernel);
            KernelVersion version = KernelVersion.parse(kernel);

            assertThat(host.text("/sys/bus/ap/bindings").startsWith("!"))
                    .as(kernel)
                    .isEqualTo(!version.atLeast(5, 15));
            assertThat(host.text("/sys/bus/ap/features").startsWith("!"))
                    .as(kernel)
                    .isEqualTo(!version.atLeast(6, 5));
            assertThat(host.text(MATRIX + "features").startsWith("!"))
                    .as(kernel)
                    .isEqualTo(!version.atLeast(6, 12));
            assertThat(host.text("/sys/bus/ap/devices/05.0004/status").startsWith("!"))
                    .as(kernel)
                    .isEqualTo(!version.atLeast(6, 0));
            assertThat(host.text("/sys/bus/ap/devices/05.0004/driver_override").startsWith("!"))
                    .as(kernel)
                    .isEqualTo(!version.atLeast(6, 19));
            assertThat(host.text("/sys/bus/ap/bindings_complete_count").startsWith("!"))
                    .as(kernel)
                    .isEqualTo(!version.atLeast(7, 0));
        }
    }

    @Test
    void aMatrixEndsInTheMiddleOfALineWhereThePageEnds() {
        for (String kernel : List.of("6.12", "6.14")) {
            TestHost host = prepared(kernel);
            host.run("write /sys/bus/ap/apmask -0-255");
            host.assign(M1, "ap_config", "0xff,0x" + "f".repeat(21) + "8,0\n");

            assertThat(host.text(MATRIX + M1 + "/matrix"))
                    .as(kernel)
                    .hasSize(511 * 8 + 7)
                    .doesNotEndWith("\n");
        }
    }

    @Test
    void onlyTheRecordedKernelIsVerified() {
        assertThat(KernelBehaviour.Evidence.of(KernelVersion.parse("6.12.117")).text())
                .isEqualTo("recorded");
        for (String kernel : List.of("5.15", "6.0", "6.1", "6.10", "6.11", "6.14", "6.19", "7.0")) {
            assertThat(KernelBehaviour.Evidence.of(KernelVersion.parse(kernel)).text())
                    .as(kernel)
                    .isEqualTo("from source, unverified");
        }
    }

    private static TestHost prepared(String kernel) {
        TestHost host = TestHost.few(kernel);
        host.run("write /sys/bus/ap/apmask -5,-6");
        host.create(M1);
        return host;
    }
}
