package io.zmdev.rules;

import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Device numbers of ccw devices inside the guests. */
final class GuestDevnos {

    /** The channel subsystem image that guests see as 0; a device in another is invisible to Linux. */
    static final int IMAGE = 0xfe;

    private GuestDevnos() {}

    /** Offers the device a number in image fe that no listed device has: the same one there if it is free, else the next. */
    static Optional<Fix> renumber(Situation situation, DesiredDevice.Ccw device, DeviceNumber number) {
        Set<DeviceNumber> used = new HashSet<>();
        situation
                .presentDevices(DesiredDevice.Ccw.class)
                .filter(other -> !other.uuid().equals(device.uuid()))
                .forEach(other -> other.guestDevno().ifPresent(used::add));
        return IntStream.rangeClosed(number.number(), 0xffff)
                .mapToObj(candidate -> new DeviceNumber(IMAGE, number.ssid(), candidate))
                .filter(candidate -> !used.contains(candidate))
                .findFirst()
                .map(free -> Fix.harmless("Make it " + free, new ConfigurationEdit.SetGuestDevno(device.uuid(), free)));
    }
}
