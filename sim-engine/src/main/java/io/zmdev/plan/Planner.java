package io.zmdev.plan;

import io.zmdev.model.Configuration;
import io.zmdev.model.Damage;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.HeldDevices;
import io.zmdev.rules.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Computes plans. What a configuration does not list is never touched. */
public final class Planner {

    private Planner() {}

    /** As {@link #plan(Machine, Configuration, HeldDevices)}; what the host uses is not taken from it. */
    public static Plan plan(Machine observed, Configuration desired) {
        return plan(observed, desired, HeldDevices.REFUSE);
    }

    /**
     * The steps from the machine to the configuration, in an order in which every state between is allowed when both ends are
     * (reference vfio-ap section 5.6): devices go, devices shrink, masks free queues and take queues back, vfio_ap is loaded,
     * devices come and grow; then the subchannels. Devices of running guests change last, and with them what waits for them; only
     * what the masks give back to the host leaves them before.
     *
     * <p>Whether the end is allowed is the validator's to say; the kernel refuses a step of a plan for one that is not.
     *
     * @throws ZmdevException HOST_UNREADABLE when something that matters is unknown; CONFLICT when a device can't be made or
     *     removed at all, or the host uses it; UNSUPPORTED for a virtual matrix device, which no kernel implements
     */
    public static Plan plan(Machine observed, Configuration desired, HeldDevices held) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(new Expectation.Names(SysfsPath.MDEV_DEVICES, mediatedDevices(observed)));
        desired.mediatedDevices().forEach(Planner::checkImplemented);
        Validator.changesOfDamaged(desired, observed).stream().findFirst().ifPresent(finding -> {
            throw new ZmdevException(ErrorCode.HOST_UNREADABLE, finding.message());
        });
        Stream.concat(
                        Validator.removalsInUse(desired, observed).stream(),
                        Validator.devicesInUse(desired, observed, held).stream())
                .findFirst()
                .ifPresent(finding -> {
                    throw new ZmdevException(ErrorCode.CONFLICT, finding.message());
                });
        MatrixPlanner matrix = new MatrixPlanner(observed, desired, fingerprint);
        CcwPlanner ccw = new CcwPlanner(observed, desired, fingerprint);
        List<Step> steps = new ArrayList<>();
        steps.addAll(matrix.removals());
        steps.addAll(ccw.removals());
        steps.addAll(matrix.quietShrinks());
        steps.addAll(matrix.shrinksBeforeMasks());
        steps.addAll(matrix.maskChanges());
        steps.addAll(matrix.moduleLoad());
        steps.addAll(matrix.quietGrowths());
        steps.addAll(ccw.creations());
        steps.addAll(matrix.shrinksAfterMasks());
        steps.addAll(matrix.otherGrowths());
        return new Plan(desired.name(), observed.name(), fingerprint.expectations(), steps);
    }

    /** Every entry there is, with those of which nothing else can be told. */
    private static List<String> mediatedDevices(Machine observed) {
        return Stream.concat(
                        observed.mediatedDevices().stream()
                                .map(device -> device.uuid().text()),
                        observed.unreadDevices().stream()
                                .map(Damage::object)
                                .map(object -> object.substring(SysfsPath.MDEV_DEVICES.length() + 1)))
                .distinct()
                .sorted()
                .toList();
    }

    private static void checkImplemented(DesiredDevice device) {
        if (device instanceof DesiredDevice.VirtualMatrix && device.state() == DesiredDevice.State.PRESENT) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "%s (%s) is a virtual matrix device: no kernel implements one, it can only be simulated"
                            .formatted(device.name(), device.uuid()));
        }
    }

    /** The names of the guests that have a device, on the machine or in the configuration; else the device's own name. */
    static List<String> guests(Machine observed, Configuration desired, DesiredDevice device) {
        MdevUuid uuid = device.uuid();
        List<String> names = Stream.of(observed.guestOf(uuid), desired.guestOf(uuid))
                .flatMap(guest -> guest.stream())
                .map(guest -> guest.name())
                .distinct()
                .toList();
        return names.isEmpty() ? List.of(device.name()) : names;
    }
}
