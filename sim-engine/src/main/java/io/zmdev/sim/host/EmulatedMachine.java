package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.SysfsTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A machine that exists only here: what Linux on s390x answers to reads, writes, listings and readlink in sysfs and to
 * {@code /proc/cio_ignore}, {@code /proc/swaps} and {@code /proc/self/mountinfo}, for root. Paths are absolute ({@code /sys/bus/ap/apmask}). An operation ends when what it started has ended: rebinding, bus scan.
 *
 * <p>A write that blocks in the kernel until a guest lets go of a device ({@code remove}, or unbinding its parent's driver)
 * answers what it answers in the end, and is pending until then: see {@link #waitingForGuest}.
 *
 * <p>A guest of the definition that is running opens its devices as soon as they are created.
 *
 * <p>Deterministic: persisting a machine means replaying its operations on a fresh one. Not thread-safe.
 */
public final class EmulatedMachine {

    private final HostDefinition definition;
    private final Kernel kernel;
    private final Css css;
    private final MdevCore mdevCore;
    private final HardwareOperations hardware;
    private final Modules modules;
    private final SysfsTree tree;
    private boolean booted;
    private @Nullable ApBus apBus;
    private @Nullable Zcrypt zcrypt;
    private @Nullable VfioAp vfioAp;
    private @Nullable VfioCcw vfioCcw;

    /** Boots the machine: its modules are loaded, its devices found, no mediated device exists. */
    public EmulatedMachine(HostDefinition definition) {
        this.definition = definition;
        kernel = new Kernel(definition.kernel());
        css = new Css(kernel, definition.css());
        mdevCore = new MdevCore(kernel, heldByGuests(definition));
        Optional<ApHardware> crypto = definition.ap().map(ApHardware::new);
        hardware = new HardwareOperations(definition, crypto, this::scanApBus, css);
        modules = new Modules(kernel, knownModules(crypto));
        tree = new SysfsTree(root());
        boot();
    }

    /** What the machine was before anything was configured on it. */
    public HostDefinition definition() {
        return definition;
    }

    /** open(2) and read(2) to the end. */
    public Answer<byte[]> read(String path) {
        return tree.read(path).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** open(2) and one write(2); the answer is the number of bytes written, no more than the file takes at once. */
    public Answer<Integer> write(String path, byte[] value) {
        return tree.write(path, new String(value, StandardCharsets.ISO_8859_1));
    }

    /** The names in a directory, sorted. */
    public Answer<List<String>> list(String path) {
        return tree.list(path);
    }

    /** readlink(2). */
    public Answer<String> link(String path) {
        return tree.link(path);
    }

    /**
     * Any operation of a sysfs script. A read answers {@code byte[]}, a write {@code Integer}, a listing {@code List<String>},
     * a link {@code String}, the others the empty {@code String}. A target that is no card, queue, domain, control domain or
     * channel path answers EINVAL.
     */
    public Answer<?> execute(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Read(String path) -> read(path);
            case HostOperation.Write(String path, String value) -> tree.write(path, value);
            case HostOperation.ListNames(String path) -> list(path);
            case HostOperation.Link(String path) -> link(path);
            case HostOperation.Load(String module) -> done(modules.load(module));
            case HostOperation.Unload(String module) -> done(modules.unload(module));
            case HostOperation.ReplaceFile _, HostOperation.RemoveFile _ -> Answer.refused(Errno.EOPNOTSUPP);
            case HostOperation.Hotplug(String target, Optional<CardType> type) -> done(hardware.plug(target, type));
            case HostOperation.Hotunplug(String target) -> done(hardware.unplug(target));
            case HostOperation.Configure(boolean on, String target) -> done(hardware.configure(target, on));
            case HostOperation.Checkstop(boolean on, String card) -> done(hardware.checkstop(card, on));
            case HostOperation.GuestStart(MdevUuid uuid) -> done(mdevCore.open(uuid));
            case HostOperation.GuestStop(MdevUuid uuid) -> done(mdevCore.close(uuid));
        };
    }

    /** The mediated devices whose removal waits until a guest lets go of them. */
    public List<MdevUuid> waitingForGuest() {
        return mdevCore.waitingForGuest();
    }

    /** The uevents since the last call, in order; at most the latest 4096. */
    public List<Uevent> takeUevents() {
        return kernel.takeUevents();
    }

    /** The queues that were reset since the last call, in order; at most the latest 4096. */
    public List<QueueReset> takeQueueResets() {
        return kernel.takeResets();
    }

    /** The channel reports for guests since the last call, in order; at most the latest 4096. */
    public List<ChannelReport> takeChannelReports() {
        return kernel.takeReports();
    }

    private static Answer<String> done(Optional<Errno> refusal) {
        return refusal.isPresent() ? Answer.refused(refusal.get()) : Answer.ok("");
    }

    private static Set<MdevUuid> heldByGuests(HostDefinition definition) {
        return definition.guests().stream()
                .filter(Guest::running)
                .flatMap(guest -> guest.devices().stream())
                .collect(Collectors.toSet());
    }

    /** udev loads zcrypt_cex4 when cards are found; the other modules are the definition's. */
    private void boot() {
        modules.load(Zcrypt.MODULE);
        definition.modules().forEach(modules::load);
        ApBus bus = apBus;
        if (bus != null) {
            bus.scan();
            definition.ap().orElseThrow().cards().stream()
                    .filter(card -> !card.online())
                    .forEach(card -> setOffline(bus.card(card.id().value())));
        }
        css.boot();
        booted = true;
    }

    private static void setOffline(@Nullable ApCard card) {
        if (card != null) {
            card.setOnline(false);
            card.queues().values().forEach(queue -> queue.setOnline(false));
        }
    }

    private List<Module> knownModules(Optional<ApHardware> crypto) {
        List<Module> known = new ArrayList<>(List.of(
                Module.plain("kvm"),
                Module.plain("vfio"),
                Module.plain("vfio_iommu_type1", "vfio"),
                Module.plain(MdevCore.NAME),
                new Module(
                        VfioCcw.MODULE,
                        false,
                        List.of("vfio", MdevCore.NAME),
                        Map.of(
                                "css:vfio_ccw", "/sys/bus/css/drivers/vfio_ccw",
                                "mdev:vfio_ccw_mdev", "/sys/bus/mdev/drivers/vfio_ccw_mdev"),
                        () -> vfioCcw == null ? 0 : vfioCcw.users(),
                        () -> vfioCcw = new VfioCcw(kernel, css, mdevCore),
                        this::unloadVfioCcw)));
        crypto.ifPresent(ap -> known.addAll(apModules(ap)));
        return known;
    }

    private List<Module> apModules(ApHardware crypto) {
        return List.of(
                new Module(
                        ApBus.NAME,
                        !kernel.has(KernelBehaviour.AP_BUS_MODULE),
                        List.of(),
                        Map.of(),
                        () -> 0,
                        () -> loadApBus(crypto),
                        this::unloadApBus),
                Module.plain("zcrypt", ApBus.NAME),
                new Module(
                        Zcrypt.MODULE,
                        false,
                        List.of(ApBus.NAME, "zcrypt"),
                        Map.of(
                                "ap:cex4card", "/sys/bus/ap/drivers/cex4card",
                                "ap:cex4queue", "/sys/bus/ap/drivers/cex4queue"),
                        () -> 0,
                        () -> zcrypt = new Zcrypt(
                                Objects.requireNonNull(apBus),
                                definition.ap().orElseThrow().queues()),
                        this::unloadZcrypt),
                new Module(
                        VfioAp.MODULE,
                        false,
                        List.of(ApBus.NAME, "kvm", "vfio", MdevCore.NAME),
                        Map.of(
                                "ap:vfio_ap", "/sys/bus/ap/drivers/vfio_ap",
                                "mdev:vfio_ap_mdev", "/sys/bus/mdev/drivers/vfio_ap_mdev"),
                        () -> vfioAp == null ? 0 : vfioAp.users(),
                        () -> vfioAp =
                                new VfioAp(kernel, Objects.requireNonNull(apBus), mdevCore, definition.matrixType()),
                        this::unloadVfioAp));
    }

    /** Scans at once, as ap_module_init does; while the machine boots, its drivers come first. */
    private void loadApBus(ApHardware crypto) {
        if (booted) {
            apBus = new ApBus(kernel, crypto, Mask256.ALL, Mask256.ALL);
            apBus.scan();
        } else {
            HostDefinition.Ap parameters = definition.ap().orElseThrow();
            apBus = new ApBus(kernel, crypto, parameters.apmask(), parameters.aqmask());
        }
    }

    private void unloadApBus() {
        if (apBus != null) {
            apBus.unload();
            apBus = null;
        }
    }

    private void scanApBus() {
        if (apBus != null) {
            apBus.scan();
        }
    }

    private void unloadZcrypt() {
        if (zcrypt != null) {
            zcrypt.unload();
            zcrypt = null;
        }
    }

    private void unloadVfioAp() {
        if (vfioAp != null) {
            vfioAp.unload();
            vfioAp = null;
        }
    }

    private void unloadVfioCcw() {
        if (vfioCcw != null) {
            vfioCcw.unload();
            vfioCcw = null;
        }
    }

    private Directory root() {
        ComposedDirectory buses = new ComposedDirectory()
                .directory("css", css.bus().directory())
                .directory("ccw", css.ccwBus().directory())
                .node(
                        MdevCore.NAME,
                        () -> modules.isLoaded(MdevCore.NAME) ? mdevCore.bus().directory() : null)
                .node(ApBus.NAME, () -> apBus == null ? null : apBus.bus().directory())
                .node("matrix", () -> vfioAp == null ? null : vfioAp.busDirectory());
        ComposedDirectory devices = new ComposedDirectory()
                .directory("css0", css.root())
                .node(ApBus.NAME, () -> apBus == null ? null : apBus.root())
                .directory(
                        "virtual",
                        new ComposedDirectory()
                                .node("vfio", mdevCore.vfioGroups()::characterDevices)
                                .node("block", css.hostUse()::virtualBlock))
                .node("vfio_ap", () -> vfioAp == null ? null : vfioAp.root());
        return new ComposedDirectory()
                .directory(
                        "proc",
                        new ComposedDirectory()
                                .node("cio_ignore", css::ignoreFile)
                                .node("cio_settle", Css::settleFile)
                                .node("swaps", css.hostUse()::swaps)
                                .directory("self", new ComposedDirectory().node("mountinfo", css.hostUse()::mountinfo)))
                .directory(
                        "sys",
                        new ComposedDirectory()
                                .directory("bus", buses)
                                .directory("class", classes())
                                .directory("devices", devices)
                                .directory("kernel", kernelDirectory())
                                .directory("module", modules.directory()));
    }

    private Directory classes() {
        VfioGroups vfio = mdevCore.vfioGroups();
        return new ComposedDirectory()
                .node("block", css.hostUse()::blockClass)
                .node("net", css.hostUse()::netClass)
                .node("mdev_bus", mdevCore::parentClass)
                .node("vfio", () -> modules.isLoaded("vfio") ? vfio.groupClass() : null)
                .node("vfio-dev", () -> modules.isLoaded("vfio") ? vfio.deviceClass() : null);
    }

    private Directory kernelDirectory() {
        return new ComposedDirectory()
                .directory("iommu_groups", mdevCore.vfioGroups().iommuGroups());
    }
}
