package io.zmdev.plan;

import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.plan.MachineChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became different between two looks at a machine, and the likely causes. Causes come first: modules, masks, cards, queues,
 * subchannels, mediated devices, guests. A value that could not be read in one of the looks is no change.
 */
public final class Drift {

    private final Machine before;
    private final Machine after;
    private final Optional<String> apmask;
    private final Optional<String> aqmask;
    private final List<MachineChange> changes = new ArrayList<>();

    private Drift(Machine before, Machine after) {
        this.before = before;
        this.after = after;
        this.apmask = mask("apmask", ApBus::apmask);
        this.aqmask = mask("aqmask", ApBus::aqmask);
    }

    /** Every change, causes before effects. */
    public static List<MachineChange> between(Machine before, Machine after) {
        Drift drift = new Drift(before, after);
        drift.modules();
        drift.masks();
        drift.cards();
        drift.queues();
        drift.subchannels();
        drift.mediatedDevices();
        drift.guests();
        return List.copyOf(drift.changes);
    }

    private void add(Kind kind, String subject, String what, Optional<String> cause) {
        changes.add(new MachineChange(kind, subject, what, cause));
    }

    private void add(Kind kind, String subject, String what) {
        add(kind, subject, what, Optional.empty());
    }

    private void modules() {
        before.modules().stream()
                .filter(module -> !after.modules().contains(module))
                .forEach(module -> add(Kind.MODULE, module, "was unloaded"));
        after.modules().stream()
                .filter(module -> !before.modules().contains(module))
                .forEach(module -> add(Kind.MODULE, module, "was loaded"));
    }

    private Optional<String> unloaded(String module) {
        return before.modules().contains(module) && !after.modules().contains(module)
                ? Optional.of(module + " was unloaded")
                : Optional.empty();
    }

    /** How a mask changed, as one could have written it: {@code apmask +5,-6-7}. */
    private Optional<String> mask(String name, Function<ApBus, Observed<Mask256>> mask) {
        Mask256 old = before.ap().map(mask).map(m -> m.orElse(Mask256.NONE)).orElse(Mask256.NONE);
        Mask256 now = after.ap().map(mask).map(m -> m.orElse(old)).orElse(old);
        if (before.ap().isEmpty() || !mask.apply(before.ap().get()).isKnown() || old.equals(now)) {
            return Optional.empty();
        }
        return Optional.of(Stream.concat(terms("+", now.minus(old)), terms("-", old.minus(now)))
                .collect(Collectors.joining(",", name + " ", "")));
    }

    private static Stream<String> terms(String sign, Mask256 ids) {
        return ids.runs().stream().map(run -> sign + run.first() + (run.last() > run.first() ? "-" + run.last() : ""));
    }

    private void masks() {
        apmask.ifPresent(terms -> add(Kind.MASK, "apmask", "changed by " + terms.substring("apmask ".length())));
        aqmask.ifPresent(terms -> add(Kind.MASK, "aqmask", "changed by " + terms.substring("aqmask ".length())));
    }

    private static <K, V> Map<K, V> by(Stream<V> values, Function<V, K> key) {
        return values.collect(Collectors.toMap(key, value -> value, (first, second) -> first, LinkedHashMap::new));
    }

    private static <T> boolean differ(Observed<T> old, Observed<T> now) {
        return old.isKnown() && now.isKnown() && !old.get().equals(now.get());
    }

    private void cards() {
        Map<?, Card> old = by(before.ap().stream().flatMap(ap -> ap.cards().stream()), Card::id);
        Map<?, Card> now = by(after.ap().stream().flatMap(ap -> ap.cards().stream()), Card::id);
        old.forEach((id, card) -> {
            Card found = now.get(id);
            if (found == null) {
                add(Kind.CARD, name(card), "left the LPAR");
            } else {
                flag(name(card), card.configured(), found.configured(), "was configured on", "was configured off");
                flag(
                        name(card),
                        card.checkstopped(),
                        found.checkstopped(),
                        "is checkstopped",
                        "recovered from checkstop");
                flag(name(card), card.online(), found.online(), "was set online", "was set offline");
            }
        });
        now.forEach((id, card) -> {
            if (!old.containsKey(id)) {
                add(Kind.CARD, name(card), "came to the LPAR");
            }
        });
    }

    private static String name(Card card) {
        return "card" + card.id();
    }

    private void flag(String subject, Observed<Boolean> old, Observed<Boolean> now, String on, String off) {
        if (differ(old, now)) {
            add(Kind.CARD, subject, now.get() ? on : off);
        }
    }

