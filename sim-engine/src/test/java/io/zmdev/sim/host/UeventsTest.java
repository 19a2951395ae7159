package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.Errno;
import io.zmdev.model.host.HostOperation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The messages to udev that tools wait for. */
class UeventsTest {

    @Test
    void aBootedMachineAnnouncesItsScanItsBindingsAndItsParent() {
        List<Uevent> uevents = TestHost.few().machine().takeUevents();

        assertThat(uevents)
                .contains(
                        new Uevent(Uevent.Action.CHANGE, "/devices/ap", Map.of("SUBSYSTEM", "ap", "INITSCAN", "done")),
                        new Uevent(
                                Uevent.Action.CHANGE,
                                "/devices/ap",
                                Map.of("SUBSYSTEM", "ap", "BINDINGS", "complete", "COMPLETECOUNT", "1")))
                .anySatisfy(uevent -> assertThat(uevent)
                        .isEqualTo(new Uevent(
                                Uevent.Action.CHANGE,
                                "/devices/vfio_ap/matrix",
                                Map.of("SUBSYSTEM", "matrix", "DRIVER", "vfio_ap", "MDEV_STATE", "registered"))));
    }

    @Test
    void aChangedMaskIsAnnouncedAfterTheQueuesWereRebound() {
        TestHost host = TestHost.few();
        host.machine().takeUevents();

        host.run("write /sys/bus/ap/apmask -5");
        List<Uevent> uevents = host.machine().takeUevents();

        assertThat(uevents).hasSize(5);
        assertThat(uevents.getFirst().action()).isEqualTo(Uevent.Action.UNBIND);
        assertThat(uevents.getLast().properties())
                .containsEntry("APMASK", "0xfbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\n");

        host.run("write /sys/bus/ap/apmask -5");
        assertThat(host.machine().takeUevents()).as("nothing changed").isEmpty();
    }

    @Test
    void anOnlineWriteIsAnnouncedForTheCardAndItsQueues() {
        TestHost host = TestHost.few();
        host.machine().takeUevents();

        host.run("write /sys/bus/ap/devices/card03/online 0");

        assertThat(host.machine().takeUevents())
                .extracting(Uevent::devpath)
                .containsExactly("/devices/ap/card03", "/devices/ap/card03/03.0004", "/devices/ap/card03/03.0006");
    }

    @Test
    void aConfiguredOffCardIsAnnounced() {
        TestHost host = TestHost.few();
        host.machine().takeUevents();

        host.run("configure off card03");

        assertThat(host.machine().takeUevents())
                .filteredOn(uevent -> uevent.properties().containsKey("CONFIG"))
                .hasSize(3)
                .allSatisfy(uevent -> assertThat(uevent.properties()).containsEntry("CONFIG", "0"));
    }

    @Test
    void theStreamIsThatOfTheRecordedMachine() {
        EmulatedMachine machine = new EmulatedMachine(Recordings.host("few"));
        machine.takeUevents();

        for (HostOperation operation : SysfsScript.parse("few.sysfs", Recordings.ueventScript("few"))) {
            assertThat(machine.execute(operation).isOk())
                    .as(SysfsScript.format(operation))
                    .isTrue();
        }

        assertThat(machine.takeUevents()).extracting(Uevent::line).containsExactlyElementsOf(Recordings.uevents("few"));
    }

    @Test
    void bindingsAreCompleteAgainWhenNewQueuesAreBoundNotAtEveryScan() {
        TestHost host = TestHost.few();
        host.machine().takeUevents();

        host.run("write /sys/bus/ap/scans 1");
        assertThat(host.machine().takeUevents()).isEmpty();

        host.run("hotplug domain.0008");
        assertThat(host.machine().takeUevents().getLast().properties()).containsEntry("COMPLETECOUNT", "2");
    }

    @Test
    void theVfioDeviceGoesAtOnceAndItsGroupWithTheGuest() {
        TestHost host = TestHost.few();
        host.create(M1);
        host.run("guest start " + M1);
        host.machine().takeUevents();

        host.assign(M1, "remove", "1");
        assertThat(host.machine().takeUevents())
                .extracting(Uevent::line)
                .containsExactly("remove /devices/vfio_ap/matrix/" + M1 + "/vfio-dev/vfio0 SUBSYSTEM=vfio-dev");
        assertThat(host.machine().list("/sys/class/vfio-dev").asOptional()).contains(List.of());
        assertThat(host.machine().list("/sys/kernel/iommu_groups").asOptional()).contains(List.of("0"));

        host.run("guest stop " + M1);
        assertThat(host.machine().takeUevents())
                .extracting(Uevent::action)
                .containsExactly(Uevent.Action.REMOVE, Uevent.Action.UNBIND, Uevent.Action.REMOVE);
        assertThat(host.machine().list("/sys/kernel/iommu_groups").asOptional()).contains(List.of());
    }

    @Test
    void aWrittenUeventIsSent() {
        TestHost host = TestHost.few();
        host.machine().takeUevents();

        assertThat(host.write("/sys/bus/ap/uevent", "add")).isEmpty();
        assertThat(host.write("/sys/bus/ap/devices/card03/uevent", "change\n")).isEmpty();
        assertThat(host.write("/sys/bus/ap/uevent", "adding")).contains(Errno.EINVAL);
        assertThat(host.write("/sys/bus/ap/uevent", "\n")).contains(Errno.EINVAL);
        assertThat(host.write("/sys/bus/ap/uevent", "add " + M1 + " A=1")).isEmpty();
        assertThat(host.write("/sys/bus/ap/uevent", "add x")).contains(Errno.EINVAL);

        List<Uevent> uevents = host.machine().takeUevents();
        assertThat(uevents).hasSize(3);
        assertThat(uevents.get(1).properties()).containsEntry("SYNTH_UUID", "0").containsEntry("DRIVER", "cex4card");
        assertThat(uevents.get(2).properties()).containsEntry("SYNTH_ARG_A", "1");
    }
}
