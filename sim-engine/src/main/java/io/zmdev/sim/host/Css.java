package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.File;
import io.zmdev.sim.host.sysfs.ProcFile;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The channel subsystem: channel paths, subchannels and ccw devices (css.c, chp.c, device.c). */
final class Css {

    /** Directory of the only channel subsystem image that Linux uses. */
    static final String ROOT = "/sys/devices/css0";

    private static final AttributeTable<Css> ROOT_ATTRIBUTES = AttributeTable.of(
            Attribute.unreadable("real_cssid", 0444, Errno.EINVAL, Attribute.IGNORED),
            Attribute.writeOnly("rescan", Css::storeRescan),
            Attribute.readOnly("pools", css -> "poolinfo - 0.1\nairq_iv_cache       1   16  256  1\n"),
            Attribute.readWrite("uevent", css -> "", (css, written) -> css.synthesize(ROOT, written)));

    private static final AttributeTable<Css> DEFUNCT_ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite("uevent", css -> "", (css, written) -> css.synthesize(ROOT + "/defunct", written)));

    /** The drivers of ccw devices; the first two are there even when no device is. */
    private static final List<CcwDriver> ALWAYS =
            List.of(CcwDriver.manual("3270", DeviceModel.TN3270), CcwDriver.virtioCcw());

    private static final List<CcwDriver> WHEN_NEEDED = List.of(
            CcwDriver.manual("dasd-eckd", DeviceModel.DASD_3390_3, DeviceModel.DASD_3390_9, DeviceModel.DASD_3390_27),
            CcwDriver.manual("tape_3590", DeviceModel.TAPE_3590),
            CcwDriver.manual("qeth", DeviceModel.QDIO));

    private final Kernel kernel;
    private final Bus<Subchannel> bus;
    private final Bus<CcwDevice> ccwBus;
    private final IoSubchannelDriver ioSubchannel = new IoSubchannelDriver(this);
    private final Map<ChpId, ChannelPathDevice> paths = new TreeMap<>();
    private final IndexPool virtioIndexes = new IndexPool();
    private final CioIgnore ignored = new CioIgnore(this);
    private final List<SubchannelDefinition> installed;
    private final HostUse hostUse;
    private final Directory root;

    Css(Kernel kernel, HostDefinition.Css definition) {
        this.kernel = kernel;
        installed = definition.subchannels().stream()
                .sorted(Comparator.comparing(SubchannelDefinition::id))
                .toList();
        bus = new Bus<>(kernel, "css");
        ccwBus = new Bus<>(kernel, "ccw");
        hostUse = new HostUse(installed, ccwBus::devices);
        definition
                .chpids()
                .forEach(path -> paths.put(
                        path.id(),
                        new ChannelPathDevice(this, path.id(), kindOf(path.id(), definition), path.online())));
        root = new ComposedDirectory()
                .attributes(ROOT_ATTRIBUTES, this)
                .directory("defunct", new ComposedDirectory().attributes(DEFUNCT_ATTRIBUTES, this))
                .nodes(
                        this::subchannelDirectory,
                        () -> bus.devices().stream().map(Device::name).toList())
                .nodes(
                        this::pathDirectory,
                        () -> paths.values().stream()
                                .map(ChannelPathDevice::name)
                                .toList());
        ALWAYS.forEach(ccwBus::register);
        WHEN_NEEDED.stream()
                .filter(driver -> definition.subchannels().stream()
                        .anyMatch(subchannel -> driver.models().contains(subchannel.model())))
                .forEach(ccwBus::register);
        bus.register(ioSubchannel);
    }

    /** Finds the subchannels in the order of their ids; drivers that are to have one must be registered. */
    void boot() {
        for (SubchannelDefinition found : installed) {
            Subchannel subchannel = new Subchannel(this, found, found.driver().filter(VfioCcw.MODULE::equals));
            bus.add(subchannel);
            if (found.driver().isEmpty()) {
                bus.detach(subchannel);
            }
            CcwDevice device = subchannel.ccwDevice();
            if (device != null) {
                device.setOnline(found.online());
            }
        }
    }

    Kernel kernel() {
        return kernel;
    }

    Bus<Subchannel> bus() {
        return bus;
    }

    Bus<CcwDevice> ccwBus() {
        return ccwBus;
    }

    /** {@code /sys/devices/css0}. */
    Directory root() {
        return root;
    }

    /** What the host makes of its online devices. */
    HostUse hostUse() {
        return hostUse;
    }

    /** {@code /proc/cio_ignore}. */
    File ignoreFile() {
        return new ProcFile(() -> Answer.ok(ignored.show()), CioIgnore.LONGEST_WRITE, ignored::store);
    }

    /** {@code /proc/cio_settle}: a write waits until all that was found is evaluated, which it is here at any time. */
    static File settleFile() {
        return new ProcFile(ProcFile.WRITE_ONLY, Integer.MAX_VALUE, written -> Optional.empty());
    }

    /**
     * {@code css_schedule_eval_cond(CSS_EVAL_NOT_ONLINE)}: subchannels that are not enabled are asked whether a device
     * answers, and those that were not known become known.
     */
    void evaluateOffline() {
        evaluate(subchannel -> {
            CcwDevice device = subchannel.ccwDevice();
            return device == null || !device.online();
        });
    }

    /**
     * {@code ccw_purge_blacklisted}: ignored subchannels go unless their device is online. One that vfio_ccw has stays:
     * the kernel takes the driver's data for a ccw device that is online.
     */
    void purgeIgnored() {
        for (Subchannel subchannel : List.copyOf(bus.devices())) {
            CcwDevice device = subchannel.ccwDevice();
            if (ignored.contains(subchannel.definition())
                    && !(device != null && device.online())
                    && !isLeft(subchannel)) {
                bus.remove(subchannel, () -> {});
            }
        }
    }

    private boolean isLeft(Subchannel subchannel) {
        return subchannel.driver() instanceof VfioCcwDriver driver
                && (kernel.has(KernelBehaviour.PURGE_LEAVES_VFIO_CCW) || driver.hasDevice(subchannel));
    }

    /** Whether Linux may use a path; true for one that the definition does not list. */
    boolean isOnline(ChpId id) {
        ChannelPathDevice path = paths.get(id);
        return path == null || path.online();
    }

    /** Whether a path is configured on; true for one that the definition does not list. */
    boolean isConfigured(ChpId id) {
        ChannelPathDevice path = paths.get(id);
        return path == null || path.configured();
    }

    /** Configures a channel path on or off in the machine; guests of vfio_ccw hear of it by a channel report. */
    Optional<Errno> configure(ChpId id, boolean on) {
        ChannelPathDevice path = paths.get(id);
        if (path == null) {
            return Optional.of(Errno.ENODEV);
        }
        if (path.configured() != on) {
            path.setConfigured(on);
            subchannelsOn(id)
                    .filter(subchannel ->
                            subchannel.driver() instanceof VfioCcwDriver driver && driver.hasDevice(subchannel))
                    .forEach(subchannel -> kernel.report(
                            new ChannelReport(subchannel.definition().id(), id, on)));
            pathChanged(path);
        }
        return Optional.empty();
    }

    /** A path was varied or configured; when one came, subchannels that are not known are looked for. */
    void pathChanged(ChannelPathDevice path) {
        evaluateKnown(subchannel -> subchannel.has(path.id()));
        if (path.online() && path.configured()) {
            discover();
        }
    }

    /** {@code css_slow_path_func}: known subchannels first. */
    private void evaluate(Predicate<Subchannel> which) {
        evaluateKnown(which);
        discover();
    }

    private void evaluateKnown(Predicate<Subchannel> which) {
        List.copyOf(bus.devices()).stream()
                .filter(subchannel -> which.test(subchannel) && subchannel.isBoundTo(ioSubchannel))
                .forEach(ioSubchannel::pathsChanged);
    }

    /** {@code css_evaluate_new_subchannel}: what is not ignored is registered as if it had never been there. */
    private void discover() {
        installed.stream()
                .filter(found -> bus.device(found.id().toString()) == null && !ignored.contains(found))
                .forEach(found -> bus.add(new Subchannel(this, found, Optional.empty())));
    }

    void addCcwDevice(Subchannel subchannel) {
        CcwDevice device = new CcwDevice(kernel, subchannel, virtioIndexes, hostUse);
        subchannel.setCcwDevice(device);
        ccwBus.add(device);
    }

    void removeCcwDevice(Subchannel subchannel) {
        CcwDevice device = subchannel.ccwDevice();
        if (device != null) {
            ccwBus.remove(device, () -> subchannel.setCcwDevice(null));
        }
    }

    private Stream<Subchannel> subchannelsOn(ChpId path) {
        return List.copyOf(bus.devices()).stream().filter(subchannel -> subchannel.has(path));
    }

    private @Nullable Directory subchannelDirectory(String name) {
        Subchannel subchannel = bus.device(name);
        return subchannel == null ? null : subchannel.directory();
    }

    private @Nullable Directory pathDirectory(String name) {
        for (ChannelPathDevice path : paths.values()) {
            if (path.name().equals(name)) {
                return path.directory();
            }
        }
        return null;
    }

    /** {@code rescan_store}: all subchannels are asked whether a device answers now. */
    private Optional<Errno> storeRescan(Written written) {
        evaluate(subchannel -> true);
        return Optional.empty();
    }

    private Optional<Errno> synthesize(String path, Written written) {
        return SyntheticUevent.send(kernel, path, Map.of(), written);
    }

    private static ChannelPathDevice.Kind kindOf(ChpId path, HostDefinition.Css definition) {
        return definition.subchannels().stream()
                .filter(subchannel -> subchannel.chpids().contains(path))
                .findFirst()
                .map(subchannel -> switch (subchannel.model()) {
                    case VIRTIO_NET, VIRTIO_BLK, VIRTIO_SERIAL, VIRTIO_RNG, VIRTIO_9P -> ChannelPathDevice.Kind.VIRTIO;
                    case TN3270, NONE -> ChannelPathDevice.Kind.EMULATED_IO;
                    case DASD_3390_3, DASD_3390_9, DASD_3390_27, TAPE_3590 -> ChannelPathDevice.Kind.FICON;
                    case QDIO -> ChannelPathDevice.Kind.OSA_EXPRESS;
                })
                .orElse(ChannelPathDevice.Kind.EMULATED_IO);
    }
}
