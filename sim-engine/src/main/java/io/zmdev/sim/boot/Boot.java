package io.zmdev.sim.boot;

import io.zmdev.model.Configuration;
import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.PersistentState;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.MatrixSyntax;
import io.zmdev.sim.boot.Rehearsal.Event;
import io.zmdev.sim.boot.Rehearsal.Outcome;
import io.zmdev.sim.boot.Rehearsal.Phase;
import io.zmdev.sim.boot.Rehearsal.Refusal;
import io.zmdev.sim.host.EmulatedMachine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rehearses a boot (reference vfio-ap sections 5.1, 5.2; vfio-ccw section 5.2): the kernel with its default masks; the modules of
 * {@code modules-load.d}; chzdev's rule, masks first and then vfio_ap; the rules for subchannels; mdevctl, which starts the
 * definitions of a parent as soon as that appears; at last libvirt's guests.
 */
public final class Boot {

    private final EmulatedMachine machine;
    private final PersistentState state;
    private final List<Event> events = new ArrayList<>();
    private final Map<MdevUuid, String> failures = new HashMap<>();
    private boolean vfioApLoaded;

    private Boot(EmulatedMachine machine, PersistentState state) {
        this.machine = machine;
        this.state = state;
    }

    /**
     * Rehearses the next boot of a machine.
     *
     * @param observed gives the hardware, and the guests that run
     * @param state what the machine keeps in files at that time
     * @param configuration what shall be there after the boot
     */
    public static Rehearsal rehearse(Machine observed, PersistentState state, Configuration configuration) {
        Boot boot = new Boot(new EmulatedMachine(Hardware.of(observed)), state);
        boot.run();
        boot.startGuests(configuration);
        return new Rehearsal(boot.events, boot.outcomes(observed, configuration));
    }

    private void run() {
        done(
                Phase.KERNEL,
                "the kernel starts with all AP masks ones, every queue and subchannel with the host's drivers");
        state.earlyModules().stream().filter(name -> name.startsWith("vfio_")).forEach(this::load);
        state.apmask().ifPresent(mask -> mask("apmask", SysfsPath.APMASK, mask));
        state.aqmask().ifPresent(mask -> mask("aqmask", SysfsPath.AQMASK, mask));
        if (state.ruleModules().contains("vfio_ap")) {
            load("vfio_ap");
        }
        if (state.ruleModules().contains("vfio_ccw")) {
            load("vfio_ccw");
        }
        state.subchannels().forEach(this::handOver);
    }

    private void done(Phase phase, String what) {
        events.add(new Event(phase, what, Optional.empty()));
    }

    private void failed(Phase phase, String what, Refusal refusal) {
        events.add(new Event(phase, what, Optional.of(refusal)));
    }

    private void load(String module) {
        if (module.equals("vfio_ap") && vfioApLoaded) {
            return;
        }
        if (state.blockedModules().contains(module)) {
            failed(
                    Phase.MODULES,
                    "load " + module,
                    new Refusal(Optional.empty(), "/etc/modprobe.d keeps " + module + " from being loaded"));
            return;
        }
        Optional<Refusal> refusal = make(new HostOperation.Load(module));
        events.add(new Event(Phase.MODULES, "load " + module, refusal));
        if (module.equals("vfio_ap") && refusal.isEmpty()) {
            vfioApLoaded = true;
            start(MdevDefinition.MATRIX_PARENT);
        }
    }

    private void mask(String name, String path, Mask256 mask) {
        Optional<Refusal> refusal = make(new HostOperation.Write(path, mask.toHex()));
        events.add(new Event(Phase.MASKS, "set " + name + " to " + mask.toHex(), refusal));
    }

    private void handOver(SubchannelId id) {
        String path = SysfsPath.subchannel(id);
        Optional<Refusal> refusal = make(new HostOperation.Write(path + "/driver_override", "vfio_ccw"))
                .or(() -> make(new HostOperation.Write(path + "/driver/unbind", id.toString())))
                .or(() -> make(new HostOperation.Write(SysfsPath.CSS_DRIVERS + "/vfio_ccw/bind", id.toString())));
        events.add(new Event(Phase.SUBCHANNELS, "hand subchannel " + id + " to vfio_ccw", refusal));
        if (refusal.isEmpty()) {
            start(id.toString());
        }
    }

    /** mdevctl goes through the definitions of a parent by UUID; a device whose attribute is refused is removed again. */
    private void start(String parent) {
        state.definitions().stream()
                .filter(definition -> definition.parent().equals(parent) && definition.autostart())
                .sorted(Comparator.comparing(MdevDefinition::uuid))
                .forEach(this::start);
    }

    private void start(MdevDefinition definition) {
        Optional<Refusal> refusal = make(new HostOperation.Write(
                typeOf(definition) + "/create", definition.uuid().text()));
        if (refusal.isEmpty()) {
            String device = SysfsPath.mediatedDevice(definition.uuid());
            for (MdevDefinition.Attribute attribute : definition.attributes()) {
                refusal = refusal.or(
                        () -> make(new HostOperation.Write(device + "/" + attribute.name(), attribute.value())));
            }
            if (refusal.isPresent()) {
                make(new HostOperation.Write(device + "/remove", "1"));
            }
        }
        refusal.ifPresent(r -> failures.put(definition.uuid(), r.reason()));
        events.add(new Event(Phase.DEVICES, "start " + definition.uuid(), refusal));
    }

    private static String typeOf(MdevDefinition definition) {
        String parent = definition.parent().equals(MdevDefinition.MATRIX_PARENT)
                ? SysfsPath.MATRIX
                : SysfsPath.CSS_DEVICES + "/" + definition.parent();
        return parent + "/mdev_supported_types/" + definition.type();
    }

