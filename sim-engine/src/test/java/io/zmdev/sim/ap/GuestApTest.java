package io.zmdev.sim.ap;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** NQAP, DQAP and PQAP of a passthrough guest on real queues. */
class GuestApTest {

    private static final Apqn QUEUE = Apqn.of(5, 4);
    private static final AqicControl ENABLE = new AqicControl(0, true, 0, 0, 0, 3);

    private final Works works = new Works();
    private final ApHardware hardware = new ApHardware(
            ApMachine.of(
                    List.of(
                            new ApCard(new AdapterId(5), CardType.parse("CEX8A"), 1, 3, true),
                            new ApCard(new AdapterId(6), CardType.parse("CEX8C"), 2, 8, true)),
                    Mask256.of(4, 71)),
            works);
    private final GuestAp guest = guest(ApFacilities.ALL);

    /** The engines that work, with the body of their message. */
    private static final class Works implements ApHardware.Engines {
        private final Map<Integer, Integer> bodies = new HashMap<>();
        private final List<Integer> started = new ArrayList<>();

        @Override
        public void start(int engine, int body) {
            bodies.put(engine, body);
            started.add(body);
        }

        @Override
        public void stop(int engine) {
            bodies.remove(engine);
        }
    }

    private GuestAp guest(ApFacilities facilities) {
        Crycb crycb =
                Crycb.withMasks(Crycb.Format.of(facilities), new ApMatrix(Mask256.of(5), Mask256.of(4), Mask256.of(4)));
        return new GuestAp(hardware, facilities, crycb, address -> address < 0x10000);
    }

    private ApAnswer.Status status(ApInstruction instruction) {
        return (ApAnswer.Status) guest.execute(instruction, 0);
    }

    private String nqap(long psmid) {
        return word(status(new ApInstruction.Nqap(QUEUE, psmid, 100, false)));
    }

    private static String word(ApAnswer.Status answer) {
        return "%08x cc%d".formatted(answer.status().word(), answer.conditionCode());
    }

    @Test
    void aQueueGoesFromEmptyToFullAndBack() {
        assertThat(word(status(new ApInstruction.Tapq(QUEUE, false)))).isEqualTo("80000000 cc0");
        assertThat(nqap(11)).isEqualTo("00000000 cc0");
        assertThat(nqap(12)).isEqualTo("00000000 cc0");
        assertThat(nqap(13)).isEqualTo("20000000 cc0");
        assertThat(nqap(14)).isEqualTo("20100000 cc3");
        assertThat(word(status(new ApInstruction.Dqap(QUEUE)))).isEqualTo("20100000 cc3");
        hardware.finish(0);
        assertThat(word(status(new ApInstruction.Tapq(QUEUE, false)))).isEqualTo("60000000 cc0");
        ApAnswer.Status reply = status(new ApInstruction.Dqap(QUEUE));
        assertThat(word(reply)).isEqualTo("00000000 cc0");
        assertThat(reply.psmid()).isEqualTo(11);
        hardware.finish(0);
        hardware.finish(0);
        assertThat(status(new ApInstruction.Dqap(QUEUE)).psmid()).isEqualTo(12);
        assertThat(word(status(new ApInstruction.Dqap(QUEUE)))).isEqualTo("80000000 cc0");
        assertThat(word(status(new ApInstruction.Dqap(QUEUE)))).isEqualTo("80100000 cc3");
    }

    @Test
    void onlyTheProductOfTheMasksIsValid() {
        for (Apqn other : List.of(Apqn.of(6, 4), Apqn.of(5, 71), Apqn.of(7, 7))) {
            assertThat(word(status(new ApInstruction.Nqap(other, 1, 1, false)))).isEqualTo("00010000 cc3");
            assertThat(word(status(new ApInstruction.Dqap(other)))).isEqualTo("00010000 cc3");
            assertThat(word(status(new ApInstruction.Zapq(other, false)))).isEqualTo("00010000 cc3");
        }
    }

