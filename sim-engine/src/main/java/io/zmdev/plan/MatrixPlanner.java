package io.zmdev.plan;

import static io.zmdev.plan.Expectation.Content;
import static io.zmdev.plan.Expectation.Directory;
import static io.zmdev.plan.Expectation.Missing;
import static io.zmdev.plan.Expectation.Target;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.HostOperation.Load;
import io.zmdev.model.host.HostOperation.Unload;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.HostOwnership;
import io.zmdev.rules.MaskWrites;
import io.zmdev.rules.MatrixWrites;
import io.zmdev.rules.QueueBinding;
import io.zmdev.rules.QueueOwnership;
import io.zmdev.rules.Situation;
import io.zmdev.rules.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The AP part of a plan. The steps are asked for in the order of the methods; masks and queue drivers are followed from step to
 * step.
 */
final class MatrixPlanner {

    private static final String MODULE = QueueBinding.VFIO_AP;
    private static final String DRIVER = SysfsPath.AP_BUS + "/drivers/vfio_ap";

    private final Machine observed;
    private final Situation present;
    private final Situation wanted;
    private final Configuration desired;
    private final MatrixWrites writes;
    private final List<DesiredDevice.Matrix> devices;
    private final Map<MdevUuid, ApMatrix> assigned = new LinkedHashMap<>();
    private final List<Queue> queues;
    private final SortedMap<Apqn, Optional<String>> drivers = new TreeMap<>();
    private final Fingerprint fingerprint;
    private HostOwnership before = new HostOwnership(Mask256.ALL, Mask256.ALL);
    private HostOwnership end = before;
    private HostOwnership ownership = before;

    /** @throws ZmdevException HOST_UNREADABLE, CONFLICT */
    MatrixPlanner(Machine observed, Configuration desired, Fingerprint fingerprint) {
        this.observed = observed;
        this.present = Situation.of(Configuration.empty(desired.name()), observed);
        this.wanted = Situation.of(desired, observed);
        this.desired = desired;
        this.fingerprint = fingerprint;
        this.writes = MatrixWrites.on(observed);
        this.devices = desired.mediatedDevices().stream()
                .filter(DesiredDevice.Matrix.class::isInstance)
                .map(DesiredDevice.Matrix.class::cast)
                .toList();
        this.queues = observed.ap().map(ApBus::queues).orElse(List.of());
        if (!devices.isEmpty() || !desired.masks().equals(MaskRequest.UNCHANGED)) {
            observe();
        }
    }

    private void observe() {
        ApBus bus = observed.ap()
                .orElseThrow(() -> new ZmdevException(
                        ErrorCode.CONFLICT,
                        observed.name() + " has no AP bus; take the crypto part out of " + desired.name()));
        before = new HostOwnership(
                fingerprint.need(bus.apmask(), mask -> new Content(SysfsPath.APMASK, mask.toHex())),
                fingerprint.need(bus.aqmask(), mask -> new Content(SysfsPath.AQMASK, mask.toHex())));
        ownership = before;
        end = new HostOwnership(
                desired.masks().apmaskFrom(before.apmask()), desired.masks().aqmaskFrom(before.aqmask()));
        for (MediatedDevice device : observed.mediatedDevices()) {
            if (device instanceof MediatedDevice.Matrix matrix) {
                assigned.put(matrix.uuid(), assignedOf(matrix));
            }
        }
    }

    /** Devices that are not listed count too: what they hold nobody else can get. */
    private ApMatrix assignedOf(MediatedDevice.Matrix device) {
        return switch (device.assigned()) {
            case Observed.Known<ApMatrix>(ApMatrix matrix) -> {
                shows(device.uuid(), matrix).forEach(fingerprint::add);
                yield matrix;
            }
            case Observed.Unknown<ApMatrix>(String path, String reason) -> throw Fingerprint.unknown(path, reason);
        };
    }

    List<Step> removals() {
        List<Step> steps = new ArrayList<>();
        for (DesiredDevice.Matrix device : devices) {
            ApMatrix matrix = assigned.get(device.uuid());
            if (device.state() == State.ABSENT && matrix != null) {
                steps.add(new Step(
                        "%s: remove its matrix device %s".formatted(device.name(), device.uuid()),
                        shows(device.uuid(), matrix),
                        List.of(remove(device)),
                        recreation(device, matrix),
                        List.of(new Missing(SysfsPath.mediatedDevice(device.uuid()))),
                        guests(device)));
            }
        }
        return steps;
    }

    /** What no longer belongs to a device leaves it before anybody else takes it. */
    List<Step> quietShrinks() {
        return shrinks(present, device -> !isLive(device));
    }

    /** Running guests give up what the host's drivers get back, and all else that they lose with it. */
    List<Step> shrinksBeforeMasks() {
        return masksGiveBack() ? shrinks(present, this::isLive) : List.of();
    }

    /** What running guests lose to nobody but other guests waits until all else is done. */
    List<Step> shrinksAfterMasks() {
        return masksGiveBack() ? List.of() : shrinks(wanted, this::isLive);
    }

