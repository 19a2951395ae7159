package io.zmdev.rules;

import io.zmdev.model.Damage;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can't be told because a file of it is damaged stays as it is: no queue of a damaged card changes its owner, and nothing is
 * done to a damaged device or subchannel. A mediated device of which nothing can be told may have any queue and any subchannel.
 */
final class DamagedRule implements Rule {

    private static final Pattern CARD = Pattern.compile(SysfsPath.AP_BUS + "/devices/card([0-9a-f]{2})");
    private static final Pattern QUEUE = Pattern.compile(SysfsPath.AP_BUS + "/devices/([0-9a-f]{2}\\.00[0-9a-f]{2})");

    @Override
    public String name() {
        return "damaged";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.machine().damages().stream()
                .flatMap(damage -> Stream.concat(
                        masks(situation, damage).stream(),
                        situation.configuration().mediatedDevices().stream()
                                .filter(device -> changes(situation, device))
                                .filter(device -> needs(situation, device, damage))
                                .map(device -> finding(device.name() + " cannot be changed", damage)
                                        .about(device.uuid()))));
    }

    private Optional<Finding> masks(Situation situation, Damage damage) {
        return situation.maskWrites().isEmpty() || !frees(situation, damage)
                ? Optional.empty()
                : Optional.of(finding("The masks cannot be changed so", damage));
    }

    private Finding finding(String what, Damage damage) {
        return Finding.of(
                Severity.UNKNOWN,
                this,
                "%s: %s. What is damaged is left alone; everything else can be changed."
                        .formatted(what, damage.sentence()),
                new Culprit.MachineFact(damage.path()));
    }

    /** Whether the masks change who has something that is damaged. */
    private static boolean frees(Situation situation, Damage damage) {
        Optional<QueueOwnership> before = situation.ownershipBefore();
        QueueOwnership after = situation.ownership();
        return damage.object().equals(SysfsPath.AP_BUS)
                || card(damage)
                        .filter(card -> before.filter(
                                        known -> known.domainsOwnedOn(card).equals(after.domainsOwnedOn(card)))
                                .isEmpty())
                        .isPresent()
                || queue(damage)
                        .filter(queue -> before.filter(known -> known.owns(queue) == after.owns(queue))
                                .isEmpty())
                        .isPresent();
    }

    private static boolean changes(Situation situation, DesiredDevice device) {
        boolean active = situation.active(device.uuid()).isPresent();
        return switch (device.state()) {
            case ABSENT -> active || isUnread(situation, device);
            case PRESENT ->
                !active
                        || (device instanceof DesiredDevice.Matrix matrix
                                && !matrix.matrix().equals(situation.assignedNow(device.uuid())));
        };
    }

    private static boolean isUnread(Situation situation, DesiredDevice device) {
        return situation.machine().damages().stream()
                .anyMatch(damage -> damage.object().equals(SysfsPath.mediatedDevice(device.uuid())));
    }

    private static boolean needs(Situation situation, DesiredDevice device, Damage damage) {
        return damage.object().equals(SysfsPath.mediatedDevice(device.uuid()))
                || (device.state() == DesiredDevice.State.PRESENT && hasUnread(situation, damage))
                || switch (device) {
                    case DesiredDevice.Matrix matrix -> needsOfBus(situation, matrix, damage);
                    case DesiredDevice.Ccw ccw -> damage.object().equals(SysfsPath.subchannel(ccw.subchannel()));
                    case DesiredDevice.VirtualMatrix virtual -> false;
                };
    }

    /** Whether it is a mediated device of which nothing is known. */
    private static boolean hasUnread(Situation situation, Damage damage) {
        return damage.object().startsWith(SysfsPath.MDEV_DEVICES + "/")
                && situation.machine().mediatedDevices().stream()
                        .noneMatch(device -> damage.object().equals(SysfsPath.mediatedDevice(device.uuid())));
    }

    /** Whether a device gets or loses a queue of what is damaged. */
    private static boolean needsOfBus(Situation situation, DesiredDevice.Matrix device, Damage damage) {
        ApMatrix before = situation.assignedNow(device.uuid());
        ApMatrix after = device.state() == DesiredDevice.State.PRESENT ? device.matrix() : ApMatrix.EMPTY;
        return damage.object().equals(SysfsPath.AP_BUS)
                || card(damage)
                        .filter(card -> !domainsOn(before, card).equals(domainsOn(after, card)))
                        .isPresent()
                || queue(damage)
                        .filter(queue -> before.contains(queue) != after.contains(queue))
                        .isPresent();
    }

    private static Mask256 domainsOn(ApMatrix matrix, int adapter) {
        return matrix.adapters().contains(adapter) ? matrix.domains() : Mask256.NONE;
    }

    private static Optional<Integer> card(Damage damage) {
        Matcher card = CARD.matcher(damage.object());
        return card.matches() ? Optional.of(Integer.parseInt(card.group(1), 16)) : Optional.empty();
    }

    private static Optional<Apqn> queue(Damage damage) {
        Matcher queue = QUEUE.matcher(damage.object());
        return queue.matches() ? Optional.of(Apqn.parse(queue.group(1))) : Optional.empty();
    }
}
