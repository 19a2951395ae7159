package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.Map;
import java.util.Optional;

/** The module vfio_ap while it is loaded: its driver of queues, the device {@code matrix} and the type that it offers. */
final class VfioAp {

    static final String MODULE = "vfio_ap";

    /** Directory of the matrix device. */
    static final String ROOT = "/sys/devices/vfio_ap";

    /** {@code MAX_ZDEV_ENTRIES_EXT}: as many devices as there can be queues. */
    private static final int INSTANCES = 65536;

    private static final AttributeTable<Kernel> ROOT_ATTRIBUTES = AttributeTable.of(Attribute.readWrite(
            "uevent", kernel -> "", (kernel, written) -> SyntheticUevent.send(kernel, ROOT, Map.of(), written)));

    private static final AttributeTable<MatrixDevice> MATRIX_ATTRIBUTES =
            AttributeTable.of(Attribute.<MatrixDevice>readOnly("features", device -> "guest_matrix hotplug ap_config\n")
                    .since(KernelBehaviour.MATRIX_FEATURES));

    /** {@code /sys/devices/vfio_ap/matrix}. */
    private static final class MatrixDevice extends Device {

        MatrixDevice(Kernel kernel) {
            super(kernel, "matrix", ROOT, "matrix");
        }

        @Override
        Map<String, String> variables() {
            return Map.of();
        }
    }

    /** The driver of the matrix device; it can't be bound by hand. */
    private static final class MatrixDriver extends Driver<MatrixDevice> {

        MatrixDriver() {
            super("vfio_ap", Optional.empty());
        }

        @Override
        boolean matches(MatrixDevice device) {
            return true;
        }

        @Override
        Optional<Errno> probe(MatrixDevice device) {
            return Optional.empty();
        }

        @Override
        void remove(MatrixDevice device, Runnable done) {
            done.run();
        }

        @Override
        boolean bindsByHand() {
            return false;
        }
    }

    private final ApBus apBus;
    private final MdevCore mdevCore;
    private final VfioApQueueDriver queueDriver;
    private final MdevDriver mdevDriver;
    private final MdevParent parent;
    private final MatrixDevice matrix;
    private final MatrixDriver matrixDriver = new MatrixDriver();
    private final Bus<MatrixDevice> matrixBus;
    private final Directory root;

    /** Loads the module. */
    VfioAp(Kernel kernel, ApBus apBus, MdevCore mdevCore, MatrixType matrixType) {
        this.apBus = apBus;
        this.mdevCore = mdevCore;
        matrix = new MatrixDevice(kernel);
        switch (matrixType) {
            case PASSTHROUGH -> {
                PassthroughDriver driver = new PassthroughDriver(kernel, apBus);
                mdevDriver = driver;
                queueDriver = new VfioApQueueDriver(kernel, apBus, driver);
            }
            case VIRTUAL -> {
                VirtualDriver driver = new VirtualDriver(apBus);
                mdevDriver = driver;
                queueDriver = new VfioApQueueDriver(kernel, apBus, driver);
            }
            default -> throw new AssertionError(matrixType);
        }
        parent = new MdevParent(mdevCore, matrix, typeOf(matrixType), mdevDriver, INSTANCES);
        matrixBus = new Bus<>(kernel, "matrix");
        matrixBus.add(matrix);
        matrixBus.register(matrixDriver);
        root = new ComposedDirectory()
                .attributes(ROOT_ATTRIBUTES, kernel)
                .link("module", () -> "/sys/module/" + MODULE)
                .directory(
                        "matrix",
                        matrix.deviceDirectory()
                                .attributes(MATRIX_ATTRIBUTES.on(kernel.version()), matrix)
                                .directory("mdev_supported_types", parent.types())
                                .entriesOf(parent.devices()));
        apBus.register(queueDriver);
        mdevCore.bus().register(mdevDriver);
        mdevCore.register(parent);
    }

    private static MdevParent.Type typeOf(MatrixType matrixType) {
        return switch (matrixType) {
            case PASSTHROUGH -> new MdevParent.Type("vfio_ap-passthrough", "VFIO AP Passthrough Device", "vfio-ap");
            case VIRTUAL -> new MdevParent.Type("vfio_ap-virtual", "VFIO AP Virtual Device (proposed)", "vfio-ap");
        };
    }

    /** {@code /sys/devices/vfio_ap}. */
    Directory root() {
        return root;
    }

    /** {@code /sys/bus/matrix}. */
    Directory busDirectory() {
        return matrixBus.directory();
    }

    /** Guests that keep the module from being unloaded. */
    int users() {
        return (int) parent.children().stream().filter(Mdev::isOpen).count();
    }

    void unload() {
        mdevCore.unregister(parent, () -> {});
        mdevCore.bus().unregister(mdevDriver);
        apBus.bus().unregister(queueDriver);
        matrixBus.unregister(matrixDriver);
        matrixBus.remove(matrix, () -> {});
        matrixBus.unregister();
    }
}
