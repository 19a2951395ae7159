package io.zmdev.sim.ap.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.ApAnswer;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApFacilities;
import io.zmdev.sim.ap.ApHardware;
import io.zmdev.sim.ap.ApInstruction;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.TapqInfo;
import io.zmdev.sim.kernel.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mapping of seed 004, 4:3,22,254 and 0:8,0x47, seen by two guests. */
class VirtualGuestApTest {

    private static final Apqn VIRTUAL = Apqn.of(4, 0);
    private static final VirtualMapping MAPPING = new VirtualMapping(
            new TreeMap<>(Map.of(4, Mask256.of(3, 22, 254))), new TreeMap<>(Map.of(0, Mask256.of(8, 0x47))));

    private final ApHardware hardware = new ApHardware(
            ApMachine.of(
                    IntStream.of(3, 22, 254)
                            .mapToObj(id -> new ApCard(new AdapterId(id), CardType.parse("CEX8A"), 1, 2, true))
                            .toList(),
                    Mask256.of(8, 0x47)),
            new ApHardware.Engines() {
                @Override
                public void start(int engine, int body) {}

                @Override
                public void stop(int engine) {}
            });
    private final VirtualMatrixDriver driver = new VirtualMatrixDriver(
            hardware, Policies.create("jsq", RandomStream.named(1, "test")), 16, new VirtualMatrixDriver.Guests() {
                @Override
                public void replyWaits(int virtualQueue) {}

                @Override
                public void lost(int virtualQueue, long guestPsmid) {}
            });
    private final VirtualGuestAp one = guest(0);
    private final VirtualGuestAp other = guest(1);

    private VirtualGuestAp guest(int number) {
        return new VirtualGuestAp(
                hardware, driver, ApFacilities.ALL, number, MAPPING, 16, address -> address < 0x10000);
    }

    private static String execute(VirtualGuestAp guest, ApInstruction instruction) {
        ApAnswer.Status answer = (ApAnswer.Status) guest.execute(instruction, RequestClass.CRT_2K, 0);
        return "%08x psmid %d".formatted(answer.status().word(), answer.psmid());
    }

    private static String nqap(VirtualGuestAp guest, long psmid) {
        return execute(guest, new ApInstruction.Nqap(VIRTUAL, psmid, 100, false));
    }

    /** Every engine finishes what it works on, and the driver takes the replies. */
    private void work() {
        for (int engine = 0; engine < hardware.engines(); engine++) {
            if (hardware.isBusy(engine)) {
                driver.collect(hardware.finish(engine));
            }
        }
    }

    @Test
    void allPermutationsAreCandidates() {
        assertThat(Permutations.of(MAPPING, VIRTUAL, hardware.machine()))
                .extracting(Apqn::toString)
                .containsExactly("03.0008", "03.0047", "16.0008", "16.0047", "fe.0008", "fe.0047");
        IntStream.range(0, 6).forEach(i -> nqap(one, i));
        assertThat(IntStream.range(0, 6).map(hardware::outstanding)).containsOnly(1);
    }

    @Test
    void equalPsmidsOfTwoGuestsComeBackToTheirOwnGuests() {
        nqap(one, 7);
        nqap(other, 7);
        nqap(other, 8);
        work();
        assertThat(execute(one, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("80000000 psmid 7");
        assertThat(execute(one, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("80100000 psmid 0");
        assertThat(execute(other, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("40000000 psmid 7");
        assertThat(execute(other, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("80000000 psmid 8");
    }

    @Test
    void aVirtualQueueIsFullAtItsOwnDepthThoughTheRealOnesAreFullBefore() {
        IntStream.range(0, 15).forEach(i -> nqap(one, i));
        assertThat(IntStream.range(0, 6).map(hardware::outstanding)).containsOnly(2);
        assertThat(nqap(one, 15)).isEqualTo("20000000 psmid 0");
        assertThat(nqap(one, 16)).isEqualTo("20100000 psmid 0");
        assertThat(nqap(other, 1)).as("held, not refused").isEqualTo("00000000 psmid 0");
    }

    @Test
    void resettingAVirtualQueueLeavesTheOtherGuestsWorkAlone() {
        IntStream.range(0, 3).forEach(i -> nqap(one, i));
        nqap(other, 9);
        assertThat(execute(one, new ApInstruction.Zapq(VIRTUAL, false))).isEqualTo("80000000 psmid 0");
        assertThat(nqap(one, 5)).as("until the real queues are done").isEqualTo("80020000 psmid 0");
        IntStream.range(0, 4).forEach(i -> work());
        assertThat(nqap(one, 5)).isEqualTo("00000000 psmid 0");
        assertThat(execute(one, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("00100000 psmid 0");
        assertThat(execute(other, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("80000000 psmid 9");
    }

    @Test
    void anAdministrativeCommandIsNeverSpread() {
        assertThat(execute(one, new ApInstruction.Nqap(VIRTUAL, 1, 100, true))).isEqualTo("80160000 psmid 0");
        ApAnswer.Status tapq =
                (ApAnswer.Status) one.execute(new ApInstruction.Tapq(VIRTUAL, true), RequestClass.CRT_2K, 0);
        TapqInfo info = TapqInfo.of(tapq.gr2());
        assertThat(info.functions() & TapqInfo.APSC).isZero();
        assertThat(info.depth()).isEqualTo(16);
    }

    @Test
    void aLostCardsWorkGoesElsewhereUnseen() {
        IntStream.range(0, 6).forEach(i -> nqap(one, i));
        hardware.checkstop(0, driver::lost);
        driver.resend();
        IntStream.range(0, 4).forEach(i -> work());
        long sum = IntStream.range(0, 6)
                .mapToLong(i -> ((ApAnswer.Status) one.execute(new ApInstruction.Dqap(VIRTUAL), RequestClass.CRT_2K, 0))
                        .psmid())
                .sum();
        assertThat(sum).isEqualTo(15);
        assertThat(execute(one, new ApInstruction.Dqap(VIRTUAL))).isEqualTo("80100000 psmid 0");
    }

    @Test
    void onlyMappedQueuesAreValid() {
        assertThat(execute(one, new ApInstruction.Tapq(Apqn.of(3, 8), false))).isEqualTo("00010000 psmid 0");
    }

    @Test
    void secureKeyWorkGoesToEquivalentQueuesOnly() {
        ApMachine machine = new ApMachine(
                List.of(
                        new ApCard(new AdapterId(1), CardType.parse("CEX8C"), 1, 8, true),
                        new ApCard(new AdapterId(2), CardType.parse("CEX8C"), 1, 8, true),
                        new ApCard(new AdapterId(3), CardType.parse("CEX7C"), 1, 8, true),
                        new ApCard(new AdapterId(4), CardType.parse("CEX8C"), 1, 8, true)),
                Mask256.of(4, 5),
                Mask256.NONE,
                new TreeMap<>(Map.of(Apqn.of(1, 4), "A", Apqn.of(2, 4), "A", Apqn.of(3, 4), "A", Apqn.of(1, 5), "B")));
        List<Apqn> all = machine.queues().toList();
        assertThat(Equivalence.candidates(machine, all, RequestClass.CCA_LOW))
                .containsExactly(Apqn.of(1, 4), Apqn.of(2, 4));
        assertThat(Equivalence.candidates(machine, all, RequestClass.CRT_2K)).isEqualTo(all);
        assertThat(Equivalence.candidates(machine, List.of(Apqn.of(4, 4), Apqn.of(4, 5)), RequestClass.CCA_LOW))
                .as("unknown keys stand for nobody else")
                .containsExactly(Apqn.of(4, 4));
    }
}
