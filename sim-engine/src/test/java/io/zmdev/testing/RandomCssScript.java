package io.zmdev.testing;

import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Random work on the channel subsystem of a machine: driver overrides, bindings, mediated devices, guests, channel paths and
 * ccw devices that are varied, and reads of what all that leaves behind.
 *
 * <p>The subchannels of the lab's own disk and shared folder are only looked at, and so is their channel path. Nothing in it
 * is volatile, and nothing waits: while a guest holds a device, neither it nor its subchannel's driver is taken away.
 */
public final class RandomCssScript {

    private static final List<DeviceModel> THE_LAB_NEEDS = List.of(DeviceModel.VIRTIO_BLK, DeviceModel.VIRTIO_9P);
    private static final List<String> SUBCHANNEL_ATTRIBUTES = List.of(
            "chpids", "dev_busid", "driver_override", "modalias", "pimpampom", "type", "uevent", "vpm", "nothing");
    private static final List<String> CCW_ATTRIBUTES =
            List.of("availability", "cutype", "devtype", "modalias", "online", "uevent", "nothing");
    private static final List<String> TYPE_ATTRIBUTES =
            List.of("available_instances", "available_instances", "device_api", "name", "description", "create");
    private static final List<String> PATH_ATTRIBUTES =
            List.of("status", "type", "cmg", "shared", "chid", "esc", "nothing");
    private static final String CIO_IGNORE = "/proc/cio_ignore";
    private static final List<String> OVERRIDES = List.of(
            "vfio_ccw",
            "vfio_ccw",
            "vfio_ccw",
            "vfio_ccw\n",
            "vfio-ccw",
            "io_subchannel",
            "\n",
            "\n",
            "",
            "(null)",
            "vfio_ccw ",
            " vfio_ccw",
            "vfio_ccw\nmore",
            "\nx",
            "a b",
            "nothing",
            "x".repeat(200),
            "x".repeat(4094),
            "x".repeat(4095));

    private final Dice dice;
    private final RandomSyntax syntax;
    private final List<SubchannelDefinition> all;
    private final List<SubchannelDefinition> ours;
    private final List<String> paths;
    private final boolean terminal;
    private final List<HostOperation> script = new ArrayList<>();
    /** The UUIDs that were asked for, each with the subchannels that were asked. */
    private final TreeMap<String, Set<SubchannelId>> uuids = new TreeMap<>();

    /** The subchannels that were handed to vfio_ccw, as far as the writes were right. */
    private final Set<SubchannelId> passed = new TreeSet<>();

    private final Set<String> held = new TreeSet<>();

    private RandomCssScript(Dice dice, HostDefinition.Css css) {
        this.dice = dice;
        syntax = new RandomSyntax(dice);
        all = css.subchannels();
        ours = all.stream().filter(s -> !THE_LAB_NEEDS.contains(s.model())).toList();
        paths = css.chpids().stream()
                .map(path -> "/sys/devices/css0/chp" + path.id())
                .toList();
        terminal = ours.stream().anyMatch(s -> s.model() == DeviceModel.TN3270);
    }

    /**
     * A script for the machine, which has a subchannel beyond the lab's own; the same seed gives the same script.
     *
     * @param length about how many changes; each is followed by reads
     */
    public static List<HostOperation> of(long seed, HostDefinition host, int length) {
        return new RandomCssScript(new Dice(seed), host.css()).make(length);
    }

    private List<HostOperation> make(int length) {
        List<Dice.Weighted<Runnable>> actions = List.of(
                new Dice.Weighted<>(16, this::passThrough),
                new Dice.Weighted<>(10, this::override),
                new Dice.Weighted<>(10, this::rebind),
                new Dice.Weighted<>(20, this::create),
                new Dice.Weighted<>(8, this::remove),
                new Dice.Weighted<>(7, this::giveBack),
                new Dice.Weighted<>(6, this::guest),
                new Dice.Weighted<>(6, this::varyPath),
                new Dice.Weighted<>(5, this::online),
                new Dice.Weighted<>(2, this::modules),
                new Dice.Weighted<>(6, this::ignore),
                new Dice.Weighted<>(10, this::lookAround));
        if (dice.percent(70)) {
            passThrough();
        }
        for (int i = 0; i < length; i++) {
            dice.weighted(actions).run();
            while (dice.percent(45)) {
                look();
            }
        }
        lookAtEverything();
        return List.copyOf(script);
    }

    // --- changes ---------------------------------------------------------------------------------------------------

    /** The three writes that hand a subchannel to vfio_ccw, sometimes not all of them or in another order. */
    private void passThrough() {
        SubchannelDefinition s = free();
        List<HostOperation> writes = new ArrayList<>(List.of(
                new HostOperation.Write(SysfsPath.subchannel(s.id()) + "/driver_override", "vfio_ccw"),
                new HostOperation.Write(SysfsPath.CSS_DRIVERS + "/io_subchannel/unbind", s.id().toString()),
                dice.percent(75)
                        ? new HostOperation.Write(SysfsPath.CSS_DRIVERS + "/vfio_ccw/bind", s.id().toString())
                        : new HostOperation.Write("/sys/bus/css/drivers_probe", s.id().toString())));
        if (dice.percent(15)) {
            writes.remove(dice.below(3));
        }
        if (dice.percent(10)) {
            writes.add(writes.removeFirst());
        }
        script.addAll(writes);
        passed.add(s.id());
        lookAt(s);
    }

