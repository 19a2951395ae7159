package io.zmdev.rules;

import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.ap.SecureBinding;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** An observed machine for the tests: cards of mode P, queues bound as the masks say, unless told otherwise. */
final class MachineBuilder {

    private Observed<KernelVersion> kernel = Observed.known(new KernelVersion(6, 12));
    private final TreeSet<String> modules = new TreeSet<>(List.of("ap", "vfio_ap", "vfio_ccw"));
    private boolean hasApBus = true;
    private int maxAdapter = 255;
    private int maxDomain = 255;
    private final Mask256 adapters;
    private final Mask256 domains;
    private Mask256 controlDomains;
    private Observed<Mask256> apmask = Observed.known(Mask256.ALL);
    private Observed<Mask256> aqmask = Observed.known(Mask256.ALL);
    private final Map<Integer, UnaryOperator<Card>> cardChanges = new HashMap<>();
    private final Map<Apqn, UnaryOperator<Queue>> queueChanges = new HashMap<>();
    private final List<Apqn> missing = new ArrayList<>();
    private final List<Subchannel> subchannels = new ArrayList<>();
    private final List<MediatedDevice> devices = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();

    private MachineBuilder(Mask256 adapters, Mask256 domains) {
        this.adapters = adapters;
        this.domains = domains;
        this.controlDomains = domains;
    }

    /** A machine whose LPAR has these, all reserved for the host's drivers. */
    static MachineBuilder machine(Mask256 adapters, Mask256 domains) {
        return new MachineBuilder(adapters, domains);
    }

    MachineBuilder kernel(String version) {
        kernel = Observed.known(KernelVersion.parse(version));
        return this;
    }

    MachineBuilder loaded(String module) {
        modules.add(module);
        return this;
    }

    MachineBuilder without(String module) {
        modules.remove(module);
        return this;
    }

    MachineBuilder withoutApBus() {
        hasApBus = false;
        return this;
    }

    MachineBuilder highest(int adapter, int domain) {
        maxAdapter = adapter;
        maxDomain = domain;
        return this;
    }

    MachineBuilder controlDomains(Mask256 ids) {
        controlDomains = ids;
        return this;
    }

    MachineBuilder freeAdapters(int... ids) {
        return masks(Mask256.ALL.minus(Mask256.of(ids)), Mask256.ALL);
    }

    MachineBuilder masks(Mask256 newApmask, Mask256 newAqmask) {
        apmask = Observed.known(newApmask);
        aqmask = Observed.known(newAqmask);
        return this;
    }

    MachineBuilder unreadableApmask() {
        apmask = Observed.unknown(SysfsPath.APMASK, "EACCES");
        return this;
    }

    MachineBuilder card(int adapter, String type) {
        return changeCard(
                adapter,
                card -> new Card(
                        card.id(),
                        Observed.known(CardType.parse(type)),
                        card.configured(),
                        card.checkstopped(),
                        card.online()));
    }

    MachineBuilder deconfigured(int adapter) {
        return changeCard(
                adapter,
                card -> new Card(
                        card.id(), card.type(), Observed.known(false), card.checkstopped(), Observed.known(false)));
    }

    MachineBuilder checkstopped(int adapter) {
        return changeCard(
                adapter,
                card -> new Card(
                        card.id(), card.type(), card.configured(), Observed.known(true), Observed.known(false)));
    }

    MachineBuilder offline(int adapter) {
        return changeCard(
                adapter,
                card -> new Card(
                        card.id(), card.type(), card.configured(), card.checkstopped(), Observed.known(false)));
    }

    private MachineBuilder changeCard(int adapter, UnaryOperator<Card> change) {
        cardChanges.merge(adapter, change, (first, second) -> card -> second.apply(first.apply(card)));
        return this;
    }

    MachineBuilder unbound(String apqn) {
        return driver(apqn, Observed.known(Optional.empty()));
    }

    MachineBuilder unreadableDriver(String apqn) {
        return driver(apqn, Observed.unknown(SysfsPath.queue(Apqn.parse(apqn)) + "/driver", "EACCES"));
    }

    private MachineBuilder driver(String apqn, Observed<Optional<String>> driver) {
        return changeQueue(
                apqn,
                queue -> new Queue(queue.apqn(), driver, queue.driverOverride(), queue.online(), queue.masterKeys()));
    }

    MachineBuilder override(String apqn, String driver) {
        return changeQueue(
                apqn,
                queue -> new Queue(
                        queue.apqn(),
                        Observed.known(Optional.of(driver)),
                        Optional.of(driver),
                        queue.online(),
                        queue.masterKeys()));
    }

    MachineBuilder masterKeys(String apqn, String keys) {
        return changeQueue(
                apqn,
                queue -> new Queue(
                        queue.apqn(),
                        queue.driver(),
                        queue.driverOverride(),
                        queue.online(),
                        Observed.known(Optional.of(keys))));
    }

