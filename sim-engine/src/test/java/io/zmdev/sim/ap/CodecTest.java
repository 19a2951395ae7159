package io.zmdev.sim.ap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Registers, status words and blocks, bit for bit. */
class CodecTest {

    private static final long SEED = 20261121;

    private static final Apqn APQN = Apqn.of(0x0a, 0xab);

    @Test
    void gr0HoldsTheQueueAndTheFunction() {
        assertThat(new ApInstruction.Nqap(APQN, 1, 100, false).gr0()).isEqualTo(0x40000aab);
        assertThat(new ApInstruction.Nqap(APQN, 1, 100, true).gr0()).isEqualTo(0x40400aab);
        assertThat(new ApInstruction.Dqap(APQN).gr0()).isEqualTo(0x80000aab);
        assertThat(new ApInstruction.Tapq(APQN, false).gr0()).isEqualTo(0x00000aab);
        assertThat(new ApInstruction.Tapq(APQN, true).gr0()).isEqualTo(0x00800aab);
        assertThat(new ApInstruction.Rapq(APQN, false).gr0()).isEqualTo(0x01000aab);
        assertThat(new ApInstruction.Rapq(APQN, true).gr0()).isEqualTo(0x01400aab);
        assertThat(new ApInstruction.Zapq(APQN, false).gr0()).isEqualTo(0x02000aab);
        assertThat(new ApInstruction.Aqic(APQN, AqicControl.of(0), 0x1000).gr0())
                .isEqualTo(0x03000aab);
        assertThat(new ApInstruction.Qci(0x2000).gr0()).isEqualTo(0x04000000);
    }

