package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.Apqn;
import io.zmdev.sim.ap.ApHardware;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.dispatch.Candidates;
import io.zmdev.sim.ap.dispatch.Equivalence;
import io.zmdev.sim.ap.dispatch.Permutations;
import io.zmdev.sim.ap.dispatch.QueueLengths;
import io.zmdev.sim.ap.dispatch.VirtualMatrixDriver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The AP queues of all guests: which each guest has and what they can do for it, and whose a real or virtual queue is. */
final class GuestQueues {

    private final ApMachine machine;
    private final ApHardware hardware;
    private final VirtualMatrixDriver driver;
    private final List<GuestQueue> all = new ArrayList<>();
    private final @Nullable GuestQueue[] ownerOfRealQueue;
    private final GuestQueue[] ofVirtualQueue;

    /** Gives every guest its queues and candidates, and tells the driver of the virtual ones. */
    GuestQueues(ApMachine machine, ApHardware hardware, VirtualMatrixDriver driver, SimulatedGuest[] guests) {
        this.machine = machine;
        this.hardware = hardware;
        this.driver = driver;
        ownerOfRealQueue = new GuestQueue[hardware.queues()];
        for (SimulatedGuest guest : guests) {
            add(guest);
        }
        ofVirtualQueue = all.stream().filter(GuestQueue::isVirtual).toArray(GuestQueue[]::new);
    }

    /** Every queue, by its number. */
    List<GuestQueue> all() {
        return all;
    }

    /** The guest's queue that a real queue is passed through as, null when it is none's or behind virtual ones. */
    @Nullable
    GuestQueue ofRealQueue(int real) {
        return ownerOfRealQueue[real];
    }

    GuestQueue ofVirtualQueue(int virtual) {
        return ofVirtualQueue[virtual];
    }

    private void add(SimulatedGuest guest) {
        List<GuestQueue> queues = new ArrayList<>();
        List<Apqn> apqns = new ArrayList<>();
        switch (guest.load.access()) {
            case Access.Passthrough passthrough ->
                machine.queues().filter(passthrough.matrix()::contains).forEach(apqn -> {
                    int real = hardware.queue(apqn);
                    GuestQueue queue = new GuestQueue(
                            all.size(), queues.size(), guest, real, -1, hardware.depth(real), new int[0]);
                    ownerOfRealQueue[real] = queue;
                    all.add(queue);
                    queues.add(queue);
                    apqns.add(apqn);
                });
            case Access.Virtual virtual ->
                Permutations.virtualQueues(virtual.mapping()).forEach(apqn -> {
                    int number = driver.addQueue(virtual.depth());
                    int[] lanes = guest.load.mix().stream()
                            .mapToInt(share -> addLane(guest, virtual, apqn, number, share.requestClass()))
                            .toArray();
                    GuestQueue queue =
                            new GuestQueue(all.size(), queues.size(), guest, -1, number, virtual.depth(), lanes);
                    all.add(queue);
                    queues.add(queue);
                    apqns.add(apqn);
                });
        }
        guest.queues = List.copyOf(queues);
        guest.candidates = guest.load.mix().stream()
                .map(share -> candidates(guest, share.requestClass(), apqns))
                .toArray(Candidates[]::new);
    }

    private int addLane(
            SimulatedGuest guest, Access.Virtual virtual, Apqn apqn, int number, RequestClass requestClass) {
        int[] real =
                Equivalence.candidates(machine, Permutations.of(virtual.mapping(), apqn, machine), requestClass)
                        .stream()
                        .mapToInt(hardware::queue)
                        .toArray();
        return real.length == 0 ? -1 : driver.addLane(guest.number, number, requestClass, real);
    }

    /** The guest's own queues that can do a class, as its zcrypt sees them; null when none can. */
    private @Nullable Candidates candidates(SimulatedGuest guest, RequestClass requestClass, List<Apqn> apqns) {
        List<GuestQueue> able = new ArrayList<>();
        List<Integer> cards = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (int i = 0; i < apqns.size(); i++) {
            Apqn shown = shownAs(guest.load.access(), apqns.get(i), requestClass);
            if (shown != null) {
                able.add(guest.queues.get(i));
                cards.add(apqns.get(i).adapter().value());
                weights.add(requestClass.weight(
                        machine.card(shown.adapter()).orElseThrow().type()));
            }
        }
        return able.isEmpty()
                ? null
                : new Candidates(
                        guest.number,
                        requestClass,
                        NO_LENGTHS,
                        able.stream().mapToInt(queue -> queue.positionInGuest).toArray(),
                        cards.stream().mapToInt(Integer::intValue).toArray(),
                        weights.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The real queue whose type a guest sees for one of its queues; null when it can't do the class. */
    private @Nullable Apqn shownAs(Access access, Apqn apqn, RequestClass requestClass) {
        List<Apqn> real = switch (access) {
            case Access.Passthrough passthrough -> List.of(apqn);
            case Access.Virtual virtual -> Permutations.of(virtual.mapping(), apqn, machine);
        };
        return Equivalence.candidates(machine, real, requestClass).stream()
                .findFirst()
                .orElse(null);
    }

    /** zcrypt keeps its own account of the load and asks for no lengths. */
    private static final QueueLengths NO_LENGTHS = new QueueLengths() {
        @Override
        public int outstanding(int queue) {
            return 0;
        }

        @Override
        public int outstandingOnCard(int card) {
            return 0;
        }

        @Override
        public int enginesOfCard(int card) {
            return 1;
        }
    };
}
