package io.zmdev.plan;

import static io.zmdev.plan.Expectation.Content;
import static io.zmdev.plan.Expectation.Directory;
import static io.zmdev.plan.Expectation.Missing;
import static io.zmdev.plan.Expectation.Target;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.HostOperation.Load;
import io.zmdev.model.host.HostOperation.Unload;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The channel I/O part of a plan (reference vfio-ccw sections 5.2, 5.3). */
final class CcwPlanner {

    private static final String MODULE = "vfio_ccw";
    private static final String DRIVER = SysfsPath.CSS_DRIVERS + "/vfio_ccw";

    /** What {@code driver_override} of a subchannel reads while none is set. */
    private static final String NO_OVERRIDE = "(null)";

    private final Machine observed;
    private final Configuration desired;
    private final Fingerprint fingerprint;
    private final List<DesiredDevice.Ccw> devices;

    CcwPlanner(Machine observed, Configuration desired, Fingerprint fingerprint) {
        this.observed = observed;
        this.desired = desired;
        this.fingerprint = fingerprint;
        this.devices = desired.mediatedDevices().stream()
                .filter(DesiredDevice.Ccw.class::isInstance)
                .map(DesiredDevice.Ccw.class::cast)
                .toList();
    }

    /** The subchannel stays with vfio_ccw: nothing goes back to the host's drivers unasked. */
    List<Step> removals() {
        List<Step> steps = new ArrayList<>();
        for (DesiredDevice.Ccw device : devices) {
            if (device.state() == State.ABSENT && exists(device)) {
                steps.add(new Step(
                        "%s: remove the device %s of subchannel %s"
                                .formatted(device.name(), device.uuid(), device.subchannel()),
                        List.of(present(device)),
                        List.of(remove(device)),
                        List.of(create(device)),
                        List.of(absent(device)),
                        guests(device)));
            }
        }
        return steps;
    }

    /** @throws ZmdevException HOST_UNREADABLE, CONFLICT */
    List<Step> creations() {
        List<DesiredDevice.Ccw> missing = devices.stream()
                .filter(device -> device.state() == State.PRESENT && !exists(device))
                .toList();
        List<Step> steps = new ArrayList<>();
        if (!missing.isEmpty() && !observed.modules().contains(MODULE)) {
            steps.add(moduleLoad());
        }
        missing.forEach(device -> {
            steps.addAll(take(device));
            steps.add(creation(device));
        });
        return steps;
    }

    private Step moduleLoad() {
        fingerprint.add(new Missing(DRIVER));
        return new Step(
                "Load the module vfio_ccw",
                List.of(new Missing(DRIVER)),
                List.of(new Load(MODULE)),
                List.of(new Unload(MODULE)),
                List.of(new Directory(DRIVER)),
                List.of());
    }

    /** The steps that bring a subchannel from its driver to vfio_ccw. */
    private List<Step> take(DesiredDevice.Ccw device) {
        Subchannel subchannel = observed.css()
                .subchannel(device.subchannel())
                .orElseThrow(() -> new ZmdevException(
                        ErrorCode.CONFLICT,
                        "%s asks for subchannel %s, which %s does not have"
                                .formatted(device.name(), device.subchannel(), observed.name())));
        String path = SysfsPath.subchannel(subchannel.id());
        Optional<String> driver = fingerprint.need(subchannel.driver(), name -> driver(path, name));
        if (driver.equals(Optional.of(MODULE))) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        Optional<DeviceNumber> number =
                fingerprint.need(subchannel.device(), n -> new Content(path + "/dev_busid", deviceText(n)));
        number.flatMap(n -> offline(device, subchannel, n))
                .map(step -> step.disturbing(losses(subchannel)))
                .ifPresent(steps::add);
        Content override = new Content(
                path + "/driver_override", subchannel.driverOverride().orElse(NO_OVERRIDE));
        fingerprint.add(override);
        Content taken = new Content(path + "/driver_override", MODULE);
        HostOperation restore =
                new Write(path + "/driver_override", subchannel.driverOverride().orElse("\n"));
        if (!override.equals(taken)) {
            steps.add(step(
                    device,
                    "set driver_override of subchannel " + subchannel.id() + " to vfio_ccw",
                    List.of(override),
                    new Write(path + "/driver_override", MODULE),
                    List.of(restore),
                    List.of(taken)));
        }
        driver.ifPresent(name -> steps.add(step(
                device,
                "unbind subchannel %s from %s".formatted(subchannel.id(), name),
                List.of(driver(path, driver)),
                bus(name, "unbind", subchannel.id()),
                List.of(restore, bus(name, "bind", subchannel.id())),
                unbound(path, number))));
        steps.add(step(
                device,
                "bind subchannel " + subchannel.id() + " to vfio_ccw",
                List.of(driver(path, Optional.empty())),
                bus(MODULE, "bind", subchannel.id()),
                List.of(bus(MODULE, "unbind", subchannel.id())),
                List.of(driver(path, Optional.of(MODULE)))));
        return steps;
    }

