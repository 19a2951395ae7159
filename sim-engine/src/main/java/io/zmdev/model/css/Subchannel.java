package io.zmdev.model.css;

import io.zmdev.model.Observed;
import java.util.List;
import java.util.Optional;

/**
 * An I/O subchannel ({@code /sys/bus/css/devices/0.0.0313}).
 *
 * @param device device number behind it ({@code dev_busid}); empty when the kernel says none
 * @param driver {@code io_subchannel}, {@code vfio_ccw} or empty when none is bound
 * @param driverOverride the driver named in {@code driver_override}, empty when none
 * @param chpids installed channel paths, in the order of the path mask bits
 * @param masks path installed, available and operational masks
 * @param deviceType control unit and device type of the ccw device ({@code 3990/e9 3390/0c}); empty while no ccw device
 *     exists (vfio_ccw removes it)
 * @param online attribute {@code online} of the ccw device; empty while none exists
 * @param holders what in the host holds the ccw device, each before what holds it in turn
 */
public record Subchannel(
        SubchannelId id,
        Observed<Optional<DeviceNumber>> device,
        Observed<Optional<String>> driver,
        Optional<String> driverOverride,
        List<ChpId> chpids,
        Observed<PathMasks> masks,
        Optional<String> deviceType,
        Observed<Optional<Boolean>> online,
        Observed<List<DeviceHolder>> holders) {

    /** The masks of attribute {@code pimpampom}, 8 bits each, bit 0 (0x80) the first path. */
    public record PathMasks(int pim, int pam, int pom) {}

    public Subchannel {
        chpids = List.copyOf(chpids);
        holders = holders.map(List::copyOf);
    }

    /** A subchannel whose ccw device nothing holds. */
    public Subchannel(
            SubchannelId id,
            Observed<Optional<DeviceNumber>> device,
            Observed<Optional<String>> driver,
            Optional<String> driverOverride,
            List<ChpId> chpids,
            Observed<PathMasks> masks,
            Optional<String> deviceType,
            Observed<Optional<Boolean>> online) {
        this(id, device, driver, driverOverride, chpids, masks, deviceType, online, Observed.known(List.of()));
    }
}
