package io.zmdev.hw.inventory;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostFacts;
import io.zmdev.hw.host.Look;
import io.zmdev.model.Damage;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what a machine is at one moment. */
public final class Inventory {

    /** The modules that matter here and the directory that each makes: a driver may be built in. */
    private static final Map<String, String> MODULES = Map.of(
            "ap", SysfsPath.AP_BUS,
            "zcrypt_cex4", SysfsPath.AP_BUS + "/drivers/cex4queue",
            "vfio_ap", SysfsPath.AP_BUS + "/drivers/vfio_ap",
            "vfio_ccw", SysfsPath.CSS_DRIVERS + "/vfio_ccw");

    /** The files that are always read: a host behind a slow link shows them in one round trip, its guests in another meanwhile. */
    private static final List<Look> LOOKS = Stream.of(
                    Stream.of(Look.content("/proc/sys/kernel/hostname"), Look.content("/proc/sys/kernel/osrelease")),
                    Stream.of(Look.names("/sys/module")),
                    MODULES.values().stream().map(Inventory::parent).distinct().map(Look::names),
                    ApInventory.LOOKS.stream(),
                    RecordedKeys.LOOKS.stream(),
                    CssInventory.LOOKS.stream(),
                    MdevInventory.LOOKS.stream())
            .flatMap(looks -> looks)
            .toList();

    private Inventory() {}

    /** Every file that {@link #read(HostAccess)} reads. */
    public static List<Look> looks() {
        return looks(Mask256.ALL);
    }

    private static List<Look> looks(Mask256 asked) {
        return Stream.concat(LOOKS.stream(), ApInventory.masterKeys(asked).stream())
                .toList();
    }

    /** Reads a machine with the master key verification patterns of all queues. */
    public static Machine read(HostAccess host) {
        return read(host, Mask256.ALL);
    }

    /**
     * Reads a machine. What no kernel prints is unknown and stands in its {@link Machine#damages}.
     *
     * @param asked the adapters whose queues are asked for their master key verification patterns: a request to a card for each
     *     queue, which takes from the time of its users; those of others are unknown
     * @throws io.zmdev.model.ZmdevException HOST_UNREADABLE when a directory can't be read without which nothing can be said
     */
    public static Machine read(HostAccess host, Mask256 asked) {
        List<Damage> unreadableDomains = new ArrayList<>();
        CompletableFuture<List<Guest>> domains = CompletableFuture.supplyAsync(
                () -> domains(host, unreadableDomains::add),
                task -> Thread.ofVirtual().start(task));
        HostAccess view = host.view(looks(asked));
        HostFacts facts = view.facts();
        Attributes attributes = new Attributes(view);
        ApInventory apInventory = new ApInventory(attributes, asked, RecordedKeys.read(view, attributes::damaged));
        Optional<ApBus> ap = apInventory.read();
        List<Guest> guests = guests(facts, joined(domains));
        unreadableDomains.forEach(attributes::damaged);
        Observed<Mask256> lparControlDomains =
                ap.map(ApBus::controlDomains).orElseGet(() -> Observed.known(Mask256.NONE));
        MdevInventory mdevs = new MdevInventory(attributes, lparControlDomains);
        List<MediatedDevice> devices = mdevs.read();
        ChannelSubsystem css = new CssInventory(attributes).read();
        return new Machine(
                facts.name(),
                facts.kernel(),
                modules(attributes),
                ap,
                css,
                devices,
                GuestInventory.withStrangers(guests, devices, apInventory.inUse()),
                mdevs.apConfig(devices),
                attributes.damages());
    }

    /** The guests that a host tells of, without those that only their devices in use betray. */
    public static List<Guest> guests(HostAccess host) {
        return guests(host.facts(), domains(host, damage -> {}));
    }

    private static List<Guest> guests(HostFacts facts, List<Guest> domains) {
        return Stream.concat(facts.guests().stream(), domains.stream()).toList();
    }

    private static List<Guest> domains(HostAccess host, Consumer<Damage> damaged) {
        return host.shell().map(shell -> GuestInventory.domains(shell, damaged)).orElse(List.of());
    }

    private static <T> T joined(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ZmdevException refused ? refused : e;
        }
    }

    private static SortedSet<String> modules(Attributes attributes) {
        SortedSet<String> modules = new TreeSet<>(attributes.list("/sys/module"));
        MODULES.forEach((module, directory) -> {
            if (attributes.list(parent(directory)).contains(directory.substring(directory.lastIndexOf('/') + 1))) {
                modules.add(module);
            }
        });
        modules.retainAll(MODULES.keySet());
        return modules;
    }

    /** What lists a driver's directory; its own names are those of all its devices. */
    private static String parent(String directory) {
        return directory.substring(0, directory.lastIndexOf('/'));
    }
}
