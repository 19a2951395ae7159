package io.zmdev.sim.host;

import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The virtio device behind a ccw device of virtio_ccw while that is online (drivers/virtio/virtio.c). */
final class VirtioDevice {

    private static final int VENDOR = 0x3832;

    private static final AttributeTable<VirtioDevice> ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("device", device -> "0x%04x\n".formatted(device.type())),
            Attribute.readOnly("vendor", device -> "0x%04x\n".formatted(VENDOR)),
            Attribute.readOnly("status", device -> device.driver() == null ? "0x00000001\n" : "0x0000000f\n"),
            Attribute.readOnly("modalias", device -> device.modalias() + "\n"),
            Attribute.readOnly("features", VirtioDevice::features),
            Attribute.readWrite(
                    "uevent",
                    VirtioDevice::uevent,
                    (device, written) -> SyntheticUevent.send(
                            device.ccw.kernel(), device.path(), device.ueventProperties(device.driver()), written)));

    private final CcwDevice ccw;
    private final IndexPool indexes;
    private final Directory directory;
    private int index = -1;

    VirtioDevice(CcwDevice ccw, IndexPool indexes, HostUse hostUse) {
        this.ccw = ccw;
        this.indexes = indexes;
        this.directory = new ComposedDirectory()
                .attributes(ATTRIBUTES, this)
                .link("subsystem", () -> "/sys/bus/virtio")
                .link("driver", () -> driver() == null ? null : "/sys/bus/virtio/drivers/" + driver())
                .entriesOf(hostUse.entries(ccw));
    }

    /** The entry {@code virtioN} of the ccw device's directory, while it is there. */
    Directory asEntry() {
        return new ComposedDirectory()
                .nodes(
                        name -> index >= 0 && name.equals("virtio" + index) ? directory : null,
                        () -> index < 0 ? List.of() : List.of("virtio" + index));
    }

    void setPresent(boolean present) {
        String driver = driver();
        if (present && index < 0) {
            index = indexes.take();
            send(Uevent.Action.ADD, null);
            if (driver != null) {
                send(Uevent.Action.BIND, driver);
            }
        } else if (!present && index >= 0) {
            if (driver != null) {
                send(Uevent.Action.UNBIND, null);
            }
            send(Uevent.Action.REMOVE, null);
            indexes.giveBack(index);
            index = -1;
        }
    }

    private void send(Uevent.Action action, @Nullable String driver) {
        ccw.kernel().send(action, path(), ueventProperties(driver));
    }

    String path() {
        return ccw.path() + "/virtio" + index;
    }

    private Map<String, String> ueventProperties(@Nullable String driver) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("SUBSYSTEM", "virtio");
        if (driver != null) {
            properties.put("DRIVER", driver);
        }
        properties.put("MODALIAS", modalias());
        return properties;
    }

    /** The virtio device id is the control unit model. */
    private int type() {
        return ccw.model().controlUnitModel();
    }

    private String modalias() {
        return "virtio:d%08Xv%08X".formatted(type(), VENDOR);
    }

    private String uevent() {
        String module = driver();
        return (module == null ? "" : "DRIVER=" + module + "\n") + "MODALIAS=" + modalias() + "\n";
    }

    private @Nullable String driver() {
        return switch (ccw.model()) {
            case VIRTIO_BLK -> "virtio_blk";
            case VIRTIO_SERIAL -> "virtio_console";
            case VIRTIO_RNG -> "virtio_rng";
            case VIRTIO_9P -> "9pnet_virtio";
            default -> null;
        };
    }

    /** The feature bits that were negotiated on the machine that was recorded, bit 0 first. */
    private String features() {
        long bits = switch (ccw.model()) {
            case VIRTIO_BLK -> 0x1_3000_6E54L;
            case VIRTIO_SERIAL -> 0x1_3000_0002L;
            case VIRTIO_RNG -> 0x1_3000_0000L;
            case VIRTIO_9P -> 0x1_3000_0001L;
            default -> 0;
        };
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            text.append(bits >>> bit & 1);
        }
        return text.append('\n').toString();
    }

    static boolean isVirtio(DeviceModel model) {
        return model.controlUnitType() == VENDOR;
    }
}
