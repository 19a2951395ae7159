package io.zmdev.plan;

import static io.zmdev.plan.Expectation.Content;
import static io.zmdev.plan.Expectation.Directory;
import static io.zmdev.plan.Expectation.Missing;
import static io.zmdev.plan.Expectation.Target;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
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
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.QueueOwnership;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The AP part of a plan. The steps are asked for in the order of the methods; masks and queue drivers are followed from step to
 * step.
 */
final class MatrixPlanner {

    private static final String MODULE = "vfio_ap";
    private static final String DRIVER = SysfsPath.AP_BUS + "/drivers/vfio_ap";
    private static final String HOST_MODULE = "zcrypt_cex4";
    private static final String HOST_DRIVER = "cex4queue";

    private final Machine observed;
    private final Configuration desired;
    private final MatrixAttributes attributes;
    private final List<DesiredDevice.Matrix> devices;
    private final Map<MdevUuid, ApMatrix> assigned = new LinkedHashMap<>();
    private final List<Queue> queues;
    private final SortedMap<Apqn, Optional<String>> drivers = new TreeMap<>();
    private final Fingerprint fingerprint;
    private HostOwnership ownership = new HostOwnership(Mask256.ALL, Mask256.ALL);

    /** @throws ZmdevException HOST_UNREADABLE, CONFLICT */
    MatrixPlanner(Machine observed, Configuration desired, Fingerprint fingerprint) {
        this.observed = observed;
        this.desired = desired;
        this.fingerprint = fingerprint;
        this.attributes = observed.kernel().map(KernelBehaviour.AP_CONFIG::in).orElse(false)
                ? MatrixAttributes.AP_CONFIG
                : MatrixAttributes.ASSIGN;
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
        ownership = new HostOwnership(
                fingerprint.need(bus.apmask(), mask -> new Content(SysfsPath.APMASK, mask.toHex())),
                fingerprint.need(bus.aqmask(), mask -> new Content(SysfsPath.AQMASK, mask.toHex())));
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
                attributes.shows(device.uuid(), matrix).forEach(fingerprint::add);
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
                Planner.checkUnused(observed, device);
                steps.add(new Step(
                        "%s: remove its matrix device %s".formatted(device.name(), device.uuid()),
                        attributes.shows(device.uuid(), matrix),
                        List.of(remove(device)),
                        Stream.concat(Stream.of(create(device)), attributes.fill(device.uuid(), matrix))
                                .toList(),
                        List.of(new Missing(SysfsPath.mediatedDevice(device.uuid()))),
                        guests(device)));
            }
        }
        return steps;
    }

    /** What no longer belongs to a device leaves it before anybody else takes it. */
    List<Step> shrinks() {
        List<Step> steps = new ArrayList<>();
        for (DesiredDevice.Matrix device : devices) {
            ApMatrix matrix = assigned.get(device.uuid());
            if (device.state() == State.PRESENT && matrix != null) {
                steps.addAll(assignments(device, matrix, matrix.intersection(device.matrix())));
            }
        }
        return steps;
    }

    /** Bits that go first, bits that come after: between the two no queue has two owners. */
    List<Step> maskChanges() {
        Mask256 apmask = desired.masks().apmaskFrom(ownership.apmask());
        Mask256 aqmask = desired.masks().aqmaskFrom(ownership.aqmask());
        List<Step> steps = new ArrayList<>();
        changeApmask(ownership.apmask().and(apmask)).ifPresent(steps::add);
        changeAqmask(ownership.aqmask().and(aqmask)).ifPresent(steps::add);
        changeApmask(apmask).ifPresent(steps::add);
        changeAqmask(aqmask).ifPresent(steps::add);
        return steps;
    }

    private Optional<Step> changeApmask(Mask256 mask) {
        return changeMask(
                "adapters",
                "%02x",
                SysfsPath.APMASK,
                ownership.apmask(),
                mask,
                new HostOwnership(mask, ownership.aqmask()));
    }

    private Optional<Step> changeAqmask(Mask256 mask) {
        return changeMask(
                "domains",
                "%04x",
                SysfsPath.AQMASK,
                ownership.aqmask(),
                mask,
                new HostOwnership(ownership.apmask(), mask));
    }

    private Optional<Step> changeMask(
            String what, String format, String path, Mask256 from, Mask256 to, HostOwnership next) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        List<Expectation> before = new ArrayList<>(List.of(new Content(path, from.toHex())));
        List<Expectation> after = new ArrayList<>(List.of(new Content(path, to.toHex())));
        QueueOwnership now = QueueOwnership.of(ownership, queues);
        QueueOwnership then = QueueOwnership.of(next, queues);
        queues.stream()
                .filter(queue -> now.owns(queue.apqn()) != then.owns(queue.apqn()))
                .forEach(queue -> {
                    Apqn apqn = queue.apqn();
                    before.add(bound(apqn, driver(queue)));
                    drivers.put(apqn, driverOf(then.owns(apqn)));
                    after.add(bound(apqn, driver(queue)));
                });
        ownership = next;
        Mask256 freed = from.minus(to);
        Mask256 reserved = to.minus(from);
        String sentence = freed.isEmpty()
                ? "Give %s %s back to the host's drivers".formatted(what, Ids.text(format, reserved))
                : "Free %s %s from the host's drivers".formatted(what, Ids.text(format, freed));
        return Optional.of(new Step(
                sentence,
                before,
                List.of(new Write(path, to.toHex())),
                List.of(new Write(path, from.toHex())),
                after,
                List.of()));
    }

    /** The driver that the bus binds a queue to once it is probed again. */
    private Optional<String> driverOf(boolean reserved) {
        if (reserved) {
            return Optional.of(HOST_DRIVER).filter(name -> observed.modules().contains(HOST_MODULE));
        }
        return Optional.of(MODULE).filter(name -> observed.modules().contains(MODULE));
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

    List<Step> growths() {
        List<Step> steps = new ArrayList<>();
        for (DesiredDevice.Matrix device : devices) {
            if (device.state() == State.PRESENT) {
                ApMatrix matrix = assigned.get(device.uuid());
                if (matrix == null) {
                    steps.add(creation(device));
                    steps.addAll(assignments(device, ApMatrix.EMPTY, device.matrix()));
                } else {
                    steps.addAll(assignments(device, matrix.intersection(device.matrix()), device.matrix()));
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

    private List<Step> assignments(DesiredDevice.Matrix device, ApMatrix from, ApMatrix to) {
        return attributes.changes(device.uuid(), from, to).stream()
                .map(change -> new Step(
                        device.name() + ": " + Ids.difference(change.before(), change.after()),
                        attributes.shows(device.uuid(), change.before()),
                        List.of(change.operation()),
                        List.of(change.inverse()),
                        attributes.shows(device.uuid(), change.after()),
                        guests(device)))
                .toList();
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
