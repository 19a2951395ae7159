package io.zmdev.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.HostOperation.Load;
import io.zmdev.model.host.HostOperation.Unload;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final MdevUuid ONE = new MdevUuid("c0ffee01-1111-4111-8111-000000000001");
    private static final MdevUuid TWO = new MdevUuid("c0ffee02-1111-4111-8111-000000000002");
    private static final MdevUuid THREE = new MdevUuid("c0ffee03-1111-4111-8111-000000000003");
    private static final SubchannelId DASD = SubchannelId.parse("0.0.0313");
    private static final String MATRIX_ONE = SysfsPath.matrixDevice(ONE);

    private KernelVersion kernel = new KernelVersion(6, 12);
    private SortedSet<String> modules = new TreeSet<>(List.of("ap", "zcrypt_cex4", "vfio_ap", "vfio_ccw"));
    private Observed<Mask256> apmask = Observed.known(Mask256.ALL);
    private List<MediatedDevice> devices = List.of();
    private List<Guest> guests = List.of();
    private Optional<Boolean> apConfig = Optional.empty();
    private Optional<Boolean> online = Optional.of(false);
    private Observed<Optional<String>> keys = Observed.known(Optional.empty());

    private Machine machine() {
        List<Queue> queues = new ArrayList<>();
        for (int adapter : new int[] {3, 5, 6}) {
            for (int domain : new int[] {4, 6}) {
                boolean host = apmask.orElse(Mask256.ALL).contains(adapter);
                queues.add(new Queue(
                        Apqn.of(adapter, domain),
                        Observed.known(Optional.of(host ? "cex4queue" : "vfio_ap")),
                        Optional.empty(),
                        Observed.known(Optional.empty()),
                        keys));
            }
        }
        ApBus ap = new ApBus(
                255,
                255,
                Observed.known(Mask256.of(3, 5, 6)),
                Observed.known(Mask256.of(4, 6)),
                Observed.known(Mask256.of(4, 6)),
                apmask,
                Observed.known(Mask256.ALL),
                List.of(),
                queues);
        Subchannel subchannel = new Subchannel(
                DASD,
                Observed.known(Optional.of(DeviceNumber.parse("0.0.2b09"))),
                Observed.known(Optional.of("io_subchannel")),
                Optional.empty(),
                List.of(ChpId.parse("0.40")),
                Observed.known(new PathMasks(0x80, 0x80, 0xff)),
                Optional.of("3990/e9 3390/0c"),
                Observed.known(online));
        return new Machine(
                "lab",
                Observed.known(kernel),
                modules,
                Optional.of(ap),
                new ChannelSubsystem(List.of(), List.of(subchannel)),
                devices,
                guests,
                apConfig,
                List.of());
    }

    private static Configuration configuration(DesiredDevice... devices) {
        return new Configuration("test", MaskRequest.UNCHANGED, List.of(devices), List.of());
    }

    private static Configuration freeing(Mask256 adapters, DesiredDevice... devices) {
        return configuration(devices)
                .withMasks(new MaskRequest(
                        adapters, Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty()));
    }

    private static DesiredDevice matrix(MdevUuid uuid, ApMatrix matrix) {
        return new DesiredDevice.Matrix(uuid, "g" + uuid.text().charAt(7), true, State.PRESENT, matrix);
    }

    private static DesiredDevice absent(MdevUuid uuid) {
        return new DesiredDevice.Matrix(uuid, "g" + uuid.text().charAt(7), true, State.ABSENT, ApMatrix.EMPTY);
    }

    private static DesiredDevice disk() {
        return new DesiredDevice.Ccw(TWO, "disk", true, State.PRESENT, DASD, Optional.empty());
    }

    private static MediatedDevice active(MdevUuid uuid, ApMatrix matrix) {
        return new MediatedDevice.Matrix(uuid, Observed.known(matrix), Observed.known(matrix));
    }

    private static ApMatrix product(Mask256 adapters, Mask256 domains) {
        return new ApMatrix(adapters, domains, Mask256.NONE);
    }

    private Plan plan(Configuration configuration) {
        return Planner.plan(machine(), configuration);
    }

    private static List<String> what(Plan plan) {
        return plan.steps().stream().map(Step::what).toList();
    }

    private static void assertRefused(
            ErrorCode code, String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(code);
    }

    @Test
    void whatIsNotListedIsNotTouched() {
        devices = List.of(active(ONE, product(Mask256.of(5), Mask256.of(4))));
        assertThat(plan(configuration()).isEmpty()).isTrue();
    }

    @Test
    void whatIsAsAskedNeedsNoStep() {
        apmask = Observed.known(Mask256.ALL.without(5));
        ApMatrix matrix = product(Mask256.of(5), Mask256.of(4));
        devices = List.of(active(ONE, matrix));
        assertThat(plan(freeing(Mask256.of(5), matrix(ONE, matrix))).isEmpty()).isTrue();
    }

    @Test
    void queuesAreFreedBeforeADeviceIsMadeAndFilled() {
        Plan plan =
                plan(freeing(Mask256.of(5), matrix(ONE, new ApMatrix(Mask256.of(5), Mask256.of(4, 6), Mask256.of(4)))));
        assertThat(what(plan))
                .containsExactly(
                        "Free adapters 05 from the host's drivers",
                        "g1: create matrix device " + ONE,
                        "g1: assign adapter 05, domains 0004, 0006, control domain 0004");
        Step free = plan.steps().getFirst();
        assertThat(free.operations())
                .containsExactly(
                        new Write(SysfsPath.APMASK, Mask256.ALL.without(5).toHex()));
        assertThat(free.inverse()).containsExactly(new Write(SysfsPath.APMASK, Mask256.ALL.toHex()));
        assertThat(free.readBack())
                .contains(
                        new Expectation.Target("/sys/bus/ap/devices/05.0004/driver", "vfio_ap"),
                        new Expectation.Target("/sys/bus/ap/devices/05.0006/driver", "vfio_ap"));
        assertThat(free.preconditions())
                .contains(new Expectation.Target("/sys/bus/ap/devices/05.0004/driver", "cex4queue"));
    }

    @Test
    void aQueueLeavesOneDeviceBeforeItComesToAnother() {
        apmask = Observed.known(Mask256.ALL.minus(Mask256.of(5, 6)));
        devices = List.of(
                active(ONE, product(Mask256.of(5, 6), Mask256.of(4))),
                active(TWO, product(Mask256.of(5), Mask256.of(6))));
        Plan plan = plan(configuration(
                matrix(TWO, product(Mask256.of(5, 6), Mask256.of(6, 4))),
                matrix(ONE, product(Mask256.of(), Mask256.of(4)))));
        assertThat(what(plan)).containsExactly("g1: unassign adapters 05, 06", "g2: assign adapter 06, domain 0004");
    }

    @Test
    void bitsGoBackToTheHostOnlyWhenReservedAndAfterTheDevicesShrank() {
        apmask = Observed.known(Mask256.ALL.minus(Mask256.of(5, 6)));
        devices = List.of(active(ONE, product(Mask256.of(5, 6), Mask256.of(4))));
        MaskRequest request = new MaskRequest(
                Mask256.of(3), Mask256.NONE, Mask256.of(6), Mask256.NONE, Optional.empty(), Optional.empty());
        Plan plan = plan(configuration(matrix(ONE, product(Mask256.of(5), Mask256.of(4))))
                .withMasks(request));
        assertThat(what(plan))
                .containsExactly(
                        "g1: unassign adapter 06",
                        "Free adapters 03 from the host's drivers",
                        "Give adapters 06 back to the host's drivers");
    }

    @Test
    void anAbsentDeviceIsRemovedAndCouldBeMadeAgain() {
        ApMatrix matrix = new ApMatrix(Mask256.of(5), Mask256.of(4), Mask256.of(6));
        devices = List.of(active(ONE, matrix));
        Step step = plan(configuration(absent(ONE))).steps().getFirst();
        assertThat(step.operations()).containsExactly(new Write(MATRIX_ONE + "/remove", "1"));
        assertThat(step.inverse().getFirst()).isEqualTo(new Write(SysfsPath.MATRIX_TYPE + "/create", ONE.text()));
        assertThat(step.inverse().getLast())
                .isEqualTo(new Write(
                        MATRIX_ONE + "/ap_config",
                        Mask256.of(5).toHex() + "," + Mask256.of(4).toHex() + ","
                                + Mask256.of(6).toHex()));
        assertThat(plan(configuration(absent(TWO))).isEmpty()).isTrue();
    }

    @Test
    void theDeviceThatIsThereTellsWhetherTheKernelHasApConfig() {
        Configuration configuration = configuration(matrix(ONE, product(Mask256.of(5), Mask256.of(4))));
        apmask = Observed.known(Mask256.ALL.minus(Mask256.of(5)));
        devices = List.of(active(ONE, ApMatrix.EMPTY));
        kernel = new KernelVersion(5, 14);
        apConfig = Optional.of(true);
        assertThat(plan(configuration).steps().getFirst().operations().toString())
                .contains("/ap_config");
        kernel = new KernelVersion(6, 12);
        apConfig = Optional.of(false);
        assertThat(plan(configuration).steps().getFirst().operations().toString())
                .contains("/assign_adapter");
    }

    @Test
    void aDeviceOfARunningGuestIsNotRemoved() {
        devices = List.of(active(ONE, ApMatrix.EMPTY));
        guests = List.of(new Guest("web1", true, List.of(ONE)));
        assertRefused(ErrorCode.CONFLICT, "web1 runs with it", () -> plan(configuration(absent(ONE))));
    }

    @Test
    void aRunningGuestChangesLastAndWhatItLosesIsNamed() {
        apmask = Observed.known(Mask256.ALL.minus(Mask256.of(3, 5, 6)));
        devices = List.of(active(ONE, product(Mask256.of(5, 6), Mask256.of(4))));
        guests = List.of(new Guest("web1", true, List.of(ONE)));

        Plan plan = plan(configuration(
                matrix(ONE, product(Mask256.of(5), Mask256.of(4))),
                matrix(TWO, product(Mask256.of(3), Mask256.of(4))),
                matrix(THREE, product(Mask256.of(6), Mask256.of(4)))));

        assertThat(plan.steps().stream().map(Step::what))
                .containsExactly(
                        "g2: create matrix device " + TWO,
                        "g2: assign adapter 03, domain 0004",
                        "g1: unassign adapter 06",
                        "g3: create matrix device " + THREE,
                        "g3: assign adapter 06, domain 0004");
        assertThat(plan.losses()).containsExactly("web1 loses 06.0004 while it runs");
    }

    @Test
    void aRunningGuestGivesUpBeforeTheMasksWhatTheHostGetsBack() {
        apmask = Observed.known(Mask256.ALL.minus(Mask256.of(5, 6)));
        devices = List.of(active(ONE, product(Mask256.of(5, 6), Mask256.of(4))));
        guests = List.of(new Guest("web1", true, List.of(ONE)));

        Plan plan = plan(configuration(matrix(ONE, product(Mask256.of(5), Mask256.of(4))))
                .withMasks(new MaskRequest(
                        Mask256.NONE, Mask256.NONE, Mask256.of(6), Mask256.NONE, Optional.empty(), Optional.empty())));

        assertThat(plan.steps().stream().map(Step::what))
                .containsExactly("g1: unassign adapter 06", "Give adapters 06 back to the host's drivers");
        assertThat(plan.steps().getLast().disturbances())
                .containsExactly(new Disturbance(
                        Disturbance.Kind.ZEROIZED, "06.0004 and 06.0006 change their driver and are zeroized"));
    }

    @Test
    void queuesThatLeaveTheHostAreLossesUnlessTheyAreKnownToHoldNoKeys() {
        Configuration freeing = configuration(matrix(ONE, product(Mask256.of(5, 6), Mask256.of(4))))
                .withMasks(new MaskRequest(
                        Mask256.of(5, 6),
                        Mask256.NONE,
                        Mask256.NONE,
                        Mask256.NONE,
                        Optional.empty(),
                        Optional.empty()));
        Plan plan = plan(freeing);
        assertThat(plan.losses())
                .containsExactly(
                        "05.0004, 05.0006 leave the host's drivers and are zeroized, and nobody can tell whether master keys"
                                + " are set there",
                        "06.0004, 06.0006 leave the host's drivers and are zeroized, and nobody can tell whether master keys"
                                + " are set there");
        keys = Observed.known(Optional.of("WK CUR: invalid -\nWK NEW: empty -"));
        Plan quiet = plan(freeing);
        assertThat(quiet.losses()).isEmpty();
        assertThat(ZeroizedKeys.of(quiet, machine())).isEmpty();
        keys = Observed.known(Optional.of("WK CUR: valid 0xaa\nWK NEW: empty -"));
        assertThat(ZeroizedKeys.of(quiet, machine()))
                .as("keys that were set since the plan was made")
                .contains("05.0004, 05.0006 leave the host's drivers and are zeroized, with master keys (WK CUR)");
    }

    @Test
    void aKernelWithoutApConfigGetsOnePrefixedIdInEachWrite() {
        kernel = new KernelVersion(6, 8);
        apmask = Observed.known(Mask256.ALL.minus(Mask256.of(5, 6)));
        devices = List.of(active(ONE, product(Mask256.of(5), Mask256.of(4))));
        Plan plan = plan(configuration(matrix(ONE, new ApMatrix(Mask256.of(6), Mask256.of(4), Mask256.of(71)))));
        assertThat(plan.steps().stream().map(step -> step.operations().getFirst()))
                .containsExactly(
                        new Write(MATRIX_ONE + "/unassign_adapter", "0x05"),
                        new Write(MATRIX_ONE + "/assign_adapter", "0x06"),
                        new Write(MATRIX_ONE + "/assign_control_domain", "0x0047"));
        assertThat(plan.steps().getFirst().readBack())
                .contains(new Expectation.Content(MATRIX_ONE + "/matrix", ".0004"));
    }

    @Test
    void whatTheGuestGetsIsReadBackToo() {
        Plan plan = plan(freeing(Mask256.of(5), matrix(ONE, product(Mask256.of(5, 9), Mask256.of(4)))));
        assertThat(plan.steps().getLast().readBack())
                .as("adapter 09 is not in the LPAR")
                .contains(new Expectation.Content(MATRIX_ONE + "/guest_matrix", "05.0004"));
    }

    @Test
    void aKernelThatFiltersOnlyWhatIsNewIsNotAskedWhatTheGuestGets() {
        kernel = new KernelVersion(6, 2);
        Plan plan = plan(freeing(Mask256.of(5), matrix(ONE, product(Mask256.of(5), Mask256.of(4)))));
        assertThat(plan.steps())
                .flatExtracting(Step::readBack)
                .extracting(Expectation::path)
                .doesNotContain(MATRIX_ONE + "/guest_matrix");
    }

    @Test
    void vfioApIsLoadedAfterTheMasksWhenItIsMissing() {
        modules = new TreeSet<>(List.of("ap", "zcrypt_cex4"));
        Plan plan = plan(freeing(Mask256.of(5), matrix(ONE, product(Mask256.of(5), Mask256.of(4)))));
        Step load = plan.steps().get(1);
        assertThat(load.operations()).containsExactly(new Load("vfio_ap"));
        assertThat(load.inverse()).containsExactly(new Unload("vfio_ap"));
        assertThat(load.readBack()).contains(new Expectation.Target("/sys/bus/ap/devices/05.0004/driver", "vfio_ap"));
        assertThat(plan.steps().getFirst().readBack())
                .contains(new Expectation.Missing("/sys/bus/ap/devices/05.0004/driver"));
    }

    @Test
    void aSubchannelGoesToVfioCcwByItsOverride() {
        online = Optional.of(true);
        Plan plan = plan(configuration(disk()));
        assertThat(what(plan))
                .containsExactly(
                        "disk: set device 0.0.2b09 offline in the host",
                        "disk: set driver_override of subchannel 0.0.0313 to vfio_ccw",
                        "disk: unbind subchannel 0.0.0313 from io_subchannel",
                        "disk: bind subchannel 0.0.0313 to vfio_ccw",
                        "disk: create the device " + TWO + " of subchannel 0.0.0313");
        assertThat(plan.steps().get(2).inverse())
                .as("the override must be gone before io_subchannel may bind")
                .containsExactly(
                        new Write("/sys/bus/css/devices/0.0.0313/driver_override", "\n"),
                        new Write("/sys/bus/css/drivers/io_subchannel/bind", "0.0.0313"));
    }

    @Test
    void anUnknownMaskIsNoReasonToGuess() {
        apmask = Observed.unknown(SysfsPath.APMASK, "Permission denied");
        assertRefused(
                ErrorCode.HOST_UNREADABLE,
                "/sys/bus/ap/apmask (Permission denied)",
                () -> plan(configuration(matrix(ONE, ApMatrix.EMPTY))));
        assertThat(plan(configuration(disk())).isEmpty())
                .as("it does not matter for a disk")
                .isFalse();
    }

    @Test
    void anUnknownMatrixOfAnotherDeviceIsNotFree() {
        devices = List.of(new MediatedDevice.Matrix(
                TWO, Observed.unknown("/x/ap_config", "Input/output error"), Observed.unknown("/x", "?")));
        assertRefused(
                ErrorCode.HOST_UNREADABLE, "/x/ap_config", () -> plan(configuration(matrix(ONE, ApMatrix.EMPTY))));
    }

    @Test
    void aVirtualMatrixDeviceCannotBePlanned() {
        DesiredDevice virtual = new DesiredDevice.VirtualMatrix(
                ONE, "v", true, State.PRESENT, "random", new VirtualMapping(new TreeMap<>(), new TreeMap<>()));
        assertRefused(ErrorCode.UNSUPPORTED, "no kernel implements one", () -> plan(configuration(virtual)));
    }

    @Test
    void theFingerprintHoldsEveryDeviceAndBothMasks() {
        devices = List.of(active(ONE, product(Mask256.of(5), Mask256.of(4))));
        assertThat(plan(freeing(Mask256.of(6))).fingerprint())
                .contains(
                        new Expectation.Names(SysfsPath.MDEV_DEVICES, List.of(ONE.text())),
                        new Expectation.Content(SysfsPath.APMASK, Mask256.ALL.toHex()),
                        new Expectation.Content(SysfsPath.AQMASK, Mask256.ALL.toHex()),
                        new Expectation.Target("/sys/bus/ap/devices/06.0004/driver", "cex4queue"))
                .anyMatch(expectation -> expectation.path().equals(MATRIX_ONE + "/ap_config"));
    }
}
