package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.rules.IdSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ccw device that io_subchannel makes of a subchannel (device.c). */
final class CcwDevice extends Device {

    private static final AttributeTable<CcwDevice> ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("cutype", CcwDevice::controlUnitType),
            Attribute.readOnly("devtype", CcwDevice::deviceType),
            Attribute.readOnly("modalias", device -> device.modalias() + "\n"),
            Attribute.readWrite("online", device -> device.online ? "1\n" : "0\n", CcwDevice::storeOnline),
            Attribute.readOnly("availability", device -> device.disconnected ? "no path\n" : "good\n"),
            Attribute.readWrite("cmb_enable", device -> device.measured ? "1\n" : "0\n", CcwDevice::storeMeasured));

    private static final String FORCE = "force\n";

    private final Subchannel subchannel;
    private final DeviceModel model;
    private final Directory directory;
    private final VirtioDevice virtio;
    private boolean online;
    private boolean disconnected;
    private boolean measured;

    CcwDevice(Kernel kernel, Subchannel subchannel, IndexPool virtioIndexes, HostUse hostUse) {
        super(kernel, "ccw", subchannel.path(), subchannel.definition().device().toString());
        this.subchannel = subchannel;
        model = subchannel.definition().model();
        virtio = new VirtioDevice(this, virtioIndexes, hostUse);
        directory = deviceDirectory()
                .attributes(ATTRIBUTES, this)
                .entriesOf(VirtioDevice.isVirtio(model) ? virtio.asEntry() : hostUse.entries(this));
    }

    DeviceModel model() {
        return model;
    }

    Directory directory() {
        return directory;
    }

    boolean online() {
        return online;
    }

    /** What in the host holds it while it is online. */
    List<DeviceHolder> holders() {
        return subchannel.definition().holders();
    }

    /** The directory that has its disk or interface. */
    String functionPath() {
        return VirtioDevice.isVirtio(model) ? virtio.path() : path();
    }

    void setOnline(boolean newOnline) {
        online = newOnline;
        if (newOnline) {
            subchannel.verifyPaths();
        }
        virtio.setPresent(newOnline && driver() instanceof CcwDriver driver && driver.virtio());
    }

    /** Online without a path: it waits for one. */
    void setDisconnected(boolean newDisconnected) {
        disconnected = newDisconnected;
    }

    @Override
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CU_TYPE", "%04X".formatted(model.controlUnitType()));
        variables.put("CU_MODEL", "%02X".formatted(model.controlUnitModel()));
        variables.put("DEV_TYPE", "%04X".formatted(model.deviceType()));
        variables.put("DEV_MODEL", "%02X".formatted(model.deviceModel()));
        variables.put("MODALIAS", modalias());
        return variables;
    }

    private String controlUnitType() {
        return "%04x/%02x\n".formatted(model.controlUnitType(), model.controlUnitModel());
    }

    private String deviceType() {
        return model.deviceType() == 0 ? "n/a\n" : "%04x/%02x\n".formatted(model.deviceType(), model.deviceModel());
    }

    private String modalias() {
        String controlUnit = "ccw:t%04Xm%02X".formatted(model.controlUnitType(), model.controlUnitModel());
        return controlUnit
                + (model.deviceType() == 0
                        ? "dtdm"
                        : "dt%04Xdm%02X".formatted(model.deviceType(), model.deviceModel()));
    }

    /**
     * {@code online_store}: the number is hexadecimal; going where the device is already is EINVAL, as without a driver. What
     * was written is compared with {@code force} for its own length, so a beginning of the word will do; setting a device
     * online by force never fails unless the device is boxed.
     */
    private Optional<Errno> storeOnline(Written written) {
        if (FORCE.startsWith(written.all()) || written.text().equals(FORCE)) {
            changeOnline(true);
            return Optional.empty();
        }
        return switch (IdSyntax.parse(written.text(), 16)) {
            case Answer.Refused<Long>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Long>(Long value) ->
                value == 0 || value == 1 ? changeOnline(value == 1) : Optional.of(Errno.EINVAL);
        };
    }

    /** A device that waits for a path and is not wanted any more is given up; it comes back offline when a path does. */
    private Optional<Errno> changeOnline(boolean on) {
        if (disconnected && !on) {
            subchannel.giveUpDevice();
            return Optional.empty();
        }
        if (online == on || !isBound()) {
            return Optional.of(Errno.EINVAL);
        }
        if (!on && isOpenDasd()) {
            return Optional.of(Errno.EBUSY);
        }
        setOnline(on);
        return Optional.empty();
    }

    /** {@code dasd_generic_set_offline} counts who has the disk open; virtio_ccw does not ask. */
    private boolean isOpenDasd() {
        return switch (model) {
            case DASD_3390_3, DASD_3390_9, DASD_3390_27 -> !holders().isEmpty();
            case TAPE_3590, TN3270, VIRTIO_NET, VIRTIO_BLK, VIRTIO_SERIAL, VIRTIO_RNG, VIRTIO_9P, QDIO, NONE -> false;
        };
    }

    private Optional<Errno> storeMeasured(Written written) {
        return switch (IdSyntax.parse(written.text(), 16)) {
            case Answer.Refused<Long>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Long>(Long value) -> {
                if (value != 0 && value != 1) {
                    yield Optional.of(Errno.EINVAL);
                }
                measured = value == 1;
                yield Optional.empty();
            }
        };
    }
}
