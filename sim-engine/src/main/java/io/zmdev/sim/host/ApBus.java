package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.rules.BooleanSyntax;
import io.zmdev.rules.IdSyntax;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.ScanSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The AP bus: the masks, the scan for cards and queues, and which driver may have which queue (ap_bus.c). */
final class ApBus {

    static final String NAME = "ap";

    /** Directory of the cards. */
    static final String ROOT = "/sys/devices/ap";

    private static final Map<String, String> SUBSYSTEM = Map.of("SUBSYSTEM", NAME);

    private static final AttributeTable<ApBus> ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite("ap_domain", bus -> bus.defaultDomain + "\n", ApBus::storeDomain),
            Attribute.readOnly("ap_control_domain_mask", bus -> bus.configuration.controlDomains() + "\n"),
            Attribute.readOnly("ap_usage_domain_mask", bus -> bus.configuration.domains() + "\n"),
            Attribute.readOnly("ap_adapter_mask", bus -> bus.configuration.adapters() + "\n"),
            Attribute.readWrite("config_time", bus -> bus.configTime + "\n", ApBus::storeConfigTime),
            Attribute.readWrite("poll_thread", bus -> ApDevice.flag(bus.pollThread), ApBus::storePollThread),
            Attribute.readOnly("ap_interrupts", bus -> "0\n"),
            Attribute.readWrite("poll_timeout", bus -> bus.pollTimeout + "\n", ApBus::storePollTimeout),
            Attribute.readOnly("ap_max_domain_id", bus -> bus.hardware.maxDomain() + "\n"),
            Attribute.readOnly("ap_max_adapter_id", bus -> bus.hardware.maxAdapter() + "\n"),
            Attribute.readWrite(
                    "apmask", bus -> bus.masks.apmask() + "\n", (bus, written) -> bus.masks.storeApmask(written)),
            Attribute.readWrite(
                    "aqmask", bus -> bus.masks.aqmask() + "\n", (bus, written) -> bus.masks.storeAqmask(written)),
            Attribute.<ApBus>readOnly("scans", bus -> bus.scans + "\n").since(KernelBehaviour.BUS_SCANS),
            Attribute.<ApBus>readWrite("scans", bus -> bus.scans + "\n", ApBus::storeScans)
                    .since(KernelBehaviour.WRITABLE_SCANS),
            Attribute.<ApBus>readOnly("bindings", ApBus::bindings).since(KernelBehaviour.BUS_SCANS),
            Attribute.<ApBus>readOnly("bindings_complete_count", bus -> bus.completions + "\n")
                    .since(KernelBehaviour.BINDINGS_COMPLETE_COUNT),
            Attribute.<ApBus>readOnly("features", ApBus::features).since(KernelBehaviour.BUS_FEATURES));

    private static final AttributeTable<ApBus> ROOT_ATTRIBUTES = AttributeTable.of(Attribute.readWrite(
            "uevent", bus -> "", (bus, written) -> SyntheticUevent.send(bus.kernel, ROOT, SUBSYSTEM, written)));

    private static final long LONGEST_POLL_TIMEOUT = 120_000_000_000L;

    private final Kernel kernel;
    private final ApHardware hardware;
    private final Bus<ApDevice> bus;
    private final ApMasks masks;
    private final ApScan scan;
    private final Map<Integer, ApCard> cards = new TreeMap<>();
    private final Directory root;

    private ApMatrix configuration = ApMatrix.EMPTY;
    private int defaultDomain = -1;
    private int configTime = 30;
    private boolean pollThread;
    private long pollTimeout = 250_000;
    private long scans;
    private long completions;
    private boolean bindingsAnnounced;

    /**
     * @param apmask of the module's parameters
     * @param aqmask likewise
     */
    ApBus(Kernel kernel, ApHardware hardware, Mask256 apmask, Mask256 aqmask) {
        this.kernel = kernel;
        this.hardware = hardware;
        bus = new Bus<>(kernel, NAME);
        masks = new ApMasks(kernel, this, apmask, aqmask);
        scan = new ApScan(kernel, this, hardware);
        bus.directory().attributes(ATTRIBUTES.on(kernel.version()), this);
        root = new ComposedDirectory()
                .attributes(ROOT_ATTRIBUTES, this)
                .link("module", () -> "/sys/module/ap")
                .nodes(
                        this::cardDirectory,
                        () -> cards.values().stream().map(Device::name).toList());
    }

    Bus<ApDevice> bus() {
        return bus;
    }

    ApHardware hardware() {
        return hardware;
    }

    ApMasks masks() {
        return masks;
    }

    /** {@code /sys/devices/ap}. */
    Directory root() {
        return root;
    }

    /** What QCI told at the last scan. */
    ApMatrix configuration() {
        return configuration;
    }

    @Nullable
    ApCard card(int id) {
        return cards.get(id);
    }

    /** The queues that exist, by adapter, then domain. */
    Stream<ApQueue> queues() {
        return cards.values().stream().flatMap(card -> card.queues().values().stream());
    }

    @Nullable
    ApQueue queue(Apqn apqn) {
        ApCard card = cards.get(apqn.adapter().value());
        return card == null ? null : card.queues().get(apqn.domain().value());
    }

    /** The queues with a driver_override, and whether a driver of the host has each. */
    Map<Apqn, Boolean> overridden() {
        return kernel.has(KernelBehaviour.QUEUE_DRIVER_OVERRIDE)
                ? queues().filter(queue -> queue.override().isPresent())
                        .collect(Collectors.toMap(ApQueue::apqn, ApQueue::drivenByHost))
                : Map.of();
    }

    /** Whether a driver needs one of these queues ({@code in_use}). */
    boolean neededByDriver(Mask256 adapters, Mask256 domains) {
        return kernel.has(KernelBehaviour.MASKS_CHECKED_AGAINST_DEVICES)
                && drivers().anyMatch(driver -> driver.needsAnyOf(adapters, domains));
    }

    /**
     * {@code ap_bus_revise_bindings}: queues whose driver contradicts the masks are bound anew. One without a driver counts
     * as if a driver that is not the host's had it: it is offered to drivers only when it is reserved (the kernel reads the
     * flags of a driver that is not there).
     */
    void reviseBindings() {
        for (ApDevice device : List.copyOf(bus.devices())) {
            if (device instanceof ApQueue queue
                    && queue.override().isEmpty()
                    && masks.reserve(queue.apqn()) != queue.drivenByHost()) {
                bus.reprobe(queue);
            }
        }
    }

    /** PQAP ZAPQ: whatever the queue holds is gone. */
    ApHardware.ResponseCode reset(ApQueue queue) {
        ApHardware.ResponseCode answer = hardware.test(queue.apqn());
        queue.secureBinding().reset();
        kernel.record(new QueueReset(queue.apqn(), answer.code()));
        return answer;
    }

    /** {@code ap_scan_bus}: drivers hear of a changed configuration before and after the devices follow it. */
    void scan() {
        ApMatrix before = configuration;
        configuration = hardware.configuration();
        boolean changed = !configuration.equals(before);
        if (!before.adapters().containsAll(configuration.adapters())
                || !before.domains().containsAll(configuration.domains())) {
            expectBindings();
        }
        if (changed) {
            drivers().forEach(driver -> driver.configurationChanged(configuration, before));
        }
        selectDomain();
        for (int id = 0; id <= hardware.maxAdapter(); id++) {
            if (configuration.adapters().contains(id) || cards.containsKey(id)) {
                scan.adapter(id);
            }
        }
        if (changed) {
            drivers().forEach(ApDriver::scanCompleted);
        }
        scans++;
        if (scans == 1) {
            announce("INITSCAN", "done");
        }
        checkBindings();
    }

    /** {@code ap_driver_register}. */
    void register(ApDriver driver) {
        bus.register(driver);
        checkBindings();
    }

    /** A driver is about to take a device, or ids came: that all queues are bound is announced again. */
    void expectBindings() {
        bindingsAnnounced = false;
    }

    /** {@code ap_check_bindings_complete}. */
    private void checkBindings() {
        if (scans > 0 && !bindingsAnnounced && queues().allMatch(Device::isBound)) {
            bindingsAnnounced = true;
            completions++;
            kernel.send(Uevent.Action.CHANGE, ROOT, completed());
        }
    }

    void announce(String variable, String value) {
        Map<String, String> properties = new LinkedHashMap<>(SUBSYSTEM);
        properties.put(variable, value);
        kernel.send(Uevent.Action.CHANGE, ROOT, properties);
    }

    /** The devices go with the bus. */
    void unload() {
        List.copyOf(cards.values()).forEach(this::remove);
    }

    void add(ApCard card) {
        cards.put(card.id().value(), card);
        bus.add(card);
    }

    void add(ApQueue queue) {
        queue.card().queues().put(queue.apqn().domain().value(), queue);
        bus.add(queue);
    }

    void remove(ApCard card) {
        List.copyOf(card.queues().values()).forEach(this::remove);
        bus.remove(card, () -> cards.remove(card.id().value()));
    }

    void remove(ApQueue queue) {
        bus.remove(
                queue, () -> queue.card().queues().remove(queue.apqn().domain().value()));
    }

    private Stream<ApDriver> drivers() {
        return bus.drivers().stream().map(ApDriver.class::cast);
    }

    /** {@code ap_select_domain}: once, the first usage domain that the masks reserve with a queue that works. */
    private void selectDomain() {
        if (defaultDomain < 0) {
            defaultDomain = configuration
                    .domains()
                    .and(masks.aqmask())
                    .ids()
                    .filter(domain -> configuration
                            .adapters()
                            .and(masks.apmask())
                            .ids()
                            .anyMatch(adapter ->
                                    hardware.test(Apqn.of(adapter, domain)) == ApHardware.ResponseCode.NORMAL))
                    .findFirst()
                    .orElse(-1);
        }
    }

    private Map<String, String> completed() {
        Map<String, String> properties = new LinkedHashMap<>(SUBSYSTEM);
        properties.put("BINDINGS", "complete");
        properties.put("COMPLETECOUNT", Long.toString(completions));
        return properties;
    }

    private @Nullable Directory cardDirectory(String name) {
        return bus.device(name) instanceof ApCard card ? card.directory() : null;
    }

    private String bindings() {
        long bound = queues().filter(Device::isBound).count();
        long all = queues().count();
        return bound + "/" + all + (bound == all ? " (complete)\n" : "\n");
    }

    private String features() {
        return "APSC" + (hardware.apxa() ? " APXA" : "") + (hardware.secureExecution() ? " APSB" : "") + "\n";
    }

    private Optional<Errno> storeDomain(Written written) {
        OptionalInt domain = ScanSyntax.integer(written.text());
        if (domain.isEmpty()
                || domain.getAsInt() < 0
                || domain.getAsInt() > hardware.maxDomain()
                || !masks.aqmask().contains(domain.getAsInt())) {
            return Optional.of(Errno.EINVAL);
        }
        defaultDomain = domain.getAsInt();
        return Optional.empty();
    }

    private Optional<Errno> storeScans(Written written) {
        scan();
        return Optional.empty();
    }

    private Optional<Errno> storeConfigTime(Written written) {
        OptionalInt seconds = ScanSyntax.decimal(written.text());
        if (seconds.isEmpty() || seconds.getAsInt() < 5 || seconds.getAsInt() > 120) {
            return Optional.of(Errno.EINVAL);
        }
        configTime = seconds.getAsInt();
        return Optional.empty();
    }

    private Optional<Errno> storePollThread(Written written) {
        Optional<Boolean> value = BooleanSyntax.parse(written.text(), kernel.version());
        value.ifPresent(on -> pollThread = on);
        return value.isPresent() ? Optional.empty() : Optional.of(Errno.EINVAL);
    }

    private Optional<Errno> storePollTimeout(Written written) {
        return switch (IdSyntax.parse(written.text())) {
            case Answer.Refused<Long>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Long>(Long value) -> {
                if (Long.compareUnsigned(value, LONGEST_POLL_TIMEOUT) > 0) {
                    yield Optional.of(Errno.EINVAL);
                }
                pollTimeout = value;
                yield Optional.empty();
            }
        };
    }
}
