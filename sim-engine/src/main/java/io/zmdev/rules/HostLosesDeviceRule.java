package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Binding a subchannel to vfio_ccw takes its ccw device from the host: one that is online may be in use there. One that is known to
 * be is {@link DeviceInUseRule}'s.
 */
final class HostLosesDeviceRule implements Rule {

    private static final String VFIO_CCW = "vfio_ccw";

    @Override
    public String name() {
        return "host-loses-device";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.Ccw.class)
                .flatMap(device -> situation
                        .subchannel(device.subchannel())
                        .filter(subchannel ->
                                subchannel.holders().map(List::isEmpty).orElse(false))
                        .flatMap(subchannel -> reason(subchannel).map(reason -> finding(device, subchannel, reason)))
                        .stream());
    }

    private static Optional<String> reason(Subchannel subchannel) {
        return switch (subchannel.driver()) {
            case Observed.Unknown<Optional<String>>(String path, String reason) ->
                Optional.of(
                        "whether the host uses it cannot be judged: %s could not be read (%s)".formatted(path, reason));
            case Observed.Known<Optional<String>>(Optional<String> driver) ->
                driver.filter(name -> !name.equals(VFIO_CCW)).flatMap(name -> online(subchannel));
        };
    }

    private static Optional<String> online(Subchannel subchannel) {
        return switch (subchannel.online()) {
            case Observed.Unknown<Optional<Boolean>>(String path, String reason) ->
                Optional.of("whether its device is online cannot be judged: %s could not be read (%s)"
                        .formatted(path, reason));
            case Observed.Known<Optional<Boolean>>(Optional<Boolean> online) ->
                online.filter(Boolean::booleanValue)
                        .map(yes -> "the host has its device %s online".formatted(number(subchannel)));
        };
    }

    private static String number(Subchannel subchannel) {
        return subchannel
                .device()
                .orElse(Optional.empty())
                .map(Object::toString)
                .orElse("(number unknown)");
    }

    private Finding finding(DesiredDevice.Ccw device, Subchannel subchannel, String reason) {
        return Finding.of(
                        Severity.LOSES_REDUNDANCY,
                        this,
                        "%s takes subchannel %s from the host: %s.".formatted(device.name(), subchannel.id(), reason),
                        new Culprit.MachineFact(SysfsPath.subchannel(subchannel.id())))
                .about(device.uuid());
    }
}
