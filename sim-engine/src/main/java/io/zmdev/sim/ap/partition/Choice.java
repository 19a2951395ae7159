package io.zmdev.sim.ap.partition;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType.Mode;
import io.zmdev.sim.ap.ApMachine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A domain and numbers of cards that satisfy one need.
 *
 * @param ofClass how many cards of each class
 * @param size how many together
 */
record Choice(int domain, List<Integer> ofClass, int size) {

    /** So many cards of which every one differs from the others, and a good deal more of like ones. */
    private static final int MAX_CHOICES = 1 << 16;

    Choice {
        ofClass = List.copyOf(ofClass);
    }

    /**
     * Everything that satisfies a need, the most cards first: in each domain every set of cards with the redundancy in each mode and,
     * where asked for, one master key for each mode.
     *
     * @throws ZmdevException UNSUPPORTED when there are more than {@value #MAX_CHOICES} in one domain
     */
    static List<Choice> of(ApMachine machine, List<CardClass> classes, Need need) {
        List<Choice> choices = new ArrayList<>();
        need.domains().and(machine.usageDomains()).forEach(domain -> {
            for (List<Integer> group : equivalent(machine, classes, need, domain)) {
                long number = group.stream()
                        .mapToLong(index -> classes.get(index).size() + 1)
                        .reduce(1, (product, size) -> Math.min(product * size, MAX_CHOICES + 1));
                if (number > MAX_CHOICES) {
                    throw new ZmdevException(
                            ErrorCode.UNSUPPORTED,
                            ("guest %s may have too many sets of cards in domain %04x: its cards are of %d kinds, by mode, guests and"
                                            + " master keys; nearest passthrough matrices are searched among up to %,d sets")
                                    .formatted(need.guest(), domain, group.size(), MAX_CHOICES));
                }
                addChoices(choices, classes, need, domain, group);
            }
        });
        choices.sort(Comparator.comparingInt(Choice::size).reversed());
        return choices;
    }

    private static void addChoices(
            List<Choice> choices, List<CardClass> classes, Need need, int domain, List<Integer> group) {
        int[] numbers = new int[classes.size()];
        for (boolean more = true; more; more = advance(numbers, classes, group)) {
            Map<Mode, Integer> ofMode = new EnumMap<>(Mode.class);
            for (int index : group) {
                ofMode.merge(classes.get(index).mode(), numbers[index], Integer::sum);
            }
            int size = IntStream.of(numbers).sum();
            boolean satisfies =
                    need.modes().stream().allMatch(mode -> ofMode.getOrDefault(mode, 0) >= need.redundancy());
            if (size > 0 && satisfies) {
                choices.add(new Choice(domain, IntStream.of(numbers).boxed().toList(), size));
            }
        }
    }

    /** Counts on by one, each class up to its size; false when all numbers have been. */
    private static boolean advance(int[] numbers, List<CardClass> classes, List<Integer> group) {
        for (int index : group) {
            if (numbers[index] < classes.get(index).size()) {
                numbers[index]++;
                return true;
            }
            numbers[index] = 0;
        }
        return false;
    }

    /** The classes of the needed modes; for secure-key work one list for each combination of master keys. */
    private static List<List<Integer>> equivalent(ApMachine machine, List<CardClass> classes, Need need, int domain) {
        List<List<Integer>> groups = new ArrayList<>();
        groups.add(new ArrayList<>());
        for (Mode mode : need.modes()) {
            List<List<Integer>> extended = new ArrayList<>();
            for (List<Integer> withKey : byMasterKey(machine, classes, need, domain, mode)) {
                for (List<Integer> group : groups) {
                    List<Integer> joined = new ArrayList<>(group);
                    joined.addAll(withKey);
                    extended.add(joined);
                }
            }
            groups = extended;
        }
        return groups;
    }

    /** The classes of a mode that a guest may have, together or, for secure-key work, by master key. */
    static List<List<Integer>> byMasterKey(
            ApMachine machine, List<CardClass> classes, Need need, int domain, Mode mode) {
        Map<String, List<Integer>> byKey = new LinkedHashMap<>();
        for (int index = 0; index < classes.size(); index++) {
            CardClass cards = classes.get(index);
            if (cards.mode() == mode && cards.isOpenTo(need)) {
                String key = need.keys() == Need.Keys.ANY || mode == Mode.ACCELERATOR
                        ? ""
                        : CardClass.keyOf(
                                machine, Apqn.of(cards.cards().getFirst().id().value(), domain));
                byKey.computeIfAbsent(key, unseen -> new ArrayList<>()).add(index);
            }
        }
        return byKey.isEmpty() ? List.of(List.of()) : List.copyOf(byKey.values());
    }
}
