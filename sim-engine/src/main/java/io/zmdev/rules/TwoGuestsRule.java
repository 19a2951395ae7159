package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A mediated device can be open in one guest at a time: two may be defined with it, only one can run. */
final class TwoGuestsRule implements Rule {

    @Override
    public String name() {
        return "two-guests";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        Set<MdevUuid> devices = new LinkedHashSet<>();
        situation.configuration().guests().forEach(guest -> devices.addAll(guest.devices()));
        return devices.stream()
                .filter(uuid -> situation.guestsOf(uuid).size() > 1)
                .map(uuid -> finding(situation, uuid, situation.guestsOf(uuid)));
    }

    private Finding finding(Situation situation, MdevUuid uuid, List<String> guests) {
        String name = situation.deviceNameOf(uuid);
        return Finding.of(
                        Severity.IMPOSSIBLE_TOGETHER,
                        this,
                        "%s is listed under %s: all may be defined, only one can run."
                                .formatted(name, Wording.list(guests)),
                        new Culprit.Configured("guests " + guests.getFirst()))
                .about(uuid)
                .answered(new KernelAnswer(Errno.EBUSY, SysfsPath.mediatedDevice(uuid), ""))
                .withFixes(guests.size() == 2 ? fixes(uuid, name, guests.getFirst(), guests.getLast()) : List.of());
    }

    private static List<Fix> fixes(MdevUuid uuid, String name, String first, String second) {
        return List.of(take(uuid, name, second), take(uuid, name, first));
    }

    private static Fix take(MdevUuid uuid, String device, String guest) {
        return new Fix(
                "Take %s from %s".formatted(device, guest),
                new ConfigurationEdit.DetachFromGuest(uuid, guest),
                1,
                1,
                0);
    }
}
