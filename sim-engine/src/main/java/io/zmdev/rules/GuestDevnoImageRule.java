package io.zmdev.rules;

import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.stream.Stream;

/** A guest's device number is in channel subsystem image fe: libvirt refuses others, and Linux guests don't see them. */
final class GuestDevnoImageRule implements Rule {

    @Override
    public String name() {
        return "guest-devno-image";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.Ccw.class)
                .flatMap(device -> device
                        .guestDevno()
                        .filter(number -> number.cssid() != GuestDevnos.IMAGE)
                        .map(number -> finding(situation, device, number))
                        .stream());
    }

    private Finding finding(Situation situation, DesiredDevice.Ccw device, DeviceNumber number) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot be %s in the guest: the image of a guest's devices is fe; libvirt refuses another."
                                .formatted(device.name(), number),
                        new Culprit.Configured("mediatedDevices " + device.uuid()))
                .about(device.uuid())
                .withFixes(
                        GuestDevnos.renumber(situation, device, number).stream().toList());
    }
}