    /** The kernel refuses with EBUSY while the host uses the device: better here than at the unbind, which never refuses. */
    private Optional<Step> offline(DesiredDevice.Ccw device, Subchannel subchannel, DeviceNumber number) {
        String path = online(number);
        Optional<Boolean> online = fingerprint.need(
                subchannel.online(),
                on -> on.<Expectation>map(value -> new Content(path, value ? "1" : "0"))
                        .orElseGet(() -> new Missing(path)));
        return online.filter(on -> on)
                .map(on -> step(
                        device,
                        "set device %s offline in the host".formatted(number),
                        List.of(new Content(path, "1")),
                        new Write(path, "0"),
                        List.of(new Write(path, "1")),
                        List.of(new Content(path, "0"))));
    }

    private static List<Disturbance> losses(Subchannel subchannel) {
        return subchannel.holders().orElse(List.of()).stream()
                .map(holder ->
                        new Disturbance(Disturbance.Kind.HOST, "the host loses it, although " + holder.sentence()))
                .toList();
    }

    private Step creation(DesiredDevice.Ccw device) {
        return step(
                device,
                "create the device %s of subchannel %s".formatted(device.uuid(), device.subchannel()),
                List.of(absent(device)),
                create(device),
                List.of(remove(device)),
                List.of(present(device)));
    }

    private Step step(
            DesiredDevice.Ccw device,
            String what,
            List<Expectation> preconditions,
            HostOperation operation,
            List<HostOperation> inverse,
            List<Expectation> readBack) {
        return new Step(
                device.name() + ": " + what, preconditions, List.of(operation), inverse, readBack, guests(device));
    }

    private boolean exists(DesiredDevice.Ccw device) {
        return observed.mediatedDevice(device.uuid()).isPresent();
    }

    private List<String> guests(DesiredDevice device) {
        return Planner.guests(observed, desired, device);
    }

    /** The ccw device goes with its driver. */
    private static List<Expectation> unbound(String subchannel, Optional<DeviceNumber> number) {
        List<Expectation> expectations = new ArrayList<>(List.of(driver(subchannel, Optional.empty())));
        number.ifPresent(n -> expectations.add(new Missing(online(n))));
        return expectations;
    }

    private static String online(DeviceNumber number) {
        return "/sys/bus/ccw/devices/" + number + "/online";
    }

    private static String deviceText(Optional<DeviceNumber> number) {
        return number.map(DeviceNumber::toString).orElse("none");
    }

    private static Expectation driver(String subchannel, Optional<String> name) {
        String path = subchannel + "/driver";
        return name.<Expectation>map(n -> new Target(path, n)).orElseGet(() -> new Missing(path));
    }

    private static Expectation present(DesiredDevice device) {
        return new Target(SysfsPath.mediatedDevice(device.uuid()), device.uuid().text());
    }

    private static Expectation absent(DesiredDevice device) {
        return new Missing(SysfsPath.mediatedDevice(device.uuid()));
    }

    private static HostOperation bus(String driver, String attribute, SubchannelId id) {
        return new Write(SysfsPath.CSS_DRIVERS + "/" + driver + "/" + attribute, id.toString());
    }

    private static HostOperation create(DesiredDevice.Ccw device) {
        return new Write(
                SysfsPath.ccwType(device.subchannel()) + "/create",
                device.uuid().text());
    }

    private static HostOperation remove(DesiredDevice.Ccw device) {
        return new Write(SysfsPath.mediatedDevice(device.uuid()) + "/remove", "1");
    }
}