    MachineBuilder secureBinding(String apqn, String bound, String associated) {
        return changeQueue(
                apqn,
                queue -> new Queue(
                        queue.apqn(),
                        queue.driver(),
                        queue.driverOverride(),
                        queue.online(),
                        queue.masterKeys(),
                        Optional.of(new SecureBinding(bound, associated))));
    }

    private MachineBuilder changeQueue(String apqn, UnaryOperator<Queue> change) {
        queueChanges.put(Apqn.parse(apqn), change);
        return this;
    }

    MachineBuilder missing(String apqn) {
        missing.add(Apqn.parse(apqn));
        return this;
    }

    /** An active matrix device of a guest, which sees all of it. */
    MachineBuilder active(String guest, boolean running, ApMatrix matrix) {
        return active(guest, running, Observed.known(matrix), Observed.known(matrix));
    }

    MachineBuilder active(String guest, boolean running, Observed<ApMatrix> assigned, Observed<ApMatrix> view) {
        MdevUuid uuid = ConfigurationBuilder.uuid(guest);
        devices.add(new MediatedDevice.Matrix(uuid, assigned, view));
        guests.add(new Guest(guest, running, List.of(uuid)));
        return this;
    }

    MachineBuilder activeCcw(String name, String subchannel) {
        devices.add(new MediatedDevice.Ccw(ConfigurationBuilder.uuid(name), SubchannelId.parse(subchannel)));
        return this;
    }

    MachineBuilder with(MediatedDevice device) {
        devices.add(device);
        return this;
    }

    MachineBuilder subchannel(String id, String driver, String deviceType, boolean online) {
        return subchannel(id, Observed.known(Optional.of(driver)), deviceType, Observed.known(Optional.of(online)));
    }

    MachineBuilder subchannel(
            String id, Observed<Optional<String>> driver, String deviceType, Observed<Optional<Boolean>> online) {
        SubchannelId subchannel = SubchannelId.parse(id);
        subchannels.add(new Subchannel(
                subchannel,
                Observed.known(Optional.of(new DeviceNumber(0, 0, 0x2b00 + subchannel.number()))),
                driver,
                Optional.empty(),
                List.of(ChpId.parse("0.40")),
                Observed.known(new Subchannel.PathMasks(0x80, 0x80, 0xff)),
                Optional.of(deviceType),
                online));
        return this;
    }

    /** A disk that is online, and what holds it. */
    MachineBuilder heldDisk(String id, Observed<List<DeviceHolder>> holders) {
        SubchannelId subchannel = SubchannelId.parse(id);
        subchannels.add(new Subchannel(
                subchannel,
                Observed.known(Optional.of(new DeviceNumber(0, 0, 0x2b00 + subchannel.number()))),
                Observed.known(Optional.of("io_subchannel")),
                Optional.empty(),
                List.of(ChpId.parse("0.40")),
                Observed.known(new Subchannel.PathMasks(0x80, 0x80, 0xff)),
                Optional.of("3990/e9 3390/0c"),
                Observed.known(Optional.of(true)),
                holders));
        return this;
    }

    Machine build() {
        return new Machine(
                "lab",
                kernel,
                modules,
                hasApBus ? Optional.of(apBus()) : Optional.empty(),
                new ChannelSubsystem(List.of(), subchannels),
                devices,
                guests);
    }

    private ApBus apBus() {
        ApMatrix all = new ApMatrix(adapters, domains, Mask256.NONE);
        return new ApBus(
                maxAdapter,
                maxDomain,
                Observed.known(adapters),
                Observed.known(domains),
                Observed.known(controlDomains),
                apmask,
                aqmask,
                adapters.ids().mapToObj(this::card).toList(),
                all.queues()
                        .filter(apqn -> !missing.contains(apqn))
                        .map(this::queue)
                        .toList());
    }

    private Card card(int adapter) {
        Card card = new Card(
                new AdapterId(adapter),
                Observed.known(CardType.parse("CEX8P")),
                Observed.known(true),
                Observed.known(false),
                Observed.known(true));
        return cardChanges.getOrDefault(adapter, UnaryOperator.identity()).apply(card);
    }

    private Queue queue(Apqn apqn) {
        boolean reserved = new HostOwnership(apmask.orElse(Mask256.ALL), aqmask.orElse(Mask256.ALL)).owns(apqn);
        Queue queue = new Queue(
                apqn,
                Observed.known(Optional.of(reserved ? "cex4queue" : "vfio_ap")),
                Optional.empty(),
                Observed.known(Optional.empty()),
                Observed.known(Optional.empty()));
        return queueChanges.getOrDefault(apqn, UnaryOperator.identity()).apply(queue);
    }
}
