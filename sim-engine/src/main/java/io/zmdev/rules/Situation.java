package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A configuration together with the machine it is for: what all rules look up, worked out once. Immutable.
 *
 * <p>Building one costs a pass over the devices, guests and queues; asking it is cheap.
 */
public final class Situation {

    private static final Mask256 UNREAD_MASK = Mask256.ALL;

    private final Configuration configuration;
    private final Machine machine;
    private final List<Holder> listed;
    private final List<Holder> unlisted;
    private final boolean hasUnreadDevice;
    private final Occupancy occupancy;
    private final Optional<QueueOwnership> ownershipBefore;
    private final List<MaskWrites.Change> maskWrites;
    private final QueueOwnership ownership;
    private final BindingForecast forecast;
    private final ApMatrix lpar;
    private final ApMatrix possible;
    private final Map<MdevUuid, DesiredDevice> desired = new HashMap<>();
    private final Map<MdevUuid, MediatedDevice> active = new HashMap<>();
    private final Map<MdevUuid, List<String>> guests = new HashMap<>();
    private final Map<MdevUuid, String> names = new HashMap<>();
    private final Map<MdevUuid, String> runningGuests = new HashMap<>();
    private final Map<AdapterId, Card> cards = new HashMap<>();
    private final Map<SubchannelId, Subchannel> subchannels = new HashMap<>();

    private Situation(Configuration configuration, Machine machine) {
        this.configuration = configuration;
        this.machine = machine;
        configuration.mediatedDevices().forEach(device -> desired.put(device.uuid(), device));
        machine.mediatedDevices().forEach(device -> active.put(device.uuid(), device));
        machine.css().subchannels().forEach(subchannel -> subchannels.put(subchannel.id(), subchannel));
        ap().ifPresent(ap -> ap.cards().forEach(card -> cards.put(card.id(), card)));
        enterNames();
        listed = presentDevices(DesiredDevice.Matrix.class).map(this::holder).toList();
        unlisted = unlistedHolders();
        hasUnreadDevice = machine.mediatedDevices().stream().anyMatch(this::isUnread);
        occupancy =
                Occupancy.of(Stream.concat(listed.stream(), unlisted.stream()).toList());
        List<Queue> queues = ap().map(ApBus::queues).orElse(List.of());
        ownershipBefore = currentMasks().map(masks -> QueueOwnership.of(masks, queues));
        ownership = QueueOwnership.of(new HostOwnership(apmaskAfter(), aqmaskAfter()), queues);
        maskWrites = MaskWrites.changes(assumedMasks(), ownership.masks());
        lpar = ap().map(Situation::configuredMatrix).orElse(ApMatrix.EMPTY);
        possible = ap().map(Situation::possibleMatrix).orElse(ApMatrix.EMPTY);
        forecast = new BindingForecast(
                queues,
                cards,
                ownershipBefore,
                maskWrites.stream()
                        .map(change -> ownership.withMasks(change.after()))
                        .toList(),
                ownership,
                machine.modules(),
                kernelHas(KernelBehaviour.CHECKSTOPPED_QUEUES_PASSABLE) || !kernelHas(KernelBehaviour.GUEST_MATRIX));
    }

    public static Situation of(Configuration configuration, Machine machine) {
        return new Situation(configuration, machine);
    }

    private void enterNames() {
        configuration.mediatedDevices().forEach(device -> names.put(device.uuid(), device.name()));
        for (Guest guest : machine.guests()) {
            for (MdevUuid uuid : guest.devices()) {
                names.put(uuid, guest.name());
                if (guest.running()) {
                    runningGuests.put(uuid, guest.name());
                }
            }
        }
        for (Guest guest : configuration.guests()) {
            for (MdevUuid uuid : guest.devices()) {
                names.put(uuid, guest.name());
                guests.computeIfAbsent(uuid, unseen -> new ArrayList<>()).add(guest.name());
            }
        }
    }

    private Holder holder(DesiredDevice.Matrix device) {
        return new Holder(
                device.uuid(),
                nameOf(device.uuid()),
                true,
                device.autostart(),
                device.matrix(),
                assignedNow(device.uuid()));
    }

    private List<Holder> unlistedHolders() {
        List<Holder> holders = new ArrayList<>();
        for (MediatedDevice device : machine.mediatedDevices()) {
            if (device instanceof MediatedDevice.Matrix matrix
                    && matrix.assigned() instanceof Observed.Known<ApMatrix>(ApMatrix assigned)
                    && !isListed(matrix.uuid())) {
                holders.add(new Holder(matrix.uuid(), nameOf(matrix.uuid()), false, false, assigned, assigned));
            }
        }
        return List.copyOf(holders);
    }

    private boolean isUnread(MediatedDevice device) {
        return device instanceof MediatedDevice.Matrix matrix
                && !matrix.assigned().isKnown()
                && !isListed(matrix.uuid());
    }

