package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.SymbolicLink;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bus of the driver core: its devices, its drivers, and who is bound to whom (drivers/base/bus.c, dd.c). */
final class Bus<D extends Device> {

    private static final Map<String, String> SUBSYSTEM = Map.of("SUBSYSTEM", "bus");
    private static final Map<String, String> DRIVERS = Map.of("SUBSYSTEM", "drivers");

    private static final AttributeTable<Bus<?>> ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite("drivers_autoprobe", bus -> bus.autoprobe ? "1\n" : "0\n", Bus::storeAutoprobe),
            Attribute.writeOnly("drivers_probe", Bus::storeProbe),
            Attribute.writeOnly(
                    "uevent", (bus, written) -> SyntheticUevent.send(bus.kernel, bus.path(), SUBSYSTEM, written)));

    private record Binding<D extends Device>(Bus<D> bus, Driver<D> driver) {

        private static final AttributeTable<Binding<?>> BY_HAND = AttributeTable.of(
                Attribute.writeOnly("bind", Binding::bind), Attribute.writeOnly("unbind", Binding::unbind));
        private static final AttributeTable<Binding<?>> UEVENT = AttributeTable.of(Attribute.writeOnly(
                "uevent",
                (binding, written) ->
                        SyntheticUevent.send(binding.bus.kernel, binding.bus.path(binding.driver), DRIVERS, written)));

        /** {@code bind_store}: a device that does not match is as good as none. */
        private Optional<Errno> bind(Written written) {
            D device = bus.named(written);
            if (device == null || !driver.matches(device)) {
                return Optional.of(Errno.ENODEV);
            }
            return device.isBound() ? Optional.of(Errno.EBUSY) : bus.probe(driver, device);
        }

        /** {@code unbind_store}. */
        private Optional<Errno> unbind(Written written) {
            D device = bus.named(written);
            if (device == null || !device.isBoundTo(driver)) {
                return Optional.of(Errno.ENODEV);
            }
            bus.detach(device);
            return Optional.empty();
        }
    }

    private final Kernel kernel;
    private final String name;
    private final Map<String, D> devices = new LinkedHashMap<>();
    private final Map<String, Driver<D>> drivers = new LinkedHashMap<>();
    private final Map<String, ComposedDirectory> driverDirectories = new LinkedHashMap<>();
    private final ComposedDirectory directory;
    private boolean autoprobe = true;

    Bus(Kernel kernel, String name) {
        this.kernel = kernel;
        this.name = name;
        this.directory = new ComposedDirectory()
                .directory("devices", new ComposedDirectory().nodes(this::link, devices::keySet))
                .directory("drivers", new ComposedDirectory().nodes(driverDirectories::get, driverDirectories::keySet))
                .attributes(ATTRIBUTES, this);
        kernel.send(Uevent.Action.ADD, path(), SUBSYSTEM);
    }

    String name() {
        return name;
    }

    /** Absolute path of its directory. */
    String path() {
        return "/sys/bus/" + name;
    }

    /** {@code bus_unregister}; its drivers and devices are gone. */
    void unregister() {
        kernel.send(Uevent.Action.REMOVE, path(), SUBSYSTEM);
    }

    /** {@code /sys/bus/NAME}; a bus may add attributes of its own. */
    ComposedDirectory directory() {
        return directory;
    }

    /** The devices in the order in which they were added. */
    Collection<D> devices() {
        return Collections.unmodifiableCollection(devices.values());
    }

    Collection<Driver<D>> drivers() {
        return Collections.unmodifiableCollection(drivers.values());
    }

    @Nullable
    D device(String deviceName) {
        return devices.get(deviceName);
    }

    /** {@code device_add}. */
    void add(D device) {
        devices.put(device.name(), device);
        kernel.send(Uevent.Action.ADD, device.path(), device.ueventProperties());
        if (autoprobe) {
            attach(device);
        }
    }

    /**
     * {@code device_del}: the device leaves the bus at once, its driver when it can.
     *
     * @param done run when the driver let go of it
     */
    void remove(D device, Runnable done) {
        devices.remove(device.name());
        detach(device, () -> {
            kernel.send(Uevent.Action.REMOVE, device.path(), device.ueventProperties());
            done.run();
        });
    }

    /** {@code driver_register}: devices without a driver are offered to it. */
    void register(Driver<D> driver) {
        drivers.put(driver.name(), driver);
        driverDirectories.put(driver.name(), directoryOf(driver));
        if (autoprobe) {
            for (D device : List.copyOf(devices.values())) {
                if (!device.isBound() && driver.matches(device)) {
                    probe(driver, device);
                }
            }
        }
        kernel.send(Uevent.Action.ADD, path(driver), DRIVERS);
    }

    /** {@code driver_unregister}: its devices lose their driver, the last one first. */
    void unregister(Driver<D> driver) {
        for (D device : List.copyOf(devices.values()).reversed()) {
            if (device.isBoundTo(driver)) {
                detach(device);
            }
        }
        drivers.remove(driver.name());
        driverDirectories.remove(driver.name());
        kernel.send(Uevent.Action.REMOVE, path(driver), DRIVERS);
    }

    private String path(Driver<?> driver) {
        return path() + "/drivers/" + driver.name();
    }

    /** {@code device_attach}: offers a device without a driver to all drivers in the order of their registration. */
    void attach(D device) {
        for (Driver<D> driver : drivers.values()) {
            if (device.isBound()) {
                return;
            }
            if (driver.matches(device)) {
                probe(driver, device);
            }
        }
    }

    /** {@code device_reprobe}. */
    void reprobe(D device) {
        if (device.isBound()) {
            detach(device);
        }
        attach(device);
    }

    /** {@code device_driver_detach}. */
    void detach(D device) {
        detach(device, () -> {});
    }

    private void detach(D device, Runnable done) {
        for (Driver<D> driver : List.copyOf(drivers.values())) {
            if (device.isBoundTo(driver)) {
                release(driver, device, done);
                return;
            }
        }
        done.run();
    }

    private void release(Driver<D> driver, D device, Runnable done) {
        device.startUnbinding();
        driver.remove(device, () -> {
            device.unbound();
            kernel.send(Uevent.Action.UNBIND, device.path(), device.ueventProperties());
            done.run();
        });
    }

    private Optional<Errno> probe(Driver<D> driver, D device) {
        device.bound(driver, driver.group(device));
        Optional<Errno> refusal = driver.probe(device);
        if (refusal.isPresent()) {
            device.unbound();
        } else {
            kernel.send(Uevent.Action.BIND, device.path(), device.ueventProperties());
            driver.taken(device);
        }
        return refusal;
    }

    private Optional<Errno> storeAutoprobe(Written written) {
        autoprobe = !written.all().startsWith("0");
        return Optional.empty();
    }

    private Optional<Errno> storeProbe(Written written) {
        D device = named(written);
        if (device == null) {
            return Optional.of(Errno.ENODEV);
        }
        attach(device);
        return Optional.empty();
    }

    /** {@code sysfs_streq}: one newline at the end does not matter. */
    private @Nullable D named(Written written) {
        String text = written.text();
        return devices.get(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    private @Nullable SymbolicLink link(String deviceName) {
        D device = devices.get(deviceName);
        return device == null ? null : new SymbolicLink(device.path());
    }

    private ComposedDirectory directoryOf(Driver<D> driver) {
        Binding<D> binding = new Binding<>(this, driver);
        ComposedDirectory result = new ComposedDirectory().attributes(Binding.UEVENT, binding);
        if (driver.bindsByHand()) {
            result.attributes(Binding.BY_HAND, binding);
            driver.module().ifPresent(module -> result.link("module", () -> "/sys/module/" + module));
        }
        return result.nodes(
                deviceName -> {
                    D device = devices.get(deviceName);
                    return device != null && device.isBoundTo(driver) ? new SymbolicLink(device.path()) : null;
                },
                () -> devices.values().stream()
                        .filter(device -> device.isBoundTo(driver))
                        .map(Device::name)
                        .toList());
    }
}
