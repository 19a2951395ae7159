package io.zmdev.rules;

import io.zmdev.model.Guest;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two devices of a guest can't have the same device number: QEMU doesn't start it. */
final class GuestDevnoTakenRule implements Rule {

    @Override
    public String name() {
        return "guest-devno-taken";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.configuration().guests().stream().flatMap(guest -> check(situation, guest).stream());
    }

    private List<Finding> check(Situation situation, Guest guest) {
        Map<DeviceNumber, DesiredDevice.Ccw> owners = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        guest.devices().stream()
                .flatMap(uuid -> situation.desired(uuid).stream())
                .filter(device -> device.state() == DesiredDevice.State.PRESENT)
                .filter(DesiredDevice.Ccw.class::isInstance)
                .map(DesiredDevice.Ccw.class::cast)
                .forEach(device -> device.guestDevno().ifPresent(number -> {
                    DesiredDevice.Ccw owner = owners.putIfAbsent(number, device);
                    if (owner != null) {
                        findings.add(finding(situation, guest, device, owner, number));
                    }
                }));
        return findings;
    }

    private Finding finding(
            Situation situation, Guest guest, DesiredDevice.Ccw device, DesiredDevice.Ccw owner, DeviceNumber number) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot be %s in %s: %s is. QEMU would not start the guest."
                                .formatted(device.name(), number, guest.name(), owner.name()),
                        new Culprit.Device(owner.uuid(), owner.name(), true, "mediatedDevices " + owner.uuid()))
                .about(device.uuid())
                .withFixes(
                        GuestDevnos.renumber(situation, device, number).stream().toList());
    }
}