    private static ApMatrix configuredMatrix(ApBus ap) {
        return new ApMatrix(
                ap.configuredAdapters().orElse(UNREAD_MASK),
                ap.usageDomains().orElse(UNREAD_MASK),
                ap.controlDomains().orElse(UNREAD_MASK));
    }

    private static ApMatrix possibleMatrix(ApBus ap) {
        Mask256 domains = Mask256.range(0, ap.maxDomain());
        return new ApMatrix(Mask256.range(0, ap.maxAdapter()), domains, domains);
    }

    private Optional<HostOwnership> currentMasks() {
        return ap().filter(ap -> ap.apmask().isKnown() && ap.aqmask().isKnown())
                .map(ap -> new HostOwnership(ap.apmask().get(), ap.aqmask().get()));
    }

    private Mask256 apmaskAfter() {
        return ap().map(ap -> masks().apmaskFrom(ap.apmask().orElse(UNREAD_MASK)))
                .orElse(Mask256.NONE);
    }

    private Mask256 aqmaskAfter() {
        return ap().map(ap -> masks().aqmaskFrom(ap.aqmask().orElse(UNREAD_MASK)))
                .orElse(Mask256.NONE);
    }

    public Configuration configuration() {
        return configuration;
    }

    public Machine machine() {
        return machine;
    }

    public Optional<ApBus> ap() {
        return machine.ap();
    }

    /** The listed matrix devices that shall exist, in the order of the configuration. */
    public List<Holder> listed() {
        return listed;
    }

    /** Every card that is there of which a listed device takes a queue. */
    Stream<HeldCard> heldCards() {
        return listed().stream()
                .filter(holder -> !holder.matrix().domains().isEmpty())
                .flatMap(holder -> holder.matrix()
                        .adapters()
                        .ids()
                        .mapToObj(this::card)
                        .flatMap(Optional::stream)
                        .map(card -> new HeldCard(holder, card)));
    }

    /** A card and a device that takes a queue of it. */
    record HeldCard(Holder holder, Card card) {}

    /** The active matrix devices that the configuration doesn't list, in the order of the machine. */
    public List<Holder> unlisted() {
        return unlisted;
    }

    /** The matrix of a device, listed or not. */
    Optional<Holder> holder(MdevUuid uuid) {
        return Stream.concat(listed.stream(), unlisted.stream())
                .filter(holder -> holder.uuid().equals(uuid))
                .findFirst();
    }

    /** Whether an active device that the configuration doesn't list has a matrix that could not be read. */
    boolean hasUnreadDevice() {
        return hasUnreadDevice;
    }

    /** Who has which queue once the configuration is active. */
    public Occupancy occupancy() {
        return occupancy;
    }

    /** Which queues are the host drivers' once the masks are written; a mask that could not be read counts as all ones. */
    public QueueOwnership ownership() {
        return ownership;
    }

    /** Which queues are the host drivers' now, empty when a mask could not be read. */
    Optional<QueueOwnership> ownershipBefore() {
        return ownershipBefore;
    }

    /** The writes of the masks. */
    List<MaskWrites.Change> maskWrites() {
        return maskWrites;
    }

    /** The ids that the masks gain. */
    ApMatrix newlyReserved() {
        HostOwnership before = assumedMasks();
        return new ApMatrix(
                ownership.masks().apmask().minus(before.apmask()),
                ownership.masks().aqmask().minus(before.aqmask()),
                Mask256.NONE);
    }

    /** The masks as they are; one that could not be read has no bit that the configuration reserves. */
    private HostOwnership assumedMasks() {
        return new HostOwnership(
                assumed(ownership.masks().apmask(), ApBus::apmask, masks().apmask(), masks().reserveAdapters()),
                assumed(ownership.masks().aqmask(), ApBus::aqmask, masks().aqmask(), masks().reserveDomains()));
    }

    private Mask256 assumed(
            Mask256 after, Function<ApBus, Observed<Mask256>> mask, Optional<Mask256> absolute, Mask256 reserved) {
        return ap().map(bus -> mask.apply(bus).orElse(after.minus(absolute.orElse(reserved))))
                .orElse(after);
    }

    /** Whether both masks, as they will be, are known. */
    boolean masksKnown() {
        return unreadMasks().isEmpty();
    }

    /** Why the masks as they will be are not known, one for each mask. */
    public List<Observed.Unknown<Mask256>> unreadMasks() {
        List<Observed.Unknown<Mask256>> unread = new ArrayList<>();
        ap().ifPresent(ap -> {
            if (masks().apmask().isEmpty() && ap.apmask() instanceof Observed.Unknown<Mask256> apmask) {
                unread.add(apmask);
            }
            if (masks().aqmask().isEmpty() && ap.aqmask() instanceof Observed.Unknown<Mask256> aqmask) {
                unread.add(aqmask);
            }
        });
        return unread;
    }

