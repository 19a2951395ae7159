package io.zmdev.rules;

import io.zmdev.model.Damage;
import io.zmdev.model.Observed;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.Explanation.Reason;
import io.zmdev.rules.Explanation.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains one subchannel: its device and paths, what drives it, which mediated device is on it, and whose that is. */
final class SubchannelExplanation {

    private final SubchannelId id;
    private final Situation situation;
    private final String path;
    private final List<Reason> reasons = new ArrayList<>();
    private static final String FREE = "free for a guest";

    private String verdict = "not on this machine";

    private SubchannelExplanation(SubchannelId id, Situation situation) {
        this.id = id;
        this.situation = situation;
        this.path = SysfsPath.subchannel(id);
    }

    static Explanation of(SubchannelId id, Situation situation) {
        SubchannelExplanation explanation = new SubchannelExplanation(id, situation);
        Optional<Subchannel> subchannel = situation.subchannel(id);
        subchannel.ifPresentOrElse(explanation::explainMachine, explanation::explainAbsence);
        explanation.explainAssignment();
        explanation.explainConfiguration();
        return new Explanation(
                explanation.subject(subchannel.flatMap(Subchannel::deviceType)),
                explanation.verdict,
                explanation.reasons);
    }

    private String subject(Optional<String> type) {
        return "%s: subchannel %d%s"
                .formatted(id, id.number(), type.map(text -> ", " + text).orElse(""));
    }

    private void explainAbsence() {
        add(
                Topic.MACHINE,
                "This machine has no such subchannel: cio_ignore hides its device, or it is not attached.",
                SysfsPath.CSS_DEVICES);
    }

    private void explainMachine(Subchannel subchannel) {
        explainDevice(subchannel);
        subchannel
                .driverOverride()
                .ifPresent(name -> add(
                        Topic.DRIVER, "driver_override lets only " + name + " have it.", path + "/driver_override"));
        switch (subchannel.driver()) {
            case Observed.Known<Optional<String>>(Optional<String> driver) -> {
                verdict = driver.map(name -> name.equals("vfio_ccw") ? FREE : "the host")
                        .orElse("nobody: it has no driver");
                add(
                        Topic.DRIVER,
                        driver.map(name -> "It is bound to " + name + ".").orElse("It has no driver."),
                        path + "/driver");
            }
            case Observed.Unknown<Optional<String>>(String unread, String reason) -> {
                verdict = "unknown";
                add(Topic.DRIVER, "Its driver could not be read (" + reason + ").", unread);
            }
        }
        if (subchannel.online().orElse(Optional.empty()).orElse(false)) {
            add(Topic.DRIVER, "The host has its device online.", path);
        }
    }

    private void explainDevice(Subchannel subchannel) {
        switch (subchannel.device()) {
            case Observed.Known<Optional<DeviceNumber>>(Optional<DeviceNumber> number) ->
                add(
                        Topic.MACHINE,
                        number.map(device -> "Its device is " + device + " (number " + device.number() + ").")
                                .orElse("The kernel names no device behind it."),
                        path + "/dev_busid");
            case Observed.Unknown<Optional<DeviceNumber>>(String unread, String reason) ->
                add(Topic.MACHINE, "Its device could not be read (" + reason + ").", unread);
        }
        if (!subchannel.chpids().isEmpty()) {
            add(
                    Topic.MACHINE,
                    "Its channel paths are "
                            + Wording.list(subchannel.chpids().stream()
                                    .map(Object::toString)
                                    .toList())
                            + ".",
                    path + "/chpids");
        }
    }

    private void explainAssignment() {
        for (MediatedDevice device : situation.machine().mediatedDevices()) {
            if (device instanceof MediatedDevice.Ccw ccw && ccw.subchannel().equals(id)) {
                explainOwner(ccw.uuid());
                return;
            }
        }
        for (Damage damage : situation.machine().unreadDevices()) {
            verdict = verdict.equals(FREE) ? "unknown" : verdict;
            add(
                    Topic.ASSIGNMENT,
                    "Whether a mediated device is on it can't be told: " + damage.reason() + ".",
                    damage.path());
        }
    }

    private void explainOwner(MdevUuid uuid) {
        String name = situation.nameOf(uuid);
        verdict = name;
        add(Topic.ASSIGNMENT, "Mediated device " + uuid + " is on it.", SysfsPath.mediatedDevice(uuid));
        add(
                Topic.GUEST,
                situation
                        .runningGuestOf(uuid)
                        .map(guest -> guest + " runs with it.")
                        .orElse("No guest is known to run with it."),
                SysfsPath.mediatedDevice(uuid));
    }

    private void explainConfiguration() {
        List<MdevUuid> devices = situation
                .presentDevices(DesiredDevice.Ccw.class)
                .filter(device -> device.subchannel().equals(id))
                .map(DesiredDevice::uuid)
                .toList();
        devices.forEach(uuid -> add(
                Topic.CONFIGURATION,
                "The configuration gives it to " + situation.nameOf(uuid) + ".",
                "mediatedDevices " + uuid));
        Validator.validate(situation).stream()
                .filter(finding -> finding.severity() != Severity.ADVICE)
                .filter(finding -> finding.device().filter(devices::contains).isPresent())
                .forEach(finding -> add(
                        Topic.CONFIGURATION,
                        finding.message(),
                        finding.culprit().map(Culprit::where).orElse("")));
    }

    private void add(Topic topic, String text, String file) {
        reasons.add(new Reason(topic, text, file));
    }
}