    private SubchannelDefinition passed() {
        SubchannelId id = dice.of(List.copyOf(passed));
        return ours.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    private void override() {
        SubchannelDefinition s = dice.of(ours);
        write(SysfsPath.subchannel(s.id()) + "/driver_override", dice.of(OVERRIDES));
        read(SysfsPath.subchannel(s.id()) + "/driver_override");
    }

    private void rebind() {
        SubchannelDefinition s = free();
        String driver = dice.of("io_subchannel", "vfio_ccw", "vfio_ccw", "nothing");
        String id =
                dice.percent(5) ? dice.of("0.0.9999", "", "garbage", s.device().toString()) : s.id().toString();
        write(
                SysfsPath.CSS_DRIVERS + "/" + driver + "/" + dice.of("bind", "bind", "unbind"),
                id + (dice.percent(10) ? "\n" : ""));
        lookAt(s);
    }

    private void create() {
        SubchannelDefinition s = dice.percent(15) || passed.isEmpty() ? dice.of(ours) : passed();
        String path = SysfsPath.ccwType(s.id()) + "/create";
        String uuid = syntax.uuid();
        switch (dice.below(10)) {
            case 0, 1 -> write(path, syntax.oddUuid(uuid));
            case 2 -> ask(s, someUuid());
            default -> ask(s, uuid);
        }
        read(SysfsPath.ccwType(s.id()) + "/available_instances");
        list(SysfsPath.MDEV_DEVICES);
    }

    private void ask(SubchannelDefinition s, String uuid) {
        write(SysfsPath.ccwType(s.id()) + "/create", syntax.goodUuid(uuid));
        uuids.computeIfAbsent(uuid, unseen -> new TreeSet<>()).add(s.id());
    }

    private void remove() {
        String uuid = someUuid();
        if (!held.contains(uuid)) {
            write(SysfsPath.MDEV_DEVICES + "/" + uuid + "/remove", syntax.removal());
            list(SysfsPath.MDEV_DEVICES);
        }
    }

    /** Back to io_subchannel, as far as the writes are right. */
    private void giveBack() {
        SubchannelDefinition s = free();
        passed.remove(s.id());
        if (dice.percent(80)) {
            write(SysfsPath.CSS_DRIVERS + "/vfio_ccw/unbind", s.id().toString());
        }
        if (dice.percent(80)) {
            write(SysfsPath.subchannel(s.id()) + "/driver_override", "\n");
        }
        write("/sys/bus/css/drivers_probe", dice.percent(90) ? s.id().toString() : dice.of("", "0.0.9999", "garbage"));
        lookAt(s);
        list("/sys/bus/ccw/devices");
    }

    private void guest() {
        String uuid = held.isEmpty() || dice.percent(60) ? someUuid() : dice.of(List.copyOf(held));
        if (held.contains(uuid) && dice.percent(70)) {
            script.add(new HostOperation.GuestStop(new MdevUuid(uuid)));
            held.remove(uuid);
        } else {
            script.add(new HostOperation.GuestStart(new MdevUuid(uuid)));
            held.add(uuid);
        }
    }

    /** Only the terminal's path: the lab itself hangs on the other. */
    private void varyPath() {
        if (!terminal) {
            return;
        }
        String path = paths.getLast();
        write(
                path + "/status",
                dice.of("off", "off", "on", "on", "0", "1", "OFF", "On", "garbage", "2", "", "off\n", " on"));
        read(path + "/status");
        ours.stream().filter(s -> s.model() == DeviceModel.TN3270).forEach(this::lookAt);
    }

    /** Not the terminal: nobody is at it. */
    private void online() {
        SubchannelDefinition s = dice.of(ours);
        if (s.model() != DeviceModel.TN3270) {
            write(ccw(s) + "/online", dice.of("0", "0", "1", "1", "1\n", "0\n", "2", "x", "", "force"));
            read(ccw(s) + "/online");
            list(ccw(s));
        }
    }

    /**
     * Only the terminal comes and goes: a virtio device that comes back goes online some time later, and purging what
     * vfio_ccw has is beyond what the kernel can do.
     */
    private void ignore() {
        String list = dice.of(
                ours.stream()
                        .filter(s -> s.model() == DeviceModel.TN3270)
                        .map(s -> s.device().toString())
                        .findFirst()
                        .orElse("0.0.abcd"),
                "0.1.0000-0.1.00ff",
                "abcd",
                "0xabce",
                "!abcd");
        write(
                CIO_IGNORE,
                dice.of("add ", "add ", "add ", "free ", "free ", "free")
                        + dice.of(list, list, list, list + "," + list, "!" + list, list + ",x", "x", "ipldev", "", " ")
                        + (dice.percent(20) ? "\n" : ""));
        if (dice.percent(60)
                && ours.stream().noneMatch(s -> s.model() == DeviceModel.TN3270 && passed.contains(s.id()))) {
            write(CIO_IGNORE, dice.of("purge", "purge", "purge\n", "purge all", "purged"));
        }
        write("/proc/cio_settle", "1");
        read(CIO_IGNORE);
        list("/sys/bus/css/devices");
        list("/sys/bus/ccw/devices");
    }

    private void modules() {
        String module = dice.of("vfio_ccw", "vfio_ccw", "vfio_ccw", "mdev", "vfio", "no_such_module");
        script.add(new HostOperation.Unload(module));
        look();
        list("/sys/bus/css/drivers");
        if (dice.percent(85)) {
            script.add(new HostOperation.Load("vfio_ccw"));
        }
        look();
    }

    // --- looks -----------------------------------------------------------------------------------------------------

    private void lookAround() {
        for (int i = dice.between(2, 6); i > 0; i--) {
            look();
        }
    }

    private void look() {
        SubchannelDefinition s = dice.percent(92) ? dice.of(ours) : dice.of(all);
        String subchannel = SysfsPath.subchannel(s.id());
        String type = SysfsPath.ccwType(s.id());
        switch (dice.below(13)) {
            case 0, 1 -> read(subchannel + "/" + dice.of(SUBCHANNEL_ATTRIBUTES));
            case 2 -> read(ccw(s) + "/" + dice.of(CCW_ATTRIBUTES));
            case 3 -> read(type + "/" + dice.of(TYPE_ATTRIBUTES));
            case 4 -> read(dice.of(paths) + "/" + dice.of(PATH_ATTRIBUTES));
            case 5 -> list(dice.of(subchannel, subchannel, type, type + "/devices", dice.of(paths)));
            case 6 -> list(dice.of(ccw(s), "/sys/bus/ccw/devices", "/sys/bus/css/devices"));
            case 7 -> list(SysfsPath.CSS_DRIVERS + "/" + dice.of("vfio_ccw", "io_subchannel", "nothing"));
            case 8 ->
                list(dice.of(SysfsPath.MDEV_DEVICES, "/sys/class/mdev_bus", "/sys/bus/mdev/drivers", "/sys/bus/css"));
            case 9 -> link(dice.of(subchannel + "/driver", ccw(s) + "/driver", subchannel, ccw(s)));
            case 10 ->
                link(dice.of(
                        SysfsPath.MDEV_DEVICES + "/" + someUuid(),
                        SysfsPath.MDEV_DEVICES + "/" + someUuid() + "/mdev_type",
                        SysfsPath.MDEV_DEVICES + "/" + someUuid() + "/driver",
                        type + "/devices/" + someUuid()));
            case 11 -> read(SysfsPath.MDEV_DEVICES + "/" + someUuid() + "/" + dice.of("uevent", "remove", "nothing"));
            default -> list(SysfsPath.MDEV_DEVICES + "/" + someUuid());
        }
    }

    private void lookAt(SubchannelDefinition s) {
        link(SysfsPath.subchannel(s.id()) + "/driver");
        if (dice.percent(40)) {
            list(SysfsPath.subchannel(s.id()));
        }
        if (dice.percent(30)) {
            read(SysfsPath.subchannel(s.id()) + "/" + dice.of("pimpampom", "vpm", "driver_override"));
        }
    }

    private void lookAtEverything() {
        for (SubchannelDefinition s : ours) {
            link(SysfsPath.subchannel(s.id()) + "/driver");
            read(SysfsPath.subchannel(s.id()) + "/driver_override");
            list(SysfsPath.subchannel(s.id()));
        }
        list(SysfsPath.MDEV_DEVICES);
        list("/sys/bus/ccw/devices");
        list("/sys/class/mdev_bus");
    }

    // --- objects ---------------------------------------------------------------------------------------------------

    /** A subchannel that no guest may hold. */
    private SubchannelDefinition free() {
        List<SubchannelDefinition> free = ours.stream()
                .filter(s -> held.stream()
                        .noneMatch(uuid -> uuids.getOrDefault(uuid, Set.of()).contains(s.id())))
                .toList();
        return free.isEmpty() ? stopOne() : dice.of(free);
    }

    private SubchannelDefinition stopOne() {
        String uuid = held.iterator().next();
        script.add(new HostOperation.GuestStop(new MdevUuid(uuid)));
        held.remove(uuid);
        return free();
    }

    private String someUuid() {
        return uuids.isEmpty() || dice.percent(4)
                ? "99999999-9999-4999-8999-999999999999"
                : dice.of(List.copyOf(uuids.keySet()));
    }

    private static String ccw(SubchannelDefinition s) {
        return "/sys/bus/ccw/devices/" + s.device();
    }

    private void read(String path) {
        script.add(new HostOperation.Read(path));
    }

    private void write(String path, String value) {
        script.add(new HostOperation.Write(path, value));
    }

    private void list(String path) {
        script.add(new HostOperation.ListNames(path));
    }

    private void link(String path) {
        script.add(new HostOperation.Link(path));
    }
}