    private void queues() {
        Map<Apqn, Queue> old = queues(before);
        Map<Apqn, Queue> now = queues(after);
        old.forEach((apqn, queue) -> {
            Queue found = now.get(apqn);
            if (found == null) {
                add(Kind.QUEUE, apqn.toString(), "went away", gone(apqn));
            } else if (differ(queue.driver(), found.driver())) {
                add(
                        Kind.QUEUE,
                        apqn.toString(),
                        driver(queue.driver().get(), found.driver().get()),
                        rebound(queue, found));
            }
        });
        now.keySet().stream()
                .filter(apqn -> !old.containsKey(apqn))
                .forEach(apqn -> add(Kind.QUEUE, apqn.toString(), "appeared", came(apqn)));
    }

    private static Map<Apqn, Queue> queues(Machine machine) {
        return by(machine.ap().stream().flatMap(ap -> ap.queues().stream()), Queue::apqn);
    }

    private static String driver(Optional<String> old, Optional<String> now) {
        if (old.isEmpty()) {
            return "was bound to " + now.orElseThrow();
        }
        return "left " + old.get() + now.map(name -> " for " + name).orElse("");
    }

    private Optional<String> rebound(Queue old, Queue now) {
        if (!old.driverOverride().equals(now.driverOverride())) {
            return Optional.of(override(now.driverOverride()));
        }
        return reserved(old.apqn()).or(() -> old.driver().get().flatMap(this::unloaded));
    }

    private static String override(Optional<String> now) {
        return now.map(name -> "driver_override " + name).orElse("driver_override was cleared");
    }

    /** The mask whose bit for the queue changed. */
    private Optional<String> reserved(Apqn apqn) {
        Optional<String> adapter = bitChanged(ApBus::apmask, apqn.adapter().value()) ? apmask : Optional.empty();
        Optional<String> domain = bitChanged(ApBus::aqmask, apqn.domain().value()) ? aqmask : Optional.empty();
        List<String> masks =
                Stream.of(adapter, domain).flatMap(Optional::stream).toList();
        return masks.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", masks));
    }

    private boolean bitChanged(Function<ApBus, Observed<Mask256>> mask, int id) {
        return before.ap().isPresent()
                && after.ap().isPresent()
                && differ(
                        mask.apply(before.ap().get()).map(m -> m.contains(id)),
                        mask.apply(after.ap().get()).map(m -> m.contains(id)));
    }

    private Optional<String> gone(Apqn apqn) {
        ApBus ap = after.ap().orElse(null);
        if (ap == null || ap.card(apqn.adapter()).isEmpty()) {
            return Optional.of("card" + apqn.adapter() + " left the LPAR");
        }
        return ap.usageDomains().map(m -> m.contains(apqn.domain().value())).orElse(true)
                ? Optional.empty()
                : Optional.of("domain " + apqn.domain() + " left the LPAR");
    }

    private Optional<String> came(Apqn apqn) {
        ApBus ap = before.ap().orElse(null);
        if (ap == null || ap.card(apqn.adapter()).isEmpty()) {
            return Optional.of("card" + apqn.adapter() + " came to the LPAR");
        }
        return ap.usageDomains().map(m -> m.contains(apqn.domain().value())).orElse(true)
                ? Optional.empty()
                : Optional.of("domain " + apqn.domain() + " came to the LPAR");
    }

    private void subchannels() {
        Map<?, Subchannel> old = by(before.css().subchannels().stream(), Subchannel::id);
        Map<?, Subchannel> now = by(after.css().subchannels().stream(), Subchannel::id);
        old.forEach((id, subchannel) -> {
            Subchannel found = now.get(id);
            String name = id.toString();
            if (found == null) {
                add(Kind.SUBCHANNEL, name, "went away");
                return;
            }
            if (differ(subchannel.driver(), found.driver())) {
                Optional<String> cause = subchannel.driverOverride().equals(found.driverOverride())
                        ? subchannel.driver().get().flatMap(this::unloaded)
                        : Optional.of(override(found.driverOverride()));
                add(
                        Kind.SUBCHANNEL,
                        name,
                        driver(subchannel.driver().get(), found.driver().get()),
                        cause);
            } else if (differ(subchannel.online(), found.online())) {
                String online = found.online().get().orElse(false) ? "its device is online" : "its device is offline";
                add(Kind.SUBCHANNEL, name, online);
            }
            if (differ(subchannel.masks(), found.masks())) {
                add(
                        Kind.SUBCHANNEL,
                        name,
                        paths(subchannel.masks().get(), found.masks().get()));
            }
        });
        now.keySet().stream()
                .filter(id -> !old.containsKey(id))
                .forEach(id -> add(Kind.SUBCHANNEL, id.toString(), "appeared"));
    }

    private static String paths(Subchannel.PathMasks old, Subchannel.PathMasks now) {
        return "its paths (pim pam pom) went from %02x %02x %02x to %02x %02x %02x"
                .formatted(old.pim(), old.pam(), old.pom(), now.pim(), now.pam(), now.pom());
    }

