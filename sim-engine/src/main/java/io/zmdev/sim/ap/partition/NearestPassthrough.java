package io.zmdev.sim.ap.partition;

import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.CardType.Mode;
import io.zmdev.model.ap.Mask256;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the passthrough matrices that come closest to all cards that each guest may have, by branch and bound: the sum over the
 * guests of the square of how many cards they miss is the least, so that a shortage is shared evenly.
 *
 * <p>Two matrices share no queue when they share no adapter or no domain. A card's engines serve all its domains, so what counts for
 * a guest is how many cards it has; a second domain on the same cards brings it nothing. Each guest therefore gets one domain, which
 * leaves no better solution out: taking domains away from a matrix never makes two matrices overlap. Guests in different domains
 * never conflict; those in one domain divide its cards.
 *
 * <p>The search gives each guest in turn a domain and numbers of like cards ({@link CardClass}), the larger sets first. It turns
 * back when a guest to come has nothing left, and when even an equal share of the cards that are left could not beat the best
 * solution so far. When it finds none, guests are left out one by one until only those remain without any one of which a solution
 * exists.
 */
public final class NearestPassthrough {

    private final ApMachine machine;
    private final List<Need> needs;
    private final List<CardClass> classes;
    private final List<List<Choice>> choices;
    private final int[] wanted;
    private final Choice[] chosen;

    /** How many cards of each class nobody has: indexed by domain, then class; domains that are not for use have none. */
    private final int[][] left = new int[Mask256.SIZE][];

    private final BooleanSupplier timeIsUp;
    private boolean cutShort;
    private Choice @Nullable [] best;
    private int leastCost = Integer.MAX_VALUE;

    private NearestPassthrough(ApMachine machine, List<Need> needs, BooleanSupplier timeIsUp) {
        this.timeIsUp = timeIsUp;
        this.machine = machine;
        this.classes = CardClass.of(machine, needs);
        this.needs = needs.stream()
                .sorted(Comparator.comparingInt(
                        need -> Choice.of(machine, classes, need).size()))
                .toList();
        this.choices = this.needs.stream()
                .map(need -> Choice.of(machine, classes, need))
                .toList();
        this.chosen = new Choice[needs.size()];
        this.wanted = this.needs.stream()
                .mapToInt(need -> usefulCards(machine, need).size())
                .toArray();
        int[] all = classes.stream().mapToInt(CardClass::size).toArray();
        machine.usageDomains().forEach(domain -> left[domain] = all.clone());
    }

    /**
     * Proposes matrices.
     *
     * @param needs at most a few dozen; guests of different names
     * @param timeIsUp is asked often; from when on it is true, the best so far is the answer
     * @throws ZmdevException UNSUPPORTED when a guest may choose among too many sets of cards, see {@link Choice#of}
     */
    public static Proposal propose(ApMachine machine, List<Need> needs, BooleanSupplier timeIsUp) {
        for (Need need : needs) {
            Optional<Proposal> lack = lackOf(machine, need);
            if (lack.isPresent()) {
                return lack.get();
            }
        }
        NearestPassthrough search = new NearestPassthrough(machine, needs, timeIsUp);
        search.place(0, 0);
        if (search.best != null) {
            return search.partition(needs, search.best);
        }
        return search.cutShort ? new Proposal.Undecided() : tooMany(machine, needs, timeIsUp);
    }

    private void place(int guest, int cost) {
        cutShort |= timeIsUp.getAsBoolean();
        if (cutShort || cost + leastCostAhead(guest) >= leastCost || !canServeAll(guest)) {
            return;
        }
        if (guest == needs.size()) {
            leastCost = cost;
            best = chosen.clone();
            return;
        }
        for (Choice choice : choices.get(guest)) {
            if (isFree(choice)) {
                chosen[guest] = choice;
                take(choice, 1);
                int missing = wanted[guest] - choice.size();
                place(guest + 1, cost + missing * missing);
                take(choice, -1);
            }
        }
    }

    /** Takes the cards of a choice, or gives them back. */
    private void take(Choice choice, int times) {
        for (int index = 0; index < classes.size(); index++) {
            left[choice.domain()][index] -= times * choice.ofClass().get(index);
        }
    }

    /** What the guests from this one on cost at least: they share what they must miss evenly. */
    private int leastCostAhead(int guest) {
        int ahead = needs.size() - guest;
        if (ahead == 0) {
            return 0;
        }
        int wantedAhead = 0;
        Mask256 domains = Mask256.NONE;
        for (int i = guest; i < needs.size(); i++) {
            wantedAhead += wanted[i];
            domains = domains.or(needs.get(i).domains().and(machine.usageDomains()));
        }
        List<Need> guestsAhead = needs.subList(guest, needs.size());
        int cardsLeft = 0;
        for (int index = 0; index < classes.size(); index++) {
            if (guestsAhead.stream().anyMatch(classes.get(index)::isOpenTo)) {
                int ofClass = index;
                cardsLeft += domains.ids().map(domain -> left[domain][ofClass]).sum();
            }
        }
        int missing = Math.max(0, wantedAhead - cardsLeft);
        return Math.ceilDiv(missing * missing, ahead);
    }

