package io.zmdev.sim.ap.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.CardType;
import io.zmdev.sim.ap.RequestClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CRT_2K on an idle system with the cards 0 = CEX5C (90), 1 and 2 = CEX7A (54), one queue each. */
class ZcryptTest {

    private static final QueueLengths UNUSED = new QueueLengths() {
        @Override
        public int outstanding(int queue) {
            throw new AssertionError("zcrypt looks at no queue length");
        }

        @Override
        public int outstandingOnCard(int card) {
            return outstanding(card);
        }

        @Override
        public int enginesOfCard(int card) {
            return outstanding(card);
        }
    };

    private static Candidates cards() {
        int[] weights = List.of("CEX5C", "CEX7A", "CEX7A").stream()
                .mapToInt(type -> RequestClass.CRT_2K.weight(CardType.parse(type)))
                .toArray();
        assertThat(weights).containsExactly(90, 54, 54);
        return new Candidates(0, RequestClass.CRT_2K, UNUSED, new int[] {0, 1, 2}, new int[] {0, 1, 2}, weights);
    }

    private static int[] picks(DispatchPolicy policy, int count) {
        Candidates cards = cards();
        int[] picks = new int[count];
        for (int ticket = 0; ticket < count; ticket++) {
            picks[ticket] = cards.queue(policy.choose(ticket, cards));
        }
        return picks;
    }

    @Test
    void theFasterCardsGetTheFirstTwoRequestsAndTheIdleSlowOneTheThird() {
        assertThat(picks(new Zcrypt(), 4)).containsExactly(1, 2, 0, 1);
        assertThat(picks(new LeastWork(), 4)).containsExactly(1, 2, 0, 1);
    }

    @Test
    void zcryptBooksTheSlowCardWithTheWeightOfTheLastCardItLookedAt() {
        // card 0 carries 54 for 90: with 1 and 2 at 108 it costs 144 again before either of them costs 162
        assertThat(picks(new Zcrypt(), 6)).containsExactly(1, 2, 0, 1, 2, 0);
        assertThat(picks(new LeastWork(), 6)).containsExactly(1, 2, 0, 1, 2, 1);
    }

    @Test
    void aRequestThatIsDoneIsForgotten() {
        LeastWork policy = new LeastWork();
        Candidates cards = cards();
        for (int ticket = 0; ticket < 3; ticket++) {
            assertThat(policy.choose(ticket, cards)).isEqualTo(List.of(1, 2, 0).get(ticket));
        }
        policy.done(1);
        assertThat(policy.choose(1, cards)).isEqualTo(2);
    }

    @Test
    void tiesGoToTheCardWithFewerRequestsSoFar() {
        LeastWork policy = new LeastWork();
        Candidates cards = cards();
        int first = policy.choose(0, cards);
        policy.done(0);
        assertThat(first).isEqualTo(1);
        assertThat(policy.choose(0, cards)).isEqualTo(2);
    }

    @Test
    void aQueueThatLostTheRequestIsAvoided() {
        LeastWork policy = new LeastWork();
        Candidates cards = cards();
        cards.open((queue, card) -> true, 1);
        assertThat(policy.choose(0, cards)).isEqualTo(2);
    }
}
