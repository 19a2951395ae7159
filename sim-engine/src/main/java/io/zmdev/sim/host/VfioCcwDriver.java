package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The driver {@code vfio_ccw} of the css bus: each subchannel may become one mediated device (vfio_ccw_drv.c). */
final class VfioCcwDriver extends Driver<Subchannel> {

    private static final AttributeTable<Subchannel> PARENT_ATTRIBUTES = AttributeTable.of(Attribute.readWrite(
            "uevent",
            subchannel -> "",
            (subchannel, written) ->
                    SyntheticUevent.send(subchannel.kernel(), subchannel.path() + "/parent", Map.of(), written)));

    /** The driver {@code vfio_ccw_mdev}; its devices have no attributes of their own. */
    static final class DeviceDriver extends MdevDriver {

        DeviceDriver() {
            super("vfio_ccw_mdev", VfioCcw.MODULE);
        }

        @Override
        Mdev create(MdevCore core, MdevParent parent, MdevUuid uuid) {
            return new Mdev(core, parent, uuid);
        }

        @Override
        void opened(Mdev mdev) {}

        @Override
        void closed(Mdev mdev) {}

        @Override
        void attached(Mdev mdev) {}

        @Override
        void detached(Mdev mdev) {}
    }

    private final Kernel kernel;
    private final MdevCore mdevCore;
    private final DeviceDriver deviceDriver;
    private final Map<Subchannel, MdevParent> parents = new HashMap<>();

    VfioCcwDriver(Kernel kernel, MdevCore mdevCore, DeviceDriver deviceDriver) {
        super("vfio_ccw", Optional.of(VfioCcw.MODULE));
        this.kernel = kernel;
        this.mdevCore = mdevCore;
        this.deviceDriver = deviceDriver;
    }

    /** Whether a mediated device was made of the subchannel. */
    boolean hasDevice(Subchannel subchannel) {
        MdevParent parent = parents.get(subchannel);
        return parent != null && !parent.children().isEmpty();
    }

    int openDevices() {
        return (int) parents.values().stream()
                .flatMap(parent -> parent.children().stream())
                .filter(Mdev::isOpen)
                .count();
    }

    @Override
    boolean matches(Subchannel subchannel) {
        return subchannel.override().map(name()::equals).orElse(true);
    }

    /** QDIO subchannels are refused. */
    @Override
    Optional<Errno> probe(Subchannel subchannel) {
        if (subchannel.definition().model() == DeviceModel.QDIO) {
            return Optional.of(Errno.ENODEV);
        }
        mdevCore.register(parentOf(subchannel));
        return Optional.empty();
    }

    @Override
    void remove(Subchannel subchannel, Runnable done) {
        mdevCore.unregister(parentOf(subchannel), () -> {
            parents.remove(subchannel);
            done.run();
        });
    }

    @Override
    Directory group(Subchannel subchannel) {
        MdevParent parent = parentOf(subchannel);
        Directory parentDevice = new ComposedDirectory().attributes(PARENT_ATTRIBUTES, subchannel);
        return new ComposedDirectory()
                .directory("mdev_supported_types", parent.types())
                .node("parent", () -> kernel.has(KernelBehaviour.SUBCHANNEL_PARENT) ? parentDevice : null)
                .entriesOf(parent.devices());
    }

    private MdevParent parentOf(Subchannel subchannel) {
        return parents.computeIfAbsent(
                subchannel,
                device -> new MdevParent(
                        mdevCore,
                        device,
                        new MdevParent.Type("vfio_ccw-io", "I/O subchannel (Non-QDIO)", "vfio-ccw"),
                        deviceDriver,
                        1));
    }
}
