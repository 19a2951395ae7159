package io.zmdev.testing;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Random work on the AP side of a machine: masks, mediated devices, bindings, cards that come and go, guests, modules, and
 * reads of what all that leaves behind.
 *
 * <p>Nothing in it is volatile, and nothing waits: a device that a guest holds is not removed.
 */
public final class RandomApScript {

    private static final List<String> BUS_ATTRIBUTES = List.of(
            "ap_adapter_mask",
            "ap_control_domain_mask",
            "ap_domain",
            "ap_interrupts",
            "ap_max_adapter_id",
            "ap_max_domain_id",
            "ap_usage_domain_mask",
            "apmask",
            "aqmask",
            "bindings",
            "features",
            "poll_thread",
            "poll_timeout",
            "drivers_autoprobe",
            "nothing");
    private static final List<String> CARD_ATTRIBUTES = List.of(
            "ap_functions",
            "chkstop",
            "config",
            "depth",
            "hwtype",
            "load",
            "max_msg_size",
            "modalias",
            "online",
            "raw_hwtype",
            "type",
            "uevent",
            "nothing");
    private static final List<String> QUEUE_ATTRIBUTES =
            List.of("ap_functions", "chkstop", "config", "load", "online", "uevent", "status", "nothing");
    private static final List<String> DEVICE_ATTRIBUTES =
            List.of("matrix", "guest_matrix", "control_domains", "ap_config");
    private static final List<String> TYPE_ATTRIBUTES =
            List.of("available_instances", "device_api", "name", "description", "create");

    private final Dice dice;
    private final RandomSyntax syntax;
    private final List<Integer> adapters;
    private final List<Integer> domains;
    private final List<HostOperation> script = new ArrayList<>();
    private final List<String> uuids = new ArrayList<>();
    private final Set<String> held = new TreeSet<>();

    private RandomApScript(Dice dice, HostDefinition.Ap ap) {
        this.dice = dice;
        syntax = new RandomSyntax(dice);
        adapters = pool(ap.cards().stream().map(card -> card.id().value()).toList(), ap.maxAdapter());
        domains = pool(ap.usageDomains().ids().boxed().toList(), ap.maxDomain());
    }

    /**
     * A script for the machine, which has an AP bus; the same seed gives the same script.
     *
     * @param length about how many changes; each is followed by reads
     */
    public static List<HostOperation> of(long seed, HostDefinition host, int length) {
        return new RandomApScript(new Dice(seed), host.ap().orElseThrow()).make(length);
    }

    /** The ids that are there, often, and some that are not. */
    private List<Integer> pool(List<Integer> present, int highest) {
        List<Integer> pool = new ArrayList<>();
        for (int i = 0; i < 6 && !present.isEmpty(); i++) {
            pool.addAll(present);
        }
        pool.addAll(List.of(0, highest, dice.between(0, highest), dice.between(0, highest)));
        return List.copyOf(pool);
    }

    private List<HostOperation> make(int length) {
        if (dice.percent(80)) {
            freeQueues();
        }
        for (int i = dice.below(4); i > 0; i--) {
            create();
        }
        List<Dice.Weighted<Runnable>> actions = List.of(
                new Dice.Weighted<>(26, this::assign),
                new Dice.Weighted<>(6, this::reachForQueues),
                new Dice.Weighted<>(8, this::writeApConfig),
                new Dice.Weighted<>(11, this::writeMask),
                new Dice.Weighted<>(7, this::create),
                new Dice.Weighted<>(4, this::remove),
                new Dice.Weighted<>(8, this::rebind),
                new Dice.Weighted<>(9, this::plug),
                new Dice.Weighted<>(4, this::configure),
                new Dice.Weighted<>(6, this::guest),
                new Dice.Weighted<>(2, this::modules),
                new Dice.Weighted<>(4, this::online),
                new Dice.Weighted<>(3, this::busAttribute),
                new Dice.Weighted<>(12, this::lookAround));
        for (int i = 0; i < length; i++) {
            dice.weighted(actions).run();
            while (dice.percent(40)) {
                look();
            }
        }
        lookAtEverything();
        return List.copyOf(script);
    }

    // --- changes ---------------------------------------------------------------------------------------------------

    private void freeQueues() {
        List<Integer> ids = new ArrayList<>(dice.percent(60) ? adapters : domains);
        write(
                dice.percent(60) ? SysfsPath.APMASK : SysfsPath.AQMASK,
                "-" + dice.of(ids) + ",-" + dice.of(ids) + ",-" + dice.of(ids));
        read(SysfsPath.AP_BUS + "/bindings");
    }

    private void assign() {
        String attribute = dice.of(
                "assign_adapter",
                "assign_adapter",
                "assign_adapter",
                "assign_domain",
                "assign_domain",
                "assign_domain",
                "assign_control_domain",
                "unassign_adapter",
                "unassign_domain",
                "unassign_control_domain");
        String device = device();
        write(device + "/" + attribute, syntax.id(dice.of(attribute.endsWith("adapter") ? adapters : domains)));
        lookAt(device);
    }