    /** @param situation the masks and drivers that hold when the writes are made */
    private List<Step> shrinks(Situation situation, Predicate<DesiredDevice.Matrix> which) {
        List<Step> steps = new ArrayList<>();
        for (DesiredDevice.Matrix device : devices) {
            ApMatrix matrix = assigned.get(device.uuid());
            if (device.state() == State.PRESENT && matrix != null && which.test(device)) {
                steps.addAll(assignments(situation, device, matrix, matrix.intersection(device.matrix())));
            }
        }
        return steps;
    }

    private boolean masksGiveBack() {
        return MaskWrites.changes(before, end).stream()
                .anyMatch(change -> !change.to().minus(change.from()).isEmpty());
    }

    /** Whether a running guest has the device at this moment. */
    private boolean isLive(DesiredDevice.Matrix device) {
        return assigned.containsKey(device.uuid()) && runningGuest(device).isPresent();
    }

    private Optional<String> runningGuest(DesiredDevice device) {
        return observed.guestOf(device.uuid()).filter(Guest::running).map(Guest::name);
    }

    /** Whether it wants a queue that a running guest has or shall have: such devices keep their order. */
    private boolean waitsForLive(DesiredDevice.Matrix device) {
        return devices.stream()
                .filter(other -> isLive(other) && !other.uuid().equals(device.uuid()))
                .anyMatch(other -> Stream.of(assigned.getOrDefault(other.uuid(), ApMatrix.EMPTY), other.matrix())
                        .anyMatch(matrix -> matrix.intersection(device.matrix()).queueCount() > 0));
    }

    /** The masks, each queue going to the driver that they give it to. */
    List<Step> maskChanges() {
        return MaskWrites.changes(before, end).stream().map(this::maskChange).toList();
    }

    private Step maskChange(MaskWrites.Change change) {
        String path = change.write().path();
        List<Expectation> conditions =
                new ArrayList<>(List.of(new Content(path, change.from().toHex())));
        List<Expectation> after =
                new ArrayList<>(List.of(new Content(path, change.to().toHex())));
        List<Apqn> rebound = new ArrayList<>();
        QueueOwnership now = QueueOwnership.of(change.before(), queues);
        QueueOwnership then = QueueOwnership.of(change.after(), queues);
        for (Queue queue : queues) {
            Apqn apqn = queue.apqn();
            if (hasNoDriver(queue) || now.owns(apqn) != then.owns(apqn)) {
                Optional<String> driver = driver(queue);
                Optional<String> revised = QueueBinding.revised(driver, then.owns(apqn), observed.modules());
                if (driver.isPresent()) {
                    conditions.add(bound(apqn, driver));
                    if (!revised.equals(driver)) {
                        rebound.add(apqn);
                    }
                }
                after.add(bound(apqn, revised));
                drivers.put(apqn, revised);
            }
        }
        ownership = change.after();
        Step step = new Step(
                sentence(change), conditions, List.of(change.write()), List.of(change.inverse()), after, List.of());
        return rebound.isEmpty() ? step : step.disturbing(zeroized(step, rebound));
    }

    private List<Disturbance> zeroized(Step step, List<Apqn> rebound) {
        String what = Wording.queues(rebound)
                + (rebound.size() == 1
                        ? " changes its driver and is zeroized"
                        : " change their driver and are zeroized");
        return Stream.concat(
                        Stream.of(new Disturbance(Disturbance.Kind.ZEROIZED, what)),
                        observed.ap().stream().flatMap(bus -> ZeroizedKeys.of(step, bus).stream()))
                .toList();
    }

    /** Such a queue may get a driver by any write of a mask, and no write takes it away again. */
    private static boolean hasNoDriver(Queue queue) {
        return queue.driver().map(Optional::isEmpty).orElse(false);
    }

    private static String sentence(MaskWrites.Change change) {
        String what = change.isApmask() ? "adapters" : "domains";
        String format = change.isApmask() ? "%02x" : "%04x";
        Mask256 freed = change.from().minus(change.to());
        Mask256 reserved = change.to().minus(change.from());
        return freed.isEmpty()
                ? "Give %s %s back to the host's drivers".formatted(what, Ids.text(format, reserved))
                : "Free %s %s from the host's drivers".formatted(what, Ids.text(format, freed));
    }

    private Optional<String> driver(Queue queue) {
        return drivers.computeIfAbsent(
                queue.apqn(), apqn -> fingerprint.need(queue.driver(), name -> bound(apqn, name)));
    }

    private static Expectation bound(Apqn apqn, Optional<String> driver) {
        String path = SysfsPath.queue(apqn) + "/driver";
        return driver.<Expectation>map(name -> new Target(path, name)).orElseGet(() -> new Missing(path));
    }