    private void mediatedDevices() {
        Map<MdevUuid, MediatedDevice> old = by(before.mediatedDevices().stream(), MediatedDevice::uuid);
        Map<MdevUuid, MediatedDevice> now = by(after.mediatedDevices().stream(), MediatedDevice::uuid);
        old.forEach((uuid, device) -> {
            MediatedDevice found = now.get(uuid);
            if (found == null) {
                add(Kind.MEDIATED_DEVICE, uuid.text(), "was removed", parentGone(device));
            } else if (device instanceof MediatedDevice.Matrix was && found instanceof MediatedDevice.Matrix is) {
                matrix(was, is);
            }
        });
        now.forEach((uuid, device) -> {
            if (!old.containsKey(uuid)) {
                add(Kind.MEDIATED_DEVICE, uuid.text(), "was created" + content(device));
            }
        });
    }

    private static String content(MediatedDevice device) {
        return switch (device) {
            case MediatedDevice.Matrix matrix ->
                matrix.assigned()
                        .map(assigned -> Ids.difference(ApMatrix.EMPTY, assigned))
                        .map(ids -> ids.isEmpty() ? "" : " (" + ids + ")")
                        .orElse("");
            case MediatedDevice.Ccw ccw -> " on subchannel " + ccw.subchannel();
            case MediatedDevice.VirtualMatrix virtual -> "";
            case MediatedDevice.Foreign foreign -> " at parent " + foreign.parent();
        };
    }

    private Optional<String> parentGone(MediatedDevice device) {
        return switch (device) {
            case MediatedDevice.Ccw ccw ->
                after.css()
                        .subchannel(ccw.subchannel())
                        .filter(subchannel -> subchannel
                                .driver()
                                .orElse(Optional.of("vfio_ccw"))
                                .equals(Optional.of("vfio_ccw")))
                        .map(subchannel -> Optional.<String>empty())
                        .orElseGet(() -> Optional.of("subchannel " + ccw.subchannel() + " left vfio_ccw"));
            case MediatedDevice.Matrix matrix -> unloaded("vfio_ap");
            case MediatedDevice.VirtualMatrix virtual -> unloaded("vfio_ap");
            case MediatedDevice.Foreign foreign -> Optional.empty();
        };
    }

    private void matrix(MediatedDevice.Matrix was, MediatedDevice.Matrix is) {
        boolean reassigned = differ(was.assigned(), is.assigned());
        if (reassigned) {
            String ids = Ids.difference(was.assigned().get(), is.assigned().get());
            add(Kind.MEDIATED_DEVICE, was.uuid().text(), "was changed", Optional.of(ids));
        }
        if (differ(was.guest(), is.guest())) {
            ApMatrix lost = was.guest().get().minus(is.guest().get());
            add(
                    Kind.MEDIATED_DEVICE,
                    was.uuid().text(),
                    guestMatrix(was.guest().get(), is.guest().get()),
                    reassigned ? Optional.of("it was changed") : filtered(lost));
        }
    }

    private static String guestMatrix(ApMatrix was, ApMatrix is) {
        String ids = Ids.difference(was, is).replace("unassign", "loses").replace("assign", "gets");
        return "its guest " + ids;
    }

    /** The first queue that is not vfio_ap's any more costs its whole adapter. */
    private Optional<String> filtered(ApMatrix lost) {
        Map<Apqn, Queue> now = queues(after);
        return queues(before).values().stream()
                .filter(queue -> queue.boundTo("vfio_ap"))
                .map(Queue::apqn)
                .filter(apqn -> lost.adapters().contains(apqn.adapter().value()))
                .filter(apqn -> Stream.ofNullable(now.get(apqn)).noneMatch(queue -> queue.boundTo("vfio_ap")))
                .sorted()
                .findFirst()
                .map(apqn -> apqn + (now.containsKey(apqn) ? " left vfio_ap" : " went away"));
    }

    private void guests() {
        Map<String, Guest> old = by(before.guests().stream(), Guest::name);
        Map<String, Guest> now = by(after.guests().stream(), Guest::name);
        old.forEach((name, guest) -> {
            Guest found = now.get(name);
            if (found == null) {
                add(Kind.GUEST, "guest " + name, guest.running() ? "stopped and is gone" : "is gone");
            } else if (found.running() != guest.running()) {
                add(Kind.GUEST, "guest " + name, found.running() ? "started" : "stopped");
            } else if (!found.devices().equals(guest.devices())) {
                add(Kind.GUEST, "guest " + name, "has other devices");
            }
        });
        now.forEach((name, guest) -> {
            if (!old.containsKey(name)) {
                add(Kind.GUEST, "guest " + name, guest.running() ? "started" : "was defined");
            }
        });
    }
}