    @Test
    void everyPqapIsReadAsItWasWritten() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 2000; i++) {
            Apqn apqn = Apqn.of(random.nextInt(256), random.nextInt(256));
            ApInstruction instruction = switch (random.nextInt(5)) {
                case 0 -> new ApInstruction.Tapq(apqn, random.nextBoolean());
                case 1 -> new ApInstruction.Rapq(apqn, random.nextBoolean());
                case 2 -> new ApInstruction.Zapq(apqn, random.nextBoolean());
                case 3 -> new ApInstruction.Aqic(apqn, control(random), random.nextLong());
                default -> new ApInstruction.Qci(random.nextLong());
            };
            assertThat(ApInstruction.pqap(instruction.gr0(), instruction.gr1(), instruction.gr2()))
                    .as("seed %d, case %d", SEED, i)
                    .isEqualTo(instruction);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ApInstruction.pqap(6 << 24, 0, 0));
    }

    @Test
    void aPsmidIsSplitOverARegisterPair() {
        ApInstruction.Nqap nqap = new ApInstruction.Nqap(APQN, 0x1122334499aabbccL, 512, true);
        assertThat(nqap.psmidHigh()).isEqualTo(0x11223344);
        assertThat(nqap.psmidLow()).isEqualTo(0x99aabbcc);
        assertThat(ApInstruction.nqap(nqap.gr0(), nqap.psmidHigh(), nqap.psmidLow(), 512))
                .isEqualTo(nqap);
        assertThat(ApInstruction.dqap(0x80000aab)).isEqualTo(new ApInstruction.Dqap(APQN));
    }

    @Test
    void statusWordBitsAreWhereTheKernelHasThem() {
        assertThat(new QueueStatus(true, false, false, false, false, ResponseCode.NORMAL).word())
                .isEqualTo(0x80000000);
        assertThat(new QueueStatus(false, true, false, false, false, ResponseCode.NORMAL).word())
                .isEqualTo(0x40000000);
        assertThat(new QueueStatus(false, false, true, false, false, ResponseCode.Q_FULL).word())
                .isEqualTo(0x20100000);
        assertThat(new QueueStatus(false, false, false, true, true, ResponseCode.ASSOC_FAILED).word())
                .isEqualTo(0x03360000);
    }

    @Test
    void everyStatusIsReadAsItWasWritten() {
        for (ResponseCode code : ResponseCode.values()) {
            for (int flags = 0; flags < 32; flags++) {
                QueueStatus status = new QueueStatus(
                        (flags & 1) != 0,
                        (flags & 2) != 0,
                        (flags & 4) != 0,
                        (flags & 8) != 0,
                        (flags & 16) != 0,
                        code);
                QueueStatus read = code == ResponseCode.NO_PENDING_REPLY
                        ? QueueStatus.ofDqap(status.word())
                        : QueueStatus.of(status.word());
                assertThat(read).isEqualTo(status);
                assertThat(read.conditionCode()).isEqualTo(code == ResponseCode.NORMAL ? 0 : 3);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> QueueStatus.of(0x00770000));
    }

    @Test
    void theInterruptionControlWordHasItsFieldsInPlace() {
        assertThat(new AqicControl(0xff, false, 0, 0, 0, 0).word()).isEqualTo(0x00ff000000000000L);
        assertThat(new AqicControl(0, true, 0, 0, 0, 0).word()).isEqualTo(0x0000800000000000L);
        assertThat(new AqicControl(0, false, 7, 0, 0, 0).word()).isEqualTo(0x0000070000000000L);
        assertThat(new AqicControl(0, false, 0, 3, 0, 0).word()).isEqualTo(0x0000000300000000L);
        assertThat(new AqicControl(0, false, 0, 0, 0x7ffffff, 0).word()).isEqualTo(0x000000007ffffff0L);
        assertThat(new AqicControl(0, false, 0, 0, 0, 7).word()).isEqualTo(0x0000000000000007L);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1000; i++) {
            AqicControl control = control(random);
            assertThat(AqicControl.of(control.word())).as("seed %d", SEED).isEqualTo(control);
        }
    }

    private static AqicControl control(SplittableRandom random) {
        return new AqicControl(
                random.nextInt(256),
                random.nextBoolean(),
                random.nextInt(8),
                random.nextInt(4),
                random.nextInt(1 << 27),
                random.nextInt(8));
    }

    @Test
    void tapqInformationHasItsFieldsInPlace() {
        TapqInfo info = new TapqInfo(TapqInfo.APSC | TapqInfo.ACCEL | TapqInfo.APXA, 0, 0, 14, 84, 0, 7);
        assertThat(info.gr2()).isEqualTo(0x8a0000000e540007L);
        assertThat(info.depth()).isEqualTo(8);
        assertThat(info.maxMessageBytes()).isEqualTo(12288);
        assertThat(new TapqInfo(0, 0, 3, 0, 0, 15, 0).gr2()).isEqualTo(0x0000c00000000f00L);
        assertThat(new TapqInfo(0, 0, 0, 0, 0, 6, 0).maxMessageBytes()).isEqualTo(24576);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 1000; i++) {
            long gr2 = random.nextLong() & 0xffff_c000_ffff_0f0fL;
            assertThat(TapqInfo.of(gr2).gr2()).as("seed %d", SEED).isEqualTo(gr2);
        }
    }

    @Test
    void theQciBlockHasItsFieldsAtTheirOffsets() {
        ApMatrix matrix = new ApMatrix(Mask256.of(0, 5), Mask256.of(4, 255), Mask256.of(8));
        byte[] block = new QciBlock(QciBlock.APSC | QciBlock.APXA, 63, 84, matrix).bytes();
        assertThat(block).hasSize(128);
        String hex = HexFormat.of().formatHex(block);
        assertThat(hex).startsWith("c00000003f540000").hasSize(256);
        assertThat(hex.substring(32, 36)).isEqualTo("8400");
        assertThat(hex.substring(96, 98)).isEqualTo("08");
        assertThat(hex.substring(158, 160)).isEqualTo("01");
        assertThat(hex.substring(160, 164)).isEqualTo("0080");
        assertThat(QciBlock.of(block)).isEqualTo(new QciBlock(QciBlock.APSC | QciBlock.APXA, 63, 84, matrix));
    }

    @Test
    void theFormatOfTheCrycbDecidesWhichBitsCount() {
        ApMatrix wide = new ApMatrix(Mask256.of(5, 63, 64, 200), Mask256.of(4, 15, 16, 171), Mask256.of(0, 15, 84));
        for (Crycb.Format format : new Crycb.Format[] {Crycb.Format.FORMAT0, Crycb.Format.FORMAT1}) {
            Crycb narrow = Crycb.withMasks(format, wide);
            assertThat(narrow.matrix())
                    .isEqualTo(new ApMatrix(Mask256.of(5, 63), Mask256.of(4, 15), Mask256.of(0, 15)));
            assertThat(Arrays.copyOfRange(narrow.bytes(), 0x80, 0x100)).containsOnly(0);
        }
        Crycb full = Crycb.withMasks(Crycb.Format.FORMAT2, wide);
        assertThat(full.matrix()).isEqualTo(wide);
        assertThat(Arrays.copyOfRange(full.bytes(), 0, 0x80)).containsOnly(0);
        assertThat(full.bytes()[0x80]).isEqualTo((byte) 0x04);
        assertThat(full.bytes()[0xa0]).isEqualTo((byte) 0x08);
        assertThat(full.bytes()[0xc0]).isEqualTo((byte) 0x80);
        assertThat(Crycb.of(Crycb.Format.FORMAT0, full.bytes()).matrix()).isEqualTo(ApMatrix.EMPTY);
    }

    @Test
    void kvmChoosesTheFormatByFacility76AndApxa() {
        assertThat(Crycb.Format.of(ApFacilities.ALL)).isEqualTo(Crycb.Format.FORMAT2);
        assertThat(Crycb.Format.of(new ApFacilities(true, true, true, true, false)))
                .isEqualTo(Crycb.Format.FORMAT1);
        assertThat(Crycb.Format.of(new ApFacilities(true, true, true, false, true)))
                .isEqualTo(Crycb.Format.FORMAT0);
        assertThat(Crycb.Format.FORMAT2.designation()).isEqualTo(3);
    }
}
