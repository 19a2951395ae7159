package io.zmdev.sim.ap.partition;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
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
 * <p>The search gives each guest in turn a domain and a set of cards, the larger sets first. It turns back when a guest to come has
 * nothing left, and when even an equal share of the cards that are left could not beat the best solution so far. When it finds none,
 * guests are left out one by one until only those remain without any one of which a solution exists.
 */
public final class NearestPassthrough {

    private static final int MAX_CARDS = 16;

    private final ApMachine machine;
    private final List<Need> needs;
    private final List<List<Option>> options;
    private final int[] wanted;
    private final Option[] chosen;
    private final BooleanSupplier timeIsUp;
    private boolean cutShort;
    private Option @Nullable [] best;
    private int leastCost = Integer.MAX_VALUE;

    /** A domain and cards that satisfy one need. */
    private record Option(int domain, Mask256 cards, int size) {}

    private NearestPassthrough(ApMachine machine, List<Need> needs, BooleanSupplier timeIsUp) {
        this.timeIsUp = timeIsUp;
        this.machine = machine;
        this.needs = needs.stream()
                .sorted(Comparator.comparingInt(need -> optionsOf(machine, need).size()))
                .toList();
        this.options = this.needs.stream().map(need -> optionsOf(machine, need)).toList();
        this.chosen = new Option[needs.size()];
        this.wanted = this.needs.stream()
                .mapToInt(need -> usefulCards(machine, need).size())
                .toArray();
    }

    /**
     * Proposes matrices.
     *
     * @param needs at most a few dozen; guests of different names
     * @param timeIsUp is asked often; from when on it is true, the best so far is the answer
     * @throws ZmdevException UNSUPPORTED when a guest may have more than {@value #MAX_CARDS} cards
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
        for (Option option : options.get(guest)) {
            if (isFree(option, guest)) {
                chosen[guest] = option;
                int missing = wanted[guest] - option.size;
                place(guest + 1, cost + missing * missing);
            }
        }
    }

    /** What the guests from this one on cost at least: they share what they must miss evenly. */
    private int leastCostAhead(int guest) {
        int ahead = needs.size() - guest;
        if (ahead == 0) {
            return 0;
        }
        int wantedAhead = 0;
        Mask256 adapters = Mask256.NONE;
        Mask256 domains = Mask256.NONE;
        for (int i = guest; i < needs.size(); i++) {
            wantedAhead += wanted[i];
            for (ApCard card : usefulCards(machine, needs.get(i))) {
                adapters = adapters.with(card.id().value());
            }
            domains = domains.or(needs.get(i).domains().and(machine.usageDomains()));
        }
        int left = adapters.count() * domains.count();
        for (int i = 0; i < guest; i++) {
            if (domains.contains(chosen[i].domain)) {
                left -= chosen[i].cards.and(adapters).count();
            }
        }
        int missing = Math.max(0, wantedAhead - left);
        return Math.ceilDiv(missing * missing, ahead);
    }

