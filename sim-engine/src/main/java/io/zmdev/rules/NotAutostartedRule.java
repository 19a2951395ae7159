package io.zmdev.rules;

import io.zmdev.model.mdev.DesiredDevice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A guest whose device isn't made at boot doesn't start after one. */
final class NotAutostartedRule implements Rule {

    @Override
    public String name() {
        return "not-autostarted";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.class)
                .filter(device -> !device.autostart())
                .flatMap(device -> guestOf(situation, device).map(guest -> finding(device, guest)).stream());
    }

    private static Optional<String> guestOf(Situation situation, DesiredDevice device) {
        return situation.guestsOf(device.uuid()).stream().findFirst().or(() -> situation.runningGuestOf(device.uuid()));
    }

    private Finding finding(DesiredDevice device, String guest) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "%s is not made at boot: after a reboot %s cannot start with it."
                                .formatted(device.name(), guest),
                        new Culprit.Configured("mediatedDevices " + device.uuid()))
                .about(device.uuid())
                .withFixes(List.of(Fix.harmless(
                        "Autostart " + device.name(), new ConfigurationEdit.SetAutostart(device.uuid(), true))));
    }
}