    BindingForecast forecast() {
        return forecast;
    }

    /** Adapters and domains of the LPAR; all when the machine doesn't tell. */
    ApMatrix lpar() {
        return lpar;
    }

    /** Every id that the machine can have, up to the highest. */
    ApMatrix possible() {
        return possible;
    }

    public Optional<Card> card(int adapter) {
        return Optional.ofNullable(cards.get(new AdapterId(adapter)));
    }

    Optional<Subchannel> subchannel(SubchannelId id) {
        return Optional.ofNullable(subchannels.get(id));
    }

    /** Whether a card is of the mode, configured on and not checkstopped. */
    boolean hasUsableCard(int adapter, CardType.Mode mode) {
        return card(adapter)
                .filter(card -> card.type() instanceof Observed.Known<CardType>(CardType type) && type.mode() == mode)
                .filter(card ->
                        card.configured().orElse(false) && !card.checkstopped().orElse(true))
                .isPresent();
    }

    /** Whether the configuration lists the device, present or absent. */
    boolean isListed(MdevUuid uuid) {
        return desired.containsKey(uuid);
    }

    Optional<DesiredDevice> desired(MdevUuid uuid) {
        return Optional.ofNullable(desired.get(uuid));
    }

    /** Whether there is the device once the configuration is active. */
    boolean willExist(MdevUuid uuid) {
        return desired(uuid)
                .map(device -> device.state() == DesiredDevice.State.PRESENT)
                .orElseGet(() -> active.containsKey(uuid));
    }

    /** Whether the kernel lets a matrix be changed now: before 6.0 not while a guest runs with it. */
    boolean mayChange(MdevUuid uuid) {
        return kernelHas(KernelBehaviour.DYNAMIC_MATRIX) || runningGuestOf(uuid).isEmpty();
    }

    Optional<MediatedDevice> active(MdevUuid uuid) {
        return Optional.ofNullable(active.get(uuid));
    }

    /** What a matrix device has now; empty when it isn't active or that could not be read. */
    ApMatrix assignedNow(MdevUuid uuid) {
        return active.get(uuid) instanceof MediatedDevice.Matrix matrix
                ? matrix.assigned().orElse(ApMatrix.EMPTY)
                : ApMatrix.EMPTY;
    }

    /** The guests that the configuration lists the device under. */
    List<String> guestsOf(MdevUuid uuid) {
        return guests.getOrDefault(uuid, List.of());
    }

    /** The running guest that has the device. */
    Optional<String> runningGuestOf(MdevUuid uuid) {
        return Optional.ofNullable(runningGuests.get(uuid));
    }

    /** The guest's name, else the device's, else its UUID. */
    String nameOf(MdevUuid uuid) {
        return names.getOrDefault(uuid, uuid.text());
    }

    /** The device's own name where the configuration lists it, else as {@link #nameOf}. */
    String deviceNameOf(MdevUuid uuid) {
        return desired(uuid).map(DesiredDevice::name).orElseGet(() -> nameOf(uuid));
    }

    /** The listed devices of a type that shall exist. */
    <T extends DesiredDevice> Stream<T> presentDevices(Class<T> type) {
        return configuration.mediatedDevices().stream()
                .filter(device -> device.state() == DesiredDevice.State.PRESENT)
                .filter(type::isInstance)
                .map(type::cast);
    }

    /**
     * What {@code guest_matrix} shows after a write of a matrix; empty when the kernel has no such attribute, doesn't filter the
     * whole matrix at this write, or something that decides could not be read.
     */
    public Optional<ApMatrix> guestMatrixAfter(MatrixWrites.Change change) {
        ApMatrix ids = change.addedIds();
        boolean filters = matrixWrites() == MatrixWrites.AP_CONFIG
                || (kernelHas(KernelBehaviour.WHOLE_MATRIX_FILTERED)
                        && !(ids.adapters().isEmpty() && ids.domains().isEmpty()));
        boolean known = machine.kernel().isKnown()
                && masksKnown()
                && ap().map(ap -> ap.configuredAdapters().isKnown()
                                && ap.usageDomains().isKnown())
                        .orElse(false)
                && change.after().queues().noneMatch(forecast::isUnknown);
        return filters && known ? Optional.of(guestView(change.after()).guest()) : Optional.empty();
    }

    /** What the guest gets of a matrix. */
    public GuestFilter.Result guestView(ApMatrix matrix) {
        return GuestFilter.filter(matrix, lpar, forecast::isPassable);
    }

    /** The writes by which this kernel changes a matrix. */
    MatrixWrites matrixWrites() {
        return MatrixWrites.on(machine);
    }

    /** Whether the kernel behaves so; a kernel whose version could not be read counts as today's. */
    boolean kernelHas(KernelBehaviour behaviour) {
        return machine.kernel().map(behaviour::in).orElse(true);
    }

    private MaskRequest masks() {
        return configuration.masks();
    }
}
