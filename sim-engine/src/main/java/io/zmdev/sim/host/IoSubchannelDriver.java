package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.List;
import java.util.Optional;

/** The driver {@code io_subchannel}: it makes ccw devices (device.c). */
final class IoSubchannelDriver extends Driver<Subchannel> {

    private static final AttributeTable<Subchannel> ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("vpm", subchannel -> "%02x\n".formatted(subchannel.verifiedPaths())),
            Attribute.writeOnly("logging", Attribute.IGNORED));

    private final Css css;

    IoSubchannelDriver(Css css) {
        super("io_subchannel", Optional.empty());
        this.css = css;
    }

    @Override
    boolean matches(Subchannel subchannel) {
        return subchannel.override().map(name()::equals).orElse(true);
    }

    /** A subchannel whose device does not answer is taken too; it waits for one. */
    @Override
    Optional<Errno> probe(Subchannel subchannel) {
        return Optional.empty();
    }

    /** {@code css_schedule_eval}: the device is sensed. */
    @Override
    void taken(Subchannel subchannel) {
        if (subchannel.answers()) {
            css.addCcwDevice(subchannel);
        }
    }

    @Override
    void remove(Subchannel subchannel, Runnable done) {
        css.removeCcwDevice(subchannel);
        done.run();
    }

    @Override
    Directory group(Subchannel subchannel) {
        return new ComposedDirectory()
                .attributes(ATTRIBUTES, subchannel)
                .nodes(
                        name -> {
                            CcwDevice device = subchannel.ccwDevice();
                            return device != null && device.name().equals(name) ? device.directory() : null;
                        },
                        () -> {
                            CcwDevice device = subchannel.ccwDevice();
                            return device == null ? List.of() : List.of(device.name());
                        });
    }

    /** {@code io_subchannel_chp_event} and the evaluation that it leads to. */
    void pathsChanged(Subchannel subchannel) {
        CcwDevice device = subchannel.ccwDevice();
        if (device == null) {
            if (subchannel.answers()) {
                css.addCcwDevice(subchannel);
            }
            return;
        }
        if (device.online()) {
            subchannel.verifyPaths();
        }
        if (subchannel.usablePaths() != 0) {
            device.setDisconnected(false);
        } else if (device.online() && waitsForPath(device)) {
            device.setDisconnected(true);
        } else {
            css.removeCcwDevice(subchannel);
        }
    }

    /** Whether the driver keeps an online device that lost its last path ({@code notify} with CIO_NO_PATH). */
    private static boolean waitsForPath(CcwDevice device) {
        return switch (device.model()) {
            case DASD_3390_3, DASD_3390_9, DASD_3390_27, TAPE_3590 -> true;
            case TN3270, VIRTIO_NET, VIRTIO_BLK, VIRTIO_SERIAL, VIRTIO_RNG, VIRTIO_9P, QDIO, NONE -> false;
        };
    }
}
