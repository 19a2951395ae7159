package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.rules.MdevUuidSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.SymbolicLink;
import io.zmdev.sim.host.sysfs.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device that mediated devices of one type can be made of, and the type's directory (mdev_sysfs.c). */
final class MdevParent {

    /** What a type tells about itself. */
    record Type(String id, String name, String deviceApi) {}

    private static final AttributeTable<MdevParent> TYPE_ATTRIBUTES = AttributeTable.of(
            Attribute.writeOnly("create", MdevParent::storeCreate),
            Attribute.readOnly("name", parent -> parent.type.name() + "\n"),
            Attribute.readOnly("device_api", parent -> parent.type.deviceApi() + "\n"),
            Attribute.readOnly("available_instances", parent -> parent.available + "\n"));

    private final MdevCore core;
    private final Device device;
    private final Type type;
    private final MdevDriver driver;
    private final Map<String, Mdev> children = new LinkedHashMap<>();
    private final Directory types;
    private int available;

    MdevParent(MdevCore core, Device device, Type type, MdevDriver driver, int instances) {
        this.core = core;
        this.device = device;
        this.type = type;
        this.driver = driver;
        this.available = instances;
        this.types = new ComposedDirectory()
                .directory(
                        type.id(),
                        new ComposedDirectory()
                                .attributes(TYPE_ATTRIBUTES, this)
                                .directory(
                                        "devices", new ComposedDirectory().nodes(this::childLink, this::childNames)));
    }

    String path() {
        return device.path();
    }

    String name() {
        return device.name();
    }

    Device device() {
        return device;
    }

    MdevDriver driver() {
        return driver;
    }

    String typePath() {
        return path() + "/mdev_supported_types/" + type.id();
    }

    /** {@code mdev_supported_types}. */
    Directory types() {
        return types;
    }

    /** The directories of the devices made of it. */
    Directory devices() {
        return new ComposedDirectory()
                .nodes(
                        name -> {
                            Mdev child = children.get(name);
                            return child == null ? null : child.directory();
                        },
                        children::keySet);
    }

    List<Mdev> children() {
        return List.copyOf(children.values());
    }

    boolean hasInstancesLeft() {
        return available > 0;
    }

    void add(Mdev mdev) {
        available--;
        children.put(mdev.name(), mdev);
    }

    void remove(Mdev mdev) {
        children.remove(mdev.name());
        available++;
    }

    private @Nullable SymbolicLink childLink(String name) {
        Mdev child = children.get(name);
        return child == null || child.isRemoving() ? null : new SymbolicLink(child.path());
    }

    private List<String> childNames() {
        return children.values().stream()
                .filter(child -> !child.isRemoving())
                .map(Device::name)
                .toList();
    }

    /** {@code create_store}. */
    private Optional<Errno> storeCreate(Written written) {
        return MdevUuidSyntax.parse(written.all())
                .map(uuid -> core.create(this, uuid))
                .orElse(Optional.of(Errno.EINVAL));
    }
}