    /** The same adapter and domain for one device, perhaps for another too. */
    private void reachForQueues() {
        int adapter = dice.of(adapters);
        int domain = dice.of(domains);
        for (int i = dice.between(1, 2); i > 0; i--) {
            String device = device();
            List<HostOperation> writes = new ArrayList<>(List.of(
                    new HostOperation.Write(device + "/assign_adapter", syntax.spelling(adapter)),
                    new HostOperation.Write(device + "/assign_domain", syntax.spelling(domain))));
            script.addAll(dice.percent(50) ? writes : writes.reversed());
            lookAt(device);
        }
    }

    private void writeApConfig() {
        String device = device();
        write(device + "/ap_config", syntax.apConfig(adapters, domains));
        read(device + "/ap_config");
        lookAt(device);
    }

    private void writeMask() {
        boolean ofAdapters = dice.percent(55);
        String path = ofAdapters ? SysfsPath.APMASK : SysfsPath.AQMASK;
        write(path, syntax.mask(ofAdapters ? adapters : domains));
        read(path);
        link(queue() + "/driver");
        link(queue() + "/driver");
        lookAt(device());
    }

    private void create() {
        String uuid = syntax.uuid();
        String path = SysfsPath.MATRIX_TYPE + "/create";
        switch (dice.below(10)) {
            case 0 -> write(path, syntax.oddUuid(uuid));
            case 1 -> write(path, syntax.goodUuid(someUuid()));
            default -> {
                write(path, syntax.goodUuid(uuid));
                uuids.add(uuid);
            }
        }
        if (dice.percent(30)) {
            read(SysfsPath.MATRIX_TYPE + "/available_instances");
        }
        if (dice.percent(30)) {
            list(SysfsPath.MDEV_DEVICES);
        }
    }

    private void remove() {
        String uuid = someUuid();
        if (!held.contains(uuid)) {
            write(SysfsPath.MATRIX + "/" + uuid + "/remove", syntax.removal());
            list(SysfsPath.MDEV_DEVICES);
            read(queue() + "/status");
        }
    }

    private void rebind() {
        String driver = dice.of("vfio_ap", "vfio_ap", "cex4queue", "nothing");
        Apqn apqn = apqn();
        if (dice.percent(70)) {
            write(SysfsPath.AP_BUS + "/drivers/" + driver + "/unbind", apqn.toString());
        }
        if (dice.percent(60)) {
            lookAt(device());
            write(
                    SysfsPath.AP_BUS + "/drivers/" + dice.of(driver, "vfio_ap", "cex4queue") + "/bind",
                    apqn + (dice.percent(10) ? "\n" : ""));
        }
        if (dice.percent(20)) {
            write(SysfsPath.AP_BUS + "/drivers_probe", apqn.toString());
        }
        link(SysfsPath.queue(apqn) + "/driver");
        read(SysfsPath.AP_BUS + "/bindings");
        lookAt(device());
    }

    private void plug() {
        String target = switch (dice.below(10)) {
            case 0, 1 -> "domain.%04x".formatted(dice.of(domains));
            case 2, 3 -> "control.%04x".formatted(dice.of(domains));
            default -> "card%02x".formatted(dice.of(adapters));
        };
        if (dice.percent(50)) {
            script.add(new HostOperation.Hotunplug(target));
            lookAt(device());
        }
        if (dice.percent(60)) {
            boolean typed = target.startsWith("card") && dice.percent(40);
            script.add(new HostOperation.Hotplug(target, typed ? Optional.of(cardType()) : Optional.empty()));
            lookAt(device());
        }
        read(SysfsPath.AP_BUS + "/"
                + dice.of("ap_adapter_mask", "ap_usage_domain_mask", "ap_control_domain_mask", "bindings"));
        list(SysfsPath.AP_BUS + "/devices");
    }

    private CardType cardType() {
        return new CardType(dice.between(4, 8), dice.of(CardType.Mode.values()));
    }

    private void configure() {
        int adapter = dice.of(adapters);
        String card = "card%02x".formatted(adapter);
        script.add(
                dice.percent(65)
                        ? new HostOperation.Configure(dice.percent(50), card)
                        : new HostOperation.Checkstop(dice.percent(50), card));
        String queue = SysfsPath.queue(Apqn.of(adapter, dice.of(domains)));
        for (String attribute : List.of("config", "chkstop", "online")) {
            read(SysfsPath.AP_BUS + "/devices/" + card + "/" + attribute);
            if (dice.percent(50)) {
                read(queue + "/" + attribute);
            }
        }
        lookAt(device());
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
        read(queue() + "/status");
        lookAt(SysfsPath.MATRIX + "/" + uuid);
    }

