package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who has which queue: an index over all matrices, so that a drag can ask for every cell of a product. Immutable; for each
 * queue it knows the first two holders, which is enough to name one that isn't the asker.
 */
public final class Occupancy {

    private static final short NOBODY = -1;

    private final List<Holder> holders;
    private final Mask256[] taken = new Mask256[Mask256.SIZE];
    private final Mask256[] takenTwice = new Mask256[Mask256.SIZE];
    private final short[] first = new short[Mask256.SIZE * Mask256.SIZE];
    private final short[] second = new short[Mask256.SIZE * Mask256.SIZE];

    private Occupancy(List<Holder> holders) {
        this.holders = holders;
        Arrays.fill(taken, Mask256.NONE);
        Arrays.fill(takenTwice, Mask256.NONE);
        Arrays.fill(first, NOBODY);
        Arrays.fill(second, NOBODY);
    }

    /**
     * The index of these matrices.
     *
     * @throws IllegalArgumentException for more than 32,767 holders
     */
    static Occupancy of(List<Holder> holders) {
        if (holders.size() > Short.MAX_VALUE) {
            throw new IllegalArgumentException(holders.size() + " devices, at most " + Short.MAX_VALUE);
        }
        Occupancy occupancy = new Occupancy(List.copyOf(holders));
        for (short index = 0; index < holders.size(); index++) {
            occupancy.enter(holders.get(index).matrix(), index);
        }
        return occupancy;
    }

    private void enter(ApMatrix matrix, short index) {
        matrix.adapters().forEach(adapter -> {
            int row = adapter * Mask256.SIZE;
            Mask256 free = matrix.domains().minus(taken[adapter]);
            Mask256 again = matrix.domains().and(taken[adapter]).minus(takenTwice[adapter]);
            free.forEach(domain -> first[row + domain] = index);
            again.forEach(domain -> second[row + domain] = index);
            taken[adapter] = taken[adapter].or(free);
            takenTwice[adapter] = takenTwice[adapter].or(again);
        });
    }

    /** The holder that comes first of the queue. */
    public Optional<Holder> holder(Apqn apqn) {
        return at(first, apqn);
    }

    /** A holder of the queue other than the device. */
    public Optional<Holder> holderOtherThan(MdevUuid device, Apqn apqn) {
        return at(first, apqn).filter(holder -> !holder.uuid().equals(device)).or(() -> at(second, apqn));
    }

    /** The domains of an adapter that somebody has. */
    Mask256 takenDomains(int adapter) {
        return taken[adapter];
    }

    /** The domains of an adapter that more than one device has. */
    Mask256 domainsTakenTwice(int adapter) {
        return takenTwice[adapter];
    }

    /** Whether any queue has more than one holder. */
    boolean hasSharedQueue() {
        return !Arrays.stream(takenTwice).allMatch(Mask256::isEmpty);
    }

    /**
     * Who has queues, and how many of them.
     *
     * @param except whose queues don't count
     * @param rows by adapter, the domains that are looked at
     */
    List<EditCheck.Taker> takers(Optional<MdevUuid> except, List<Mask256> rows) {
        int own = except.map(uuid -> holders.stream().map(Holder::uuid).toList().indexOf(uuid))
                .orElse(-1);
        int[] queues = new int[holders.size()];
        for (int adapter = 0; adapter < rows.size(); adapter++) {
            int row = adapter * Mask256.SIZE;
            rows.get(adapter).forEach(domain -> {
                short holder = first[row + domain] == own ? second[row + domain] : first[row + domain];
                queues[holder]++;
            });
        }
        return IntStream.range(0, queues.length)
                .filter(holder -> queues[holder] > 0)
                .mapToObj(holder -> new EditCheck.Taker(holders.get(holder), queues[holder]))
                .toList();
    }

    private Optional<Holder> at(short[] index, Apqn apqn) {
        short holder = index[apqn.qid()];
        return holder == NOBODY ? Optional.empty() : Optional.of(holders.get(holder));
    }
}
