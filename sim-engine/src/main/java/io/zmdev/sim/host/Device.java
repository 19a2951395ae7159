package io.zmdev.sim.host;

import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeGroup;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A device of the driver core ({@code struct device}). */
abstract class Device {

    private static final AttributeTable<Device> UEVENT = AttributeTable.of(Attribute.readWrite(
            "uevent",
            Device::ueventText,
            (device, written) ->
                    SyntheticUevent.send(device.kernel, device.path(), device.ueventProperties(), written)));

    private final Kernel kernel;
    private final String subsystem;
    private final String name;
    private final String path;
    private @Nullable Driver<?> driver;
    private Directory driverGroup = AttributeGroup.NONE;
    private boolean unbinding;

    /**
     * @param subsystem the bus that it is on, such as {@code ap}
     * @param parent absolute path of the directory that holds the device's
     */
    Device(Kernel kernel, String subsystem, String parent, String name) {
        this.kernel = kernel;
        this.subsystem = subsystem;
        this.name = name;
        this.path = parent + "/" + name;
    }

    final Kernel kernel() {
        return kernel;
    }

    final String name() {
        return name;
    }

    /** Absolute path of its directory. */
    final String path() {
        return path;
    }

    final @Nullable Driver<?> driver() {
        return driver;
    }

    /** Whether the driver has it; false already while the driver is being removed from it. */
    final boolean isBoundTo(Driver<?> candidate) {
        return driver == candidate && !unbinding;
    }

    final boolean isBound() {
        return driver != null;
    }

    /** @param group what the driver adds to the device's directory */
    final void bound(Driver<?> newDriver, Directory group) {
        driver = newDriver;
        driverGroup = group;
    }

    /** The driver's traces in sysfs go before the driver itself ({@code __device_release_driver}). */
    final void startUnbinding() {
        unbinding = true;
        driverGroup = AttributeGroup.NONE;
    }

    final void unbound() {
        driver = null;
        driverGroup = AttributeGroup.NONE;
        unbinding = false;
    }

    /** Its kind ({@code DEVTYPE}), and what the bus adds to its uevents. */
    abstract Map<String, String> variables();

    /** What every uevent of it carries. */
    final Map<String, String> ueventProperties() {
        return ueventProperties(Map.of());
    }

    /** @param extra what the sender of this uevent adds */
    final Map<String, String> ueventProperties(Map<String, String> extra) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SUBSYSTEM", subsystem);
        all.putAll(extra);
        addVariables(all);
        return all;
    }

    /** A directory with what every device has, and what its driver adds while it is bound. */
    final ComposedDirectory deviceDirectory() {
        return new ComposedDirectory()
                .entriesOf(() -> driverGroup)
                .attributes(UEVENT, this)
                .link("subsystem", () -> "/sys/bus/" + subsystem)
                .link(
                        "driver",
                        () -> driver == null || unbinding
                                ? null
                                : "/sys/bus/" + subsystem + "/drivers/" + driver.name());
    }

    private String ueventText() {
        Map<String, String> all = new LinkedHashMap<>();
        addVariables(all);
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    private void addVariables(Map<String, String> all) {
        Map<String, String> own = variables();
        if (own.containsKey("DEVTYPE")) {
            all.put("DEVTYPE", own.get("DEVTYPE"));
        }
        if (driver != null) {
            all.put("DRIVER", driver.name());
        }
        all.putAll(own);
    }
}
