package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.stream.Stream;

/** A guest can't start with a device that neither the configuration defines nor the machine has. */
final class UndefinedDeviceRule implements Rule {

    @Override
    public String name() {
        return "undefined-device";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.configuration().guests().stream()
                .flatMap(guest -> guest.devices().stream()
                        .filter(uuid -> !situation.willExist(uuid))
                        .map(uuid -> finding(situation, guest, uuid)));
    }

    private Finding finding(Situation situation, Guest guest, MdevUuid uuid) {
        String why = situation.isListed(uuid)
                ? "the configuration says that it shall be absent"
                : "neither this configuration nor the machine has it";
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s lists the device %s, but %s.".formatted(guest.name(), uuid, why),
                        new Culprit.Configured("guests " + guest.name()))
                .about(uuid)
                .answered(new KernelAnswer(Errno.ENOENT, SysfsPath.mediatedDevice(uuid), ""))
                .withFixes(List.of(Fix.harmless(
                        "Take it from " + guest.name(), new ConfigurationEdit.DetachFromGuest(uuid, guest.name()))));
    }
}