    private boolean canServeAll(int from) {
        for (int i = from; i < needs.size(); i++) {
            if (choices.get(i).stream().noneMatch(this::isFree)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(Choice choice) {
        int[] ofClass = left[choice.domain()];
        for (int index = 0; index < ofClass.length; index++) {
            if (choice.ofClass().get(index) > ofClass[index]) {
                return false;
            }
        }
        return true;
    }

    private Proposal.Partition partition(List<Need> inOrder, Choice[] solution) {
        Map<String, ApMatrix> matrices = new LinkedHashMap<>();
        int[][] given = new int[Mask256.SIZE][classes.size()];
        int missing = 0;
        for (Need need : inOrder) {
            Choice choice = solution[needs.indexOf(need)];
            Mask256 domain = Mask256.of(choice.domain());
            matrices.put(need.guest(), new ApMatrix(cards(choice, given[choice.domain()]), domain, domain));
            missing += usefulCards(machine, need).size() - choice.size();
        }
        return new Proposal.Partition(
                matrices, missing, cutShort ? Proposal.Search.CUT_SHORT : Proposal.Search.COMPLETE);
    }

    /** The next cards of each class that nobody in the domain has been given. */
    private Mask256 cards(Choice choice, int[] given) {
        Mask256 ids = Mask256.NONE;
        for (int index = 0; index < classes.size(); index++) {
            int from = given[index];
            given[index] += choice.ofClass().get(index);
            for (ApCard card : classes.get(index).cards().subList(from, given[index])) {
                ids = ids.with(card.id().value());
            }
        }
        return ids;
    }

    private static List<ApCard> usefulCards(ApMachine machine, Need need) {
        return machine.cards().stream()
                .filter(card -> need.adapters().contains(card.id().value())
                        && need.modes().contains(card.type().mode()))
                .toList();
    }

    private static Optional<Proposal> lackOf(ApMachine machine, Need need) {
        List<CardClass> classes = CardClass.of(machine, List.of(need));
        if (!Choice.of(machine, classes, need).isEmpty()) {
            return Optional.empty();
        }
        return need.modes().stream()
                .sorted()
                .map(mode -> new Proposal.TooFewCards(
                        need.guest(), mode, need.redundancy(), mostInOneDomain(machine, classes, need, mode)))
                .min(Comparator.comparingInt(lack -> lack.available() - lack.needed()))
                .map(lack -> lack);
    }

    private static int mostInOneDomain(ApMachine machine, List<CardClass> classes, Need need, Mode mode) {
        return need.domains()
                .and(machine.usageDomains())
                .ids()
                .flatMap(domain -> Choice.byMasterKey(machine, classes, need, domain, mode).stream()
                        .mapToInt(group -> group.stream()
                                .mapToInt(index -> classes.get(index).size())
                                .sum()))
                .max()
                .orElse(0);
    }

    private static Proposal tooMany(ApMachine machine, List<Need> needs, BooleanSupplier timeIsUp) {
        List<Need> core = new ArrayList<>(needs);
        for (Need need : needs) {
            List<Need> without = new ArrayList<>(core);
            without.remove(need);
            NearestPassthrough search = new NearestPassthrough(machine, without, timeIsUp);
            search.place(0, 0);
            if (search.cutShort) {
                return new Proposal.Undecided();
            }
            if (search.best == null) {
                core = without;
            }
        }
        List<Need> irreducible = core;
        return irreducible.stream()
                .flatMap(need -> need.modes().stream())
                .distinct()
                .sorted()
                .map(mode -> shortageOf(machine, irreducible, mode))
                .min(Comparator.comparingInt(shortage -> shortage.available() - shortage.needed()))
                .orElseThrow();
    }

    private static Proposal.TooManyGuests shortageOf(ApMachine machine, List<Need> needs, Mode mode) {
        List<Need> asking =
                needs.stream().filter(need -> need.modes().contains(mode)).toList();
        long queues = machine.queues()
                .filter(apqn ->
                        machine.card(apqn.adapter()).orElseThrow().type().mode() == mode
                                && asking.stream()
                                        .anyMatch(need -> need.adapters()
                                                        .contains(apqn.adapter().value())
                                                && need.domains()
                                                        .contains(apqn.domain().value())))
                .count();
        return new Proposal.TooManyGuests(
                needs.stream().map(Need::guest).toList(),
                mode,
                asking.stream().mapToInt(Need::redundancy).sum(),
                (int) queues);
    }
}
