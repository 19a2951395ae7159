package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Who has which queue: an index over all matrices, so that a drag can ask for every cell of a product. Of several devices that
 * want a queue, its owner is the one that has it already, else the first that starts at boot, else the first. Immutable; for
 * each queue it knows the owner and the next, which is enough to name one that isn't the asker.
 */
public final class Occupancy {

    private static final short NOBODY = -1;
    private static final short[] NOBODYS = new short[Mask256.SIZE];

    static {
        Arrays.fill(NOBODYS, NOBODY);
    }

    private final List<Holder> holders;
    private final Mask256[] taken = new Mask256[Mask256.SIZE];
    private final Mask256[] takenTwice = new Mask256[Mask256.SIZE];
    private final Mask256[] takenMoreOften = new Mask256[Mask256.SIZE];

    /** Indexed by adapter, then by domain; an adapter that nobody has shares the row of nobody. */
    private final short[][] first = new short[Mask256.SIZE][];

    private final short[][] second = new short[Mask256.SIZE][];

    private Occupancy(List<Holder> holders) {
        this.holders = holders;
        Arrays.fill(taken, Mask256.NONE);
        Arrays.fill(takenTwice, Mask256.NONE);
        Arrays.fill(takenMoreOften, Mask256.NONE);
        Arrays.fill(first, NOBODYS);
        Arrays.fill(second, NOBODYS);
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
            Holder holder = holders.get(index);
            occupancy.enter(holder.matrix().intersection(holder.active()), ApMatrix.EMPTY, index);
        }
        for (boolean atBoot : new boolean[] {true, false}) {
            for (short index = 0; index < holders.size(); index++) {
                Holder holder = holders.get(index);
                if (holder.autostart() == atBoot) {
                    occupancy.enter(holder.matrix(), holder.active(), index);
                }
            }
        }
        return occupancy;
    }

    /** Enters the queues of a matrix but those that are entered already. */
    private void enter(ApMatrix matrix, ApMatrix entered, short index) {
        matrix.adapters().forEach(adapter -> {
            Mask256 domains =
                    entered.adapters().contains(adapter) ? matrix.domains().minus(entered.domains()) : matrix.domains();
            Mask256 free = domains.minus(taken[adapter]);
            Mask256 again = domains.and(taken[adapter]).minus(takenTwice[adapter]);
            set(first, adapter, free, index);
            set(second, adapter, again, index);
            takenMoreOften[adapter] = takenMoreOften[adapter].or(domains.and(takenTwice[adapter]));
            taken[adapter] = taken[adapter].or(free);
            takenTwice[adapter] = takenTwice[adapter].or(again);
        });
    }

    private static void set(short[][] rows, int adapter, Mask256 domains, short index) {
        if (domains.isEmpty()) {
            return;
        }
        short[] row = rows[adapter] == NOBODYS ? NOBODYS.clone() : rows[adapter];
        domains.forEach(domain -> row[domain] = index);
        rows[adapter] = row;
    }

    /** The owner of the queue. */
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

    /** Whether more than two devices want one of the queues. */
    boolean isWantedByMoreThanTwo(List<Apqn> apqns) {
        return apqns.stream()
                .anyMatch(apqn -> takenMoreOften[apqn.adapter().value()].contains(
                        apqn.domain().value()));
    }

    /** The queues of a device that others own, by owner in the order of the configuration, each list ordered. */
    SortedMap<Integer, List<Apqn>> queuesOwnedByOthers(Holder holder) {
        SortedMap<Integer, List<Apqn>> byOwner = new TreeMap<>();
        ApMatrix matrix = holder.matrix();
        matrix.adapters()
                .forEach(adapter -> takenTwice[adapter].and(matrix.domains()).forEach(domain -> {
                    int owner = first[adapter][domain];
                    if (!holders.get(owner).uuid().equals(holder.uuid())) {
                        byOwner.computeIfAbsent(owner, unseen -> new ArrayList<>())
                                .add(Apqn.of(adapter, domain));
                    }
                }));
        return byOwner;
    }

    /** The holder with this number in {@link #queuesOwnedByOthers}. */
    Holder holder(int number) {
        return holders.get(number);
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
            short[] owners = first[adapter];
            short[] others = second[adapter];
            rows.get(adapter).forEach(domain -> {
                short holder = owners[domain] == own ? others[domain] : owners[domain];
                queues[holder]++;
            });
        }
        return IntStream.range(0, queues.length)
                .filter(holder -> queues[holder] > 0)
                .mapToObj(holder -> new EditCheck.Taker(holders.get(holder), queues[holder]))
                .toList();
    }

    private Optional<Holder> at(short[][] rows, Apqn apqn) {
        short holder = rows[apqn.adapter().value()][apqn.domain().value()];
        return holder == NOBODY ? Optional.empty() : Optional.of(holders.get(holder));
    }
}
