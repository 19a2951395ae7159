package io.zmdev.sim.ap.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.CardType.Mode;
import io.zmdev.model.ap.Mask256;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestPassthroughTest {

    private static final Mask256 ALL = Mask256.ALL;

    private static ApMachine machine(Mask256 domains, String... types) {
        return ApMachine.of(
                IntStream.range(0, types.length)
                        .mapToObj(id -> new ApCard(new AdapterId(id), CardType.parse(types[id]), 1, 8, true))
                        .toList(),
                domains);
    }

    private static Need rsa(String guest, int redundancy) {
        return new Need(guest, ALL, ALL, Set.of(Mode.ACCELERATOR), redundancy, Need.Keys.ANY);
    }

    private static Proposal propose(ApMachine machine, List<Need> needs) {
        return NearestPassthrough.propose(machine, needs, () -> false);
    }

    @Test
    void withADomainForEachEveryGuestHasEveryCard() {
        Proposal proposal =
                propose(machine(Mask256.of(4, 71), "CEX8A", "CEX8A", "CEX8A"), List.of(rsa("a", 2), rsa("b", 1)));
        assertThat(proposal).isInstanceOf(Proposal.Partition.class);
        Proposal.Partition partition = (Proposal.Partition) proposal;
        assertThat(partition.missingCards()).isZero();
        assertThat(partition.matrices().values())
                .allMatch(matrix -> matrix.adapters().equals(Mask256.of(0, 1, 2)));
    }

    @Test
    void guestsInOneDomainDivideItsCardsEvenly() {
        Proposal.Partition partition = (Proposal.Partition) propose(
                machine(Mask256.of(4), "CEX8A", "CEX8A", "CEX8A", "CEX8A", "CEX8A", "CEX8A"),
                List.of(rsa("a", 1), rsa("b", 1), rsa("c", 1)));
        assertThat(partition.matrices().values())
                .allMatch(matrix -> matrix.adapters().count() == 2);
        assertThat(partition.missingCards()).isEqualTo(12);
    }

    @Test
    void tooManyGuestsAreNamedWithWhatTheyNeedAndWhatThereIs() {
        Need elsewhere = new Need("other", ALL, ALL, Set.of(Mode.EP11_COPROCESSOR), 1, Need.Keys.ANY);
        Proposal proposal = propose(
                machine(Mask256.of(4), "CEX8A", "CEX8A", "CEX8P"),
                List.of(elsewhere, rsa("a", 1), rsa("b", 1), rsa("c", 1)));
        assertThat(proposal).isEqualTo(new Proposal.TooManyGuests(List.of("a", "b", "c"), Mode.ACCELERATOR, 3, 2));
    }

    @Test
    void aGuestThatCantBeServedEvenAloneIsNamed() {
        Proposal proposal = propose(
                machine(Mask256.of(4), "CEX8A", "CEX8C"),
                List.of(new Need("a", ALL, ALL, Set.of(Mode.CCA_COPROCESSOR), 2, Need.Keys.ANY)));
        assertThat(proposal).isEqualTo(new Proposal.TooFewCards("a", Mode.CCA_COPROCESSOR, 2, 1));
    }

    @Test
    void secureKeyWorkStaysWhereOneMasterKeyIs() {
        ApMachine plain = machine(Mask256.of(4, 71), "CEX8C", "CEX8C", "CEX8C");
        ApMachine machine = new ApMachine(
                plain.cards(),
                plain.usageDomains(),
                Mask256.NONE,
                new TreeMap<>(Map.of(Apqn.of(0, 4), "A", Apqn.of(1, 4), "B", Apqn.of(2, 4), "A", Apqn.of(0, 71), "C")));
        Need need = new Need("a", ALL, ALL, Set.of(Mode.CCA_COPROCESSOR), 2, Need.Keys.SAME);
        Proposal.Partition partition = (Proposal.Partition) propose(machine, List.of(need));
        assertThat(partition.matrices())
                .containsExactly(Map.entry("a", new ApMatrix(Mask256.of(0, 2), Mask256.of(4), Mask256.of(4))));
        assertThat(partition.missingCards()).isEqualTo(1);
    }

    @Test
    void whenTheTimeIsUpTheBestSoFarIsTheAnswer() {
        ApMachine machine = machine(Mask256.of(4), "CEX8A", "CEX8A", "CEX8A", "CEX8A", "CEX8A", "CEX8A", "CEX8A");
        List<Need> needs = List.of(rsa("a", 1), rsa("b", 1), rsa("c", 1));
        AtomicInteger asked = new AtomicInteger();
        NearestPassthrough.propose(machine, needs, () -> asked.getAndIncrement() < 0);
        assertThat(NearestPassthrough.propose(machine, needs, () -> asked.decrementAndGet() == 0))
                .isInstanceOfSatisfying(
                        Proposal.Partition.class,
                        partition -> assertThat(partition.search()).isEqualTo(Proposal.Search.CUT_SHORT));
        assertThat(NearestPassthrough.propose(machine, needs, () -> true)).isEqualTo(new Proposal.Undecided());
    }

    @Test
    void sixtyCardsThatAreAlikeAreDividedEvenly() {
        ApMachine machine =
                machine(Mask256.of(4), Collections.nCopies(60, "CEX8A").toArray(String[]::new));
        Proposal.Partition partition =
                (Proposal.Partition) propose(machine, List.of(rsa("a", 1), rsa("b", 1), rsa("c", 1), rsa("d", 1)));
        assertThat(partition.matrices().values())
                .allMatch(matrix -> matrix.adapters().count() == 15);
        assertThat(partition.search()).isEqualTo(Proposal.Search.COMPLETE);
    }

    @Test
    void moreSetsThanCanBeSearchedAreRefusedWithTheGuestsName() {
        ApMachine machine =
                machine(Mask256.of(4), Collections.nCopies(17, "CEX8A").toArray(String[]::new));
        List<Need> needs = new ArrayList<>();
        needs.add(rsa("a", 1));
        for (int card = 0; card < 17; card++) {
            needs.add(new Need("of" + card, Mask256.of(card), ALL, Set.of(Mode.ACCELERATOR), 1, Need.Keys.ANY));
        }
        assertThatThrownBy(() -> propose(machine, needs))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("guest a may have too many sets of cards in domain 0004");
    }

    @Test
    void nothingNearerExistsThanWhatIsProposed() {
        long seed = 4711;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String[] types = new String[random.nextInt(1, 5)];
            for (int c = 0; c < types.length; c++) {
                types[c] = random.nextBoolean() ? "CEX8A" : "CEX7C";
            }
            ApMachine machine = machine(random.nextBoolean() ? Mask256.of(4) : Mask256.of(4, 71), types);
            List<Need> needs = new ArrayList<>();
            for (int g = random.nextInt(1, 4); g > 0; g--) {
                needs.add(new Need(
                        "guest" + g,
                        Mask256.of(IntStream.range(0, 5).filter(id -> random.nextInt(4) > 0)),
                        ALL,
                        Set.of(random.nextBoolean() ? Mode.ACCELERATOR : Mode.CCA_COPROCESSOR),
                        1,
                        Need.Keys.ANY));
            }
            long leastCost = leastCost(machine, needs, List.of());
            Proposal proposal = propose(machine, needs);
            assertThat(proposal instanceof Proposal.Partition)
                    .as("seed %d, case %d: %s", seed, i, proposal)
                    .isEqualTo(leastCost < Long.MAX_VALUE);
            if (proposal instanceof Proposal.Partition partition) {
                assertThat(needs.stream()
                                .mapToLong(need -> cost(
                                        machine, need, partition.matrices().getOrDefault(need.guest(), ApMatrix.EMPTY)))
                                .sum())
                        .as("seed %d, case %d: %s", seed, i, partition)
                        .isEqualTo(leastCost);
            }
        }
    }

    /** Tries every domain with every set of cards for each guest. */
    private static long leastCost(ApMachine machine, List<Need> needs, List<ApMatrix> placed) {
        if (placed.size() == needs.size()) {
            return IntStream.range(0, needs.size())
                    .mapToLong(i -> cost(machine, needs.get(i), placed.get(i)))
                    .sum();
        }
        Need need = needs.get(placed.size());
        long least = Long.MAX_VALUE;
        for (int set = 1; set < 1 << machine.cards().size(); set++) {
            int bits = set;
            Mask256 cards = Mask256.of(IntStream.range(0, 5).filter(id -> (bits >> id & 1) != 0));
            if (!cards.minus(useful(machine, need)).isEmpty()) {
                continue;
            }
            for (int domain : machine.usageDomains().ids().toArray()) {
                ApMatrix matrix = new ApMatrix(cards, Mask256.of(domain), Mask256.of(domain));
                if (placed.stream().noneMatch(matrix::sharesQueueWith)) {
                    List<ApMatrix> more = new ArrayList<>(placed);
                    more.add(matrix);
                    least = Math.min(least, leastCost(machine, needs, more));
                }
            }
        }
        return least;
    }

    private static long cost(ApMachine machine, Need need, ApMatrix matrix) {
        long missing = useful(machine, need).minus(matrix.adapters()).count();
        return missing * missing;
    }

    private static Mask256 useful(ApMachine machine, Need need) {
        return Mask256.of(machine.cards().stream()
                .filter(card -> need.modes().contains(card.type().mode()))
                .mapToInt(card -> card.id().value())
                .filter(need.adapters()::contains));
    }

    @Test
    void proposalsFollowThePartitionRuleAndRefusalsAreIrreducible() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            String[] types = new String[random.nextInt(1, 6)];
            for (int c = 0; c < types.length; c++) {
                types[c] = List.of("CEX8A", "CEX7C", "CEX8P").get(random.nextInt(3));
            }
            ApMachine machine = machine(random.nextBoolean() ? Mask256.of(4) : Mask256.of(4, 71), types);
            List<Need> needs = new ArrayList<>();
            for (int g = random.nextInt(1, 5); g > 0; g--) {
                needs.add(new Need(
                        "guest" + g,
                        ALL,
                        random.nextBoolean() ? ALL : Mask256.of(4),
                        Set.of(List.of(Mode.values()).get(random.nextInt(3))),
                        random.nextInt(1, 3),
                        Need.Keys.ANY));
            }
            switch (propose(machine, needs)) {
                case Proposal.Partition partition -> {
                    List<ApMatrix> matrices = List.copyOf(partition.matrices().values());
                    for (int a = 0; a < matrices.size(); a++) {
                        for (int b = a + 1; b < matrices.size(); b++) {
                            assertThat(matrices.get(a).sharesQueueWith(matrices.get(b)))
                                    .as("seed %d, case %d", seed, i)
                                    .isFalse();
                        }
                    }
                }
                case Proposal.Undecided undecided ->
                    throw new AssertionError("seed %d, case %d: %s".formatted(seed, i, undecided));
                case Proposal.TooFewCards lack -> {
                    refused++;
                    assertThat(lack.available()).as("seed %d, case %d", seed, i).isLessThan(lack.needed());
                }
                case Proposal.TooManyGuests lack -> {
                    refused++;
                    for (String guest : lack.guests()) {
                        List<Need> others = needs.stream()
                                .filter(need -> lack.guests().contains(need.guest())
                                        && !need.guest().equals(guest))
                                .toList();
                        assertThat(propose(machine, others))
                                .as("seed %d, case %d", seed, i)
                                .isInstanceOf(Proposal.Partition.class);
                    }
                }
            }
        }
        assertThat(refused).isPositive();
    }
}