    @Test
    void anOversizedMessageIsRefused() {
        assertThat(word(status(new ApInstruction.Nqap(QUEUE, 1, 12289, false)))).isEqualTo("80150000 cc3");
    }

    @Test
    void tapqShowsTypeDepthAndFunctionsOnlyWhenAskedTo() {
        assertThat(status(new ApInstruction.Tapq(QUEUE, false)).gr2()).isZero();
        TapqInfo info = TapqInfo.of(status(new ApInstruction.Tapq(QUEUE, true)).gr2());
        assertThat(info.apType()).isEqualTo(14);
        assertThat(info.depth()).isEqualTo(3);
        assertThat(info.functions() & (TapqInfo.ACCEL | TapqInfo.CCA | TapqInfo.EP11))
                .isEqualTo(TapqInfo.ACCEL);
    }

    @Test
    void aResetEmptiesTheQueueAndTakesItsTime() {
        nqap(1);
        nqap(2);
        hardware.finish(0);
        assertThat(word(status(new ApInstruction.Rapq(QUEUE, false)))).isEqualTo("80000000 cc0");
        assertThat(works.bodies).isEmpty();
        assertThat(nqap(3)).isEqualTo("80020000 cc3");
        assertThat(word(status(new ApInstruction.Tapq(QUEUE, false)))).isEqualTo("80020000 cc3");
        hardware.resetDone(hardware.queue(QUEUE));
        assertThat(nqap(3)).isEqualTo("00000000 cc0");
    }

    @Test
    void aDeconfiguredAndACheckstoppedCardSaySo() {
        int card = hardware.card(new AdapterId(5));
        List<Long> lost = new ArrayList<>();
        nqap(1);
        nqap(2);
        nqap(3);
        hardware.finish(0);
        hardware.deconfigure(card, (queue, psmid) -> lost.add(psmid));
        assertThat(lost).containsExactly(2L, 3L, 1L);
        assertThat(nqap(4)).isEqualTo("80030000 cc3");
        hardware.checkstop(card, (queue, psmid) -> lost.add(psmid));
        assertThat(nqap(4)).as("configured off hides the checkstop").isEqualTo("80030000 cc3");
        hardware.configure(card);
        assertThat(nqap(4)).isEqualTo("80040000 cc3");
        hardware.recover(card);
        assertThat(nqap(4)).isEqualTo("00000000 cc0");
        assertThat(lost).hasSize(3);
    }

    @Test
    void aqicNeedsFacility65AndAnAddressInGuestMemory() {
        assertThat(word(status(new ApInstruction.Aqic(QUEUE, ENABLE, 0)))).isEqualTo("80060000 cc3");
        assertThat(word(status(new ApInstruction.Aqic(QUEUE, ENABLE, 0x10000)))).isEqualTo("80060000 cc3");
        assertThat(word(status(new ApInstruction.Aqic(QUEUE, ENABLE, 0x2000)))).isEqualTo("81000000 cc0");
        assertThat(word(status(new ApInstruction.Aqic(QUEUE, ENABLE, 0x2000)))).isEqualTo("81070000 cc3");
        assertThat(word(status(new ApInstruction.Aqic(QUEUE, AqicControl.of(0), 0))))
                .isEqualTo("80000000 cc0");
        assertThat(guest(ApFacilities.ALL.withoutInterruptions())
                        .execute(new ApInstruction.Aqic(QUEUE, ENABLE, 0x2000), 0))
                .isEqualTo(new ApAnswer.SpecificationException());
    }

    @Test
    void qciShowsTheGuestItsOwnMasks() {
        ApAnswer.Block answer = (ApAnswer.Block) guest.execute(new ApInstruction.Qci(0x3000), 0);
        assertThat(answer.block().matrix().adapters()).isEqualTo(Mask256.of(5));
        assertThat(answer.block().matrix().domains()).isEqualTo(Mask256.of(4));
        ApFacilities without = new ApFacilities(false, false, true, true, true);
        assertThat(guest(without).execute(new ApInstruction.Qci(0x3000), 0))
                .isEqualTo(new ApAnswer.SpecificationException());
        assertThat(guest(without).execute(new ApInstruction.Tapq(QUEUE, true), 0))
                .isEqualTo(new ApAnswer.SpecificationException());
    }