    private boolean canServeAll(int from) {
        for (int i = from; i < needs.size(); i++) {
            if (options.get(i).stream().noneMatch(option -> isFree(option, from))) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(Option option, int guests) {
        for (int i = 0; i < guests; i++) {
            if (chosen[i].domain == option.domain && chosen[i].cards.intersects(option.cards)) {
                return false;
            }
        }
        return true;
    }

    private Proposal.Partition partition(List<Need> inOrder, Option[] solution) {
        Map<String, ApMatrix> matrices = new LinkedHashMap<>();
        int missing = 0;
        for (Need need : inOrder) {
            Option option = solution[needs.indexOf(need)];
            Mask256 domain = Mask256.of(option.domain);
            matrices.put(need.guest(), new ApMatrix(option.cards, domain, domain));
            missing += usefulCards(machine, need).size() - option.size;
        }
        return new Proposal.Partition(
                matrices, missing, cutShort ? Proposal.Search.CUT_SHORT : Proposal.Search.COMPLETE);
    }

    /** Every domain with every set of cards that has the redundancy in each mode and, where asked for, one master key for each mode. */
    private static List<Option> optionsOf(ApMachine machine, Need need) {
        List<Option> options = new ArrayList<>();
        need.domains().and(machine.usageDomains()).forEach(domain -> {
            for (List<ApCard> group : equivalentCards(machine, need, domain)) {
                addSubsets(options, need, domain, group);
            }
        });
        options.sort(Comparator.comparingInt(Option::size).reversed());
        return options;
    }

    private static void addSubsets(List<Option> options, Need need, int domain, List<ApCard> cards) {
        if (cards.size() > MAX_CARDS) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "guest %s may have %d cards of its modes; nearest passthrough matrices are searched for up to %d"
                            .formatted(need.guest(), cards.size(), MAX_CARDS));
        }
        for (int set = 1; set < 1 << cards.size(); set++) {
            Mask256 ids = Mask256.NONE;
            int[] ofMode = new int[Mode.values().length];
            for (int i = 0; i < cards.size(); i++) {
                if ((set >>> i & 1) == 1) {
                    ids = ids.with(cards.get(i).id().value());
                    ofMode[index(cards.get(i).type().mode())]++;
                }
            }
            if (need.modes().stream().allMatch(mode -> ofMode[index(mode)] >= need.redundancy())) {
                options.add(new Option(domain, ids, ids.count()));
            }
        }
    }

    private static int index(Mode mode) {
        return List.of(Mode.values()).indexOf(mode);
    }

    /** The cards of the needed modes; for secure-key work one list for each combination of master keys. */
    private static List<List<ApCard>> equivalentCards(ApMachine machine, Need need, int domain) {
        List<List<ApCard>> groups = new ArrayList<>();
        groups.add(new ArrayList<>());
        for (Mode mode : need.modes()) {
            List<ApCard> cards = usefulCards(machine, need).stream()
                    .filter(card -> card.type().mode() == mode)
                    .toList();
            List<List<ApCard>> extended = new ArrayList<>();
            for (List<ApCard> withKey : byMasterKey(machine, need, domain, cards)) {
                for (List<ApCard> group : groups) {
                    List<ApCard> joined = new ArrayList<>(group);
                    joined.addAll(withKey);
                    extended.add(joined);
                }
            }
            groups = extended;
        }
        return groups;
    }

    private static List<List<ApCard>> byMasterKey(ApMachine machine, Need need, int domain, List<ApCard> cards) {
        if (need.keys() == Need.Keys.ANY
                || cards.stream().allMatch(card -> card.type().mode() == Mode.ACCELERATOR)) {
            return List.of(cards);
        }
        Map<String, List<ApCard>> groups = new LinkedHashMap<>();
        for (ApCard card : cards) {
            Apqn apqn = Apqn.of(card.id().value(), domain);
            String key = machine.masterKey(apqn).map(known -> "key " + known).orElse("unknown in " + apqn);
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(card);
        }
        return List.copyOf(groups.values());
    }

    private static List<ApCard> usefulCards(ApMachine machine, Need need) {
        return machine.cards().stream()
                .filter(card -> need.adapters().contains(card.id().value())
                        && need.modes().contains(card.type().mode()))
                .toList();
    }

    private static Optional<Proposal> lackOf(ApMachine machine, Need need) {
        if (!optionsOf(machine, need).isEmpty()) {
            return Optional.empty();
        }
        return need.modes().stream()
                .sorted()
                .map(mode -> new Proposal.TooFewCards(
                        need.guest(), mode, need.redundancy(), mostInOneDomain(machine, need, mode)))
                .min(Comparator.comparingInt(lack -> lack.available() - lack.needed()))
                .map(lack -> lack);
    }

    private static int mostInOneDomain(ApMachine machine, Need need, Mode mode) {
        List<ApCard> cards = usefulCards(machine, need).stream()
                .filter(card -> card.type().mode() == mode)
                .toList();
        return need.domains()
                .and(machine.usageDomains())
                .ids()
                .flatMap(domain ->
                        byMasterKey(machine, need, domain, cards).stream().mapToInt(List::size))
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