    /** vfio_ap comes after the masks, so that it takes the freed queues at once. */
    List<Step> moduleLoad() {
        boolean needed = devices.stream().anyMatch(device -> device.state() == State.PRESENT);
        if (!needed || observed.modules().contains(MODULE)) {
            return List.of();
        }
        fingerprint.add(new Missing(DRIVER));
        List<Expectation> after = new ArrayList<>(List.of(new Directory(DRIVER)));
        QueueOwnership owned = QueueOwnership.of(ownership, queues);
        queues.stream()
                .map(Queue::apqn)
                .filter(apqn -> !owned.owns(apqn))
                .forEach(apqn -> after.add(new Target(SysfsPath.queue(apqn) + "/driver", MODULE)));
        return List.of(new Step(
                "Load the module vfio_ap",
                List.of(new Missing(DRIVER)),
                List.of(new Load(MODULE)),
                List.of(new Unload(MODULE)),
                after,
                List.of()));
    }

    /** Devices that no running guest has, and that wait for none. */
    List<Step> quietGrowths() {
        return growths(device -> !isLive(device) && !waitsForLive(device));
    }

    /** Devices of running guests, and those that get what running guests gave up. */
    List<Step> otherGrowths() {
        return growths(device -> isLive(device) || waitsForLive(device));
    }

    private List<Step> growths(Predicate<DesiredDevice.Matrix> which) {
        List<Step> steps = new ArrayList<>();
        for (DesiredDevice.Matrix device : devices) {
            if (device.state() == State.PRESENT && which.test(device)) {
                ApMatrix matrix = assigned.get(device.uuid());
                if (matrix == null) {
                    steps.add(creation(device));
                    steps.addAll(assignments(wanted, device, ApMatrix.EMPTY, device.matrix()));
                } else {
                    steps.addAll(assignments(wanted, device, matrix.intersection(device.matrix()), device.matrix()));
                }
            }
        }
        return steps;
    }

    private Step creation(DesiredDevice.Matrix device) {
        String path = SysfsPath.mediatedDevice(device.uuid());
        return new Step(
                "%s: create matrix device %s".formatted(device.name(), device.uuid()),
                List.of(new Missing(path)),
                List.of(create(device)),
                List.of(remove(device)),
                List.of(new Target(path, device.uuid().text())),
                guests(device));
    }

    /** @param situation the masks and drivers that hold when the writes are made */
    private List<Step> assignments(Situation situation, DesiredDevice.Matrix device, ApMatrix from, ApMatrix to) {
        return writes.changes(device.uuid(), from, to).stream()
                .map(change -> new Step(
                        device.name() + ": " + Ids.difference(change.before(), change.after()),
                        shows(device.uuid(), change.before()),
                        List.of(change.write()),
                        List.of(change.inverse()),
                        Stream.concat(
                                        shows(device.uuid(), change.after()).stream(),
                                        guestMatrix(situation, device.uuid(), change).stream())
                                .toList(),
                        guests(device),
                        disturbances(situation, device, change)))
                .toList();
    }

    private List<Disturbance> disturbances(
            Situation situation, DesiredDevice.Matrix device, MatrixWrites.Change change) {
        return runningGuest(device)
                .filter(guest -> assigned.containsKey(device.uuid()))
                .map(guest -> {
                    ApMatrix has = situation.guestView(change.before()).guest();
                    ApMatrix gets = situation.guestView(change.after()).guest();
                    List<Apqn> lost =
                            has.queues().filter(queue -> !gets.contains(queue)).toList();
                    return new Disturbance(
                            Disturbance.Kind.RUNNING_GUEST,
                            guest
                                    + (lost.isEmpty()
                                            ? " has its devices changed while it runs, and loses no queue"
                                            : " loses %s while it runs".formatted(Wording.queues(lost))));
                })
                .stream()
                .toList();
    }

    /** What the guest gets is read back too, as far as it can be told and a reader gets all of it. */
    private static Optional<Expectation> guestMatrix(Situation situation, MdevUuid uuid, MatrixWrites.Change change) {
        return situation
                .guestMatrixAfter(change)
                .filter(guest -> guest.queueCount() < MatrixAttributes.LINES_OF_A_PAGE)
                .map(guest -> MatrixAttributes.guest(uuid, guest));
    }

    private List<Expectation> shows(MdevUuid uuid, ApMatrix matrix) {
        return MatrixAttributes.assigned(writes, uuid, matrix);
    }

    /** What brings a removed device back. */
    private List<HostOperation> recreation(DesiredDevice.Matrix device, ApMatrix matrix) {
        Stream<HostOperation> fill =
                writes.changes(device.uuid(), ApMatrix.EMPTY, matrix).stream().map(MatrixWrites.Change::write);
        return Stream.concat(Stream.of(create(device)), fill).toList();
    }

    private List<String> guests(DesiredDevice device) {
        return Planner.guests(observed, desired, device);
    }

    private static HostOperation create(DesiredDevice device) {
        return new Write(SysfsPath.MATRIX_TYPE + "/create", device.uuid().text());
    }

    private static HostOperation remove(DesiredDevice device) {
        return new Write(SysfsPath.matrixDevice(device.uuid()) + "/remove", "1");
    }
}