    @Test
    void domainsOfACardShareItsEnginesInTurn() {
        int first = hardware.queue(Apqn.of(6, 4));
        int second = hardware.queue(Apqn.of(6, 71));
        IntStream.range(0, 5).forEach(i -> hardware.nqap(first, i, i));
        IntStream.range(10, 13).forEach(i -> hardware.nqap(second, i, i));
        while (!works.bodies.isEmpty()) {
            int engine = works.bodies.keySet().iterator().next();
            works.bodies.remove(engine);
            hardware.finish(engine);
        }
        assertThat(works.started).containsExactly(0, 1, 2, 10, 3, 11, 4, 12);
    }

    @Test
    void everyRealQueueStartsItsMessagesInOrderWhateverComesAndGoes() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        List<Queue<Integer>> expected = new ArrayList<>();
        IntStream.range(0, hardware.queues()).forEach(queue -> expected.add(new ArrayDeque<>()));
        int[] queueOfBody = new int[20_000];
        for (int body = 1; body < queueOfBody.length; body++) {
            int queue = random.nextInt(hardware.queues());
            works.started.clear();
            queueOfBody[body] = queue;
            expected.get(queue).add(body);
            if (hardware.nqap(queue, body, body) != ResponseCode.NORMAL) {
                expected.get(queue).remove(body);
            }
            if (random.nextInt(3) > 0 && !works.bodies.isEmpty()) {
                List<Integer> busy = List.copyOf(works.bodies.keySet());
                int engine = busy.get(random.nextInt(busy.size()));
                works.bodies.remove(engine);
                int done = hardware.finish(engine);
                hardware.dqap(done);
            }
            if (random.nextInt(50) == 0) {
                int card = random.nextInt(2);
                hardware.deconfigure(card, (from, psmid) -> expected.get(from).remove((int) psmid));
                hardware.configure(card);
            }
            for (int started : works.started) {
                Queue<Integer> waiting = expected.get(queueOfBody[started]);
                if (waiting.contains(started)) {
                    assertThat(waiting.remove())
                            .as("seed %d, message %d", seed, body)
                            .isEqualTo(started);
                }
            }
        }
    }

    @Test
    void kvmLooksAtAnInterceptedPqapInItsOrder() {
        int aqic = 0x03000504;
        ApFacilities all = ApFacilities.ALL;
        assertThat(PqapInterception.of(aqic, true, false, all)).isEqualTo(new PqapInterception.ToDriver());
        assertThat(PqapInterception.of(aqic, false, true, all)).isEqualTo(new PqapInterception.ToUserSpace());
        assertThat(PqapInterception.of(0x00000504, true, true, all)).isEqualTo(new PqapInterception.ToUserSpace());
        assertThat(PqapInterception.of(aqic, true, true, all))
                .isEqualTo(new PqapInterception.ProgramException(
                        PqapInterception.ProgramException.Kind.PRIVILEGED_OPERATION));
        PqapInterception specification =
                new PqapInterception.ProgramException(PqapInterception.ProgramException.Kind.SPECIFICATION);
        assertThat(PqapInterception.of(aqic | 0x00010000, true, false, all)).isEqualTo(specification);
        assertThat(PqapInterception.of(aqic, true, false, all.withoutInterruptions()))
                .isEqualTo(specification);
        assertThat(PqapInterception.of(0x03004004, true, false, new ApFacilities(true, true, true, true, false)))
                .isEqualTo(specification);
        assertThat(PqapInterception.of(aqic | 0x00800000, true, false, new ApFacilities(true, false, true, true, true)))
                .isEqualTo(specification);
    }
}