    private Optional<Refusal> make(HostOperation operation) {
        Optional<Errno> errno = machine.execute(operation).refusal();
        return errno.map(e -> new Refusal(
                Optional.of(e),
                switch (operation) {
                    case HostOperation.Write(String path, String value) ->
                        "writing %s to %s is refused: %s (%s)".formatted(value, path, e, e.text());
                    default -> "%s (%s)".formatted(e, e.text());
                }));
    }

    private void startGuests(Configuration configuration) {
        for (String name : state.autostartGuests()) {
            List<MdevUuid> devices = configuration.guests().stream()
                    .filter(guest -> guest.name().equals(name))
                    .flatMap(guest -> guest.devices().stream())
                    .toList();
            Optional<MdevUuid> lacking =
                    devices.stream().filter(uuid -> !exists(uuid)).findFirst();
            if (lacking.isPresent()) {
                failed(
                        Phase.GUESTS,
                        "start guest " + name,
                        new Refusal(Optional.empty(), "its device " + lacking.get() + " is not there"));
            } else {
                done(Phase.GUESTS, "start guest " + name);
            }
        }
    }

    private boolean exists(MdevUuid uuid) {
        return machine.link(SysfsPath.mediatedDevice(uuid)).isOk();
    }

    private List<Outcome> outcomes(Machine observed, Configuration configuration) {
        List<Outcome> outcomes = new ArrayList<>();
        lostIds(
                        "adapters",
                        "%02x",
                        SysfsPath.APMASK,
                        configuration.masks().apmaskFrom(Mask256.ALL),
                        configuration.masks().apmask())
                .ifPresent(outcomes::add);
        lostIds(
                        "domains",
                        "%04x",
                        SysfsPath.AQMASK,
                        configuration.masks().aqmaskFrom(Mask256.ALL),
                        configuration.masks().aqmask())
                .ifPresent(outcomes::add);
        for (DesiredDevice device : configuration.mediatedDevices()) {
            if (device.state() == State.PRESENT) {
                outcomes.add(new Outcome("%s (%s)".formatted(device.name(), device.uuid()), missing(device)));
            } else if (exists(device.uuid())) {
                outcomes.add(new Outcome(
                        "%s (%s)".formatted(device.name(), device.uuid()),
                        Optional.of("it shall be gone, but its definition starts it again")));
            }
        }
        for (Guest guest : configuration.guests()) {
            boolean starts = state.autostartGuests().contains(guest.name());
            boolean runs =
                    observed.guests().stream().anyMatch(other -> other.name().equals(guest.name()) && other.running());
            if (starts || runs) {
                outcomes.add(new Outcome("guest " + guest.name(), missing(guest, starts)));
            }
        }
        return outcomes;
    }

    private Optional<Outcome> lostIds(
            String what, String format, String path, Mask256 wanted, Optional<Mask256> absolute) {
        if (wanted.equals(Mask256.ALL) && absolute.isEmpty()) {
            return Optional.empty();
        }
        Mask256 mask = switch (machine.read(path)) {
            case Answer.Ok<byte[]>(byte[] text) ->
                Mask256.fromHexDigits(
                        new String(text, StandardCharsets.ISO_8859_1).strip().substring(2));
            case Answer.Refused<byte[]>(Errno errno) -> Mask256.ALL;
        };
        List<String> held = mask.minus(wanted).ids().mapToObj(format::formatted).toList();
        return Optional.of(new Outcome(
                "free " + what,
                held.isEmpty()
                        ? Optional.empty()
                        : Optional.of("%s belong to the host again: no rule sets %s"
                                .formatted(String.join(", ", held), path))));
    }

    private Optional<String> missing(DesiredDevice device) {
        if (device instanceof DesiredDevice.VirtualMatrix) {
            return Optional.of("no kernel implements virtual matrix devices");
        }
        if (exists(device.uuid())) {
            return device instanceof DesiredDevice.Matrix matrix ? otherMatrix(matrix) : Optional.empty();
        }
        Optional<MdevDefinition> definition = state.definition(device.uuid());
        if (definition.isEmpty()) {
            return Optional.of(state.damage(device.uuid())
                    .map(damage -> "its definition can't be read: " + damage.sentence())
                    .orElse("there is no definition of it in /etc/mdevctl.d"));
        }
        if (!definition.get().autostart()) {
            return Optional.of("its definition does not start it at boot; set \"autostart\": true");
        }
        String failure = failures.get(device.uuid());
        return Optional.of(
                failure != null
                        ? failure
                        : "its parent %s never appears, so mdevctl does not start it"
                                .formatted(definition.get().parent()));
    }

    private Optional<String> otherMatrix(DesiredDevice.Matrix device) {
        ApMatrix wanted = device.matrix();
        String path = SysfsPath.matrixDevice(device.uuid());
        String matrix = MatrixSyntax.format(wanted.adapters(), wanted.domains());
        String control = MatrixSyntax.format(wanted.controlDomains());
        return shows(path + "/matrix", matrix) && shows(path + "/control_domains", control)
                ? Optional.empty()
                : Optional.of("it returns with another matrix: its definition is not what the configuration asks for");
    }

    private boolean shows(String path, String text) {
        return machine.read(path)
                .asOptional()
                .filter(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).equals(text))
                .isPresent();
    }

    private Optional<String> missing(Guest guest, boolean starts) {
        if (!starts) {
            return Optional.of("it runs, but libvirt does not start it at boot (virsh autostart)");
        }
        return guest.devices().stream()
                .filter(uuid -> !exists(uuid))
                .findFirst()
                .map(uuid -> "libvirt can't start it: its device " + uuid + " is not there");
    }
}
