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
    void moreCardsThanCanBeSearchedAreRefusedWithTheGuestsName() {
        ApMachine machine =
                machine(Mask256.of(4), Collections.nCopies(17, "CEX8A").toArray(String[]::new));
        assertThatThrownBy(() -> propose(machine, List.of(rsa("a", 1))))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("guest a may have 17 cards");
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