    private void modules() {
        String module =
                dice.of("vfio_ap", "vfio_ap", "vfio_ap", "zcrypt_cex4", "zcrypt", "ap", "kvm", "no_such_module");
        boolean needed = List.of("zcrypt", "ap", "kvm").contains(module);
        script.add(new HostOperation.Unload(module));
        look();
        link(queue() + "/driver");
        list(SysfsPath.AP_BUS + "/drivers");
        if (!needed && dice.percent(85)) {
            script.add(new HostOperation.Load(module));
        }
        read(SysfsPath.AP_BUS + "/bindings");
        look();
    }

    private void online() {
        String object = dice.percent(50) ? queue() : card();
        write(object + "/online", dice.of("0", "0", "1", "1", "1\n", "0\n", "2", "x", "", "-1", "on", "01"));
        read(object + "/online");
        read(queue() + "/online");
    }

    private void busAttribute() {
        switch (dice.below(4)) {
            case 0 ->
                busAttribute(
                        "poll_timeout", dice.of("250000", "1000000", "1", "0", "x", "120000000000", "120000000001"));
            case 1 -> busAttribute("poll_thread", dice.of("0", "x", "2"));
            case 2 -> busAttribute("ap_domain", syntax.id(dice.of(domains)));
            default -> busAttribute("config_time", dice.of("30", "120", "121", "4", "x", ""));
        }
    }

    private void busAttribute(String name, String value) {
        write(SysfsPath.AP_BUS + "/" + name, value);
        read(SysfsPath.AP_BUS + "/" + name);
    }

    // --- looks -----------------------------------------------------------------------------------------------------

    private void lookAround() {
        for (int i = dice.between(2, 6); i > 0; i--) {
            look();
        }
    }

    private void look() {
        switch (dice.below(16)) {
            case 0 -> read(SysfsPath.AP_BUS + "/" + dice.of(BUS_ATTRIBUTES));
            case 1 -> read(card() + "/" + dice.of(CARD_ATTRIBUTES));
            case 2, 3 -> read(queue() + "/" + dice.of(QUEUE_ATTRIBUTES));
            case 4 -> read(device() + "/" + dice.of(DEVICE_ATTRIBUTES));
            case 5 -> read(device() + "/" + dice.of("uevent", "assign_adapter", "remove", "nothing"));
            case 6 -> read(SysfsPath.MATRIX_TYPE + "/" + dice.of(TYPE_ATTRIBUTES));
            case 7 -> list(dice.of(SysfsPath.AP_BUS + "/devices", SysfsPath.AP_BUS + "/drivers", SysfsPath.AP_BUS));
            case 8 -> list(dice.of(card(), queue()));
            case 9 -> list(SysfsPath.AP_BUS + "/drivers/" + dice.of("vfio_ap", "cex4card", "cex4queue", "nothing"));
            case 10 ->
                list(dice.of(device(), SysfsPath.MATRIX, SysfsPath.MATRIX_TYPE, SysfsPath.MATRIX_TYPE + "/devices"));
            case 11 ->
                list(dice.of(
                        SysfsPath.MDEV_DEVICES,
                        "/sys/class/mdev_bus",
                        "/sys/bus/matrix/devices",
                        "/sys/bus/mdev/drivers"));
            case 12 -> link(dice.of(queue() + "/driver", card() + "/driver", queue(), card()));
            case 13 ->
                link(dice.of(
                        SysfsPath.MDEV_DEVICES + "/" + someUuid(),
                        SysfsPath.MATRIX_TYPE + "/devices/" + someUuid(),
                        device() + "/mdev_type",
                        device() + "/driver",
                        device() + "/subsystem"));
            default -> read(queue() + "/status");
        }
    }

    private void lookAt(String device) {
        read(device + "/matrix");
        read(device + "/guest_matrix");
        if (dice.percent(25)) {
            read(device + "/" + dice.of("control_domains", "ap_config"));
        }
    }

    private void lookAtEverything() {
        for (String uuid : uuids) {
            DEVICE_ATTRIBUTES.forEach(attribute -> read(SysfsPath.MATRIX + "/" + uuid + "/" + attribute));
        }
        List.of("apmask", "aqmask", "bindings", "ap_adapter_mask", "ap_usage_domain_mask", "ap_control_domain_mask")
                .forEach(attribute -> read(SysfsPath.AP_BUS + "/" + attribute));
        list(SysfsPath.AP_BUS + "/devices");
        list(SysfsPath.AP_BUS + "/drivers/vfio_ap");
        list(SysfsPath.MDEV_DEVICES);
    }

    // --- objects ---------------------------------------------------------------------------------------------------

    private String someUuid() {
        return uuids.isEmpty() || dice.percent(4) ? "99999999-9999-4999-8999-999999999999" : dice.of(uuids);
    }

    private String device() {
        return SysfsPath.MATRIX + "/" + someUuid();
    }

    private Apqn apqn() {
        return Apqn.of(dice.of(adapters), dice.of(domains));
    }

    private String queue() {
        return SysfsPath.queue(apqn());
    }

    private String card() {
        return SysfsPath.AP_BUS + "/devices/card%02x".formatted(dice.of(adapters));
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
