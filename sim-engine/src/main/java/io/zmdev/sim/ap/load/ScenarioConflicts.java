package io.zmdev.sim.ap.load;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.dispatch.Equivalence;
import io.zmdev.sim.ap.dispatch.Permutations;
import java.util.ArrayList;
import java.util.List;

/** Why a scenario can't be: it names guests, queues and classes. */
public final class ScenarioConflicts {

    private ScenarioConflicts() {}

    /** @throws ZmdevException CONFLICT when the scenario can't run */
    static void requireNone(ApScenario scenario) {
        List<String> conflicts = of(scenario);
        if (!conflicts.isEmpty()) {
            throw new ZmdevException(ErrorCode.CONFLICT, scenario.name() + ": " + String.join("; ", conflicts));
        }
    }

    /** Every conflict in one sentence each; none when the scenario can run. */
    public static List<String> of(ApScenario scenario) {
        List<String> conflicts = new ArrayList<>();
        List<GuestLoad> guests = scenario.guests();
        List<GuestLoad> virtual = guests.stream()
                .filter(guest -> guest.access() instanceof Access.Virtual)
                .toList();
        if (!virtual.isEmpty() && virtual.size() < guests.size()) {
            conflicts.add("a machine has passthrough or virtual matrix devices, not both; guest %s needs a virtual one"
                    .formatted(guests.stream()
                            .filter(guest -> !virtual.contains(guest))
                            .findFirst()
                            .orElseThrow()
                            .name()));
        }
        for (int i = 0; i < guests.size(); i++) {
            for (int j = i + 1; j < guests.size(); j++) {
                addSharing(conflicts, guests.get(i), guests.get(j));
            }
            addImpossible(conflicts, scenario.machine(), guests.get(i));
        }
        addUnknownHardware(conflicts, scenario);
        return conflicts;
    }

    private static void addSharing(List<String> conflicts, GuestLoad one, GuestLoad other) {
        if (one.access() instanceof Access.Passthrough a
                && other.access() instanceof Access.Passthrough b
                && a.matrix().sharesQueueWith(b.matrix())) {
            ApMatrix shared = a.matrix().intersection(b.matrix());
            conflicts.add("guests %s and %s both have queue %s; a passthrough queue has one owner"
                    .formatted(
                            one.name(),
                            other.name(),
                            shared.queues().findFirst().orElseThrow()));
        }
    }

    private static void addImpossible(List<String> conflicts, ApMachine machine, GuestLoad guest) {
        List<List<Apqn>> queues = switch (guest.access()) {
            case Access.Passthrough passthrough ->
                machine.queues()
                        .filter(passthrough.matrix()::contains)
                        .map(List::of)
                        .toList();
            case Access.Virtual virtual ->
                Permutations.virtualQueues(virtual.mapping())
                        .map(apqn -> Permutations.of(virtual.mapping(), apqn, machine))
                        .toList();
        };
        for (ClassShare share : guest.mix()) {
            if (queues.stream()
                    .allMatch(real -> Equivalence.candidates(machine, real, share.requestClass())
                            .isEmpty())) {
                conflicts.add("guest %s asks for %s, but none of its queues can do that"
                        .formatted(guest.name(), share.requestClass()));
            }
        }
    }

    private static void addUnknownHardware(List<String> conflicts, ApScenario scenario) {
        ApMachine machine = scenario.machine();
        for (HardwareEvent event : scenario.events()) {
            boolean known = switch (event) {
                case HardwareEvent.Configure e -> machine.card(e.card()).isPresent();
                case HardwareEvent.Deconfigure e -> machine.card(e.card()).isPresent();
                case HardwareEvent.Checkstop e -> machine.card(e.card()).isPresent();
                case HardwareEvent.Recover e -> machine.card(e.card()).isPresent();
                case HardwareEvent.Reset e -> machine.queues().anyMatch(e.queue()::equals);
            };
            if (!known) {
                conflicts.add("something happens to a card or queue that the machine does not have: " + event);
            }
        }
    }
}
