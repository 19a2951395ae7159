package io.zmdev.sim.channel.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.testing.ProgramBuilder;
import io.zmdev.testing.ProgramBuilder.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Tape3590Test {

    private static final int CHANNEL_END_DEVICE_END = 0x0c;
    private static final int WITH_UNIT_EXCEPTION = 0x0d;
    private static final int WITH_UNIT_CHECK = 0x0e;

    private final StateSpace space = new StateSpace();
    private final Tape3590 drive =
            new Tape3590(space, "tape", new byte[] {(byte) 0xff, 0x35, (byte) 0x90, 0x50, 0x35, (byte) 0x90, 0x50});
    private final ProgramBuilder program = new ProgramBuilder(space, drive);

    /** Two blocks, a tape mark, a block; rewound. */
    @BeforeEach
    void record() {
        Result written = program.write(0x01, "0102030405")
                .write(0x01, "aabb")
                .read(0x1f, 1)
                .write(0x01, "77")
                .read(0x07, 1)
                .run();
        assertThat(written.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
    }

    @Test
    void blocksAreReadInTheOrderInWhichTheyWereWritten() {
        Result read = program.read(0x02, 5).read(0x02, 2).run();
        assertThat(read.hex(0)).isEqualTo("0102030405");
        assertThat(read.hex(1)).isEqualTo("aabb");
    }

    @Test
    void readingBackwardGivesTheSameBytesInStorage() {
        program.read(0x02, 5).read(0x02, 2).run();
        Result read = program.readBackward(2).readBackward(5).run();
        assertThat(read.hex(0)).isEqualTo("aabb");
        assertThat(read.hex(1)).isEqualTo("0102030405");
    }

    @Test
    void aTapeMarkIsAUnitException() {
        Result read = program.read(0x02, 5).read(0x02, 2).read(0x02, 5).run();
        assertThat(read.deviceStatus()).isEqualTo(WITH_UNIT_EXCEPTION);
        assertThat(read.residual()).isEqualTo(5);
    }

    @Test
    void aLongerBlockIsAnIncorrectLength() {
        Result read = program.read(0x02, 0, 3).run();
        assertThat(read.subchannelStatus()).isEqualTo(0x40);
        assertThat(read.residual()).isZero();
        assertThat(read.hex(0)).isEqualTo("010203");
    }

    @Test
    void aFileIsSpacedOverInBothDirections() {
        Result forward = program.read(0x3f, 1).read(0x22, 8).read(0x02, 1).run();
        assertThat(forward.hex(1)).isEqualTo("0000000300000003");
        assertThat(forward.hex(2)).isEqualTo("77");
        Result backward = program.read(0x2f, 1).read(0x22, 8).run();
        assertThat(backward.hex(1)).isEqualTo("0000000200000002");
    }

    @Test
    void aBlockIsLocatedByItsNumber() {
        Result found = program.write(0x4f, "00000001").read(0x02, 2).run();
        assertThat(found.hex(1)).isEqualTo("aabb");
        Result missing = program.write(0x4f, "00000009").run();
        assertThat(missing.senseSummary()).isEqualTo("00c0 00");
    }

    @Test
    void spacingOverABlockGoesBackToIt() {
        Result read = program.read(0x37, 1).read(0x27, 1).read(0x02, 5).run();
        assertThat(read.hex(2)).isEqualTo("0102030405");
    }

    @Test
    void writingEndsTheTapeThere() {
        program.read(0x02, 5).write(0x01, "cc").run();
        Result read = program.read(0x02, 1).run();
        assertThat(read.deviceStatus()).isEqualTo(WITH_UNIT_CHECK);
        assertThat(read.senseSummary()).isEqualTo("0050 00");
    }

    @Test
    void thereIsNothingBeforeTheBeginning() {
        assertThat(program.read(0x27, 1).run().senseSummary()).isEqualTo("0048 00");
    }

    @Test
    void anUnloadedDriveNeedsIntervention() {
        program.read(0x0f, 1).run();
        assertThat(program.read(0x02, 5).run().senseSummary()).isEqualTo("4040 00");
    }

    @Test
    void anUnknownCommandIsRejected() {
        assertThat(program.read(0x66, 5).run().senseSummary()).isEqualTo("8040 00");
    }

    @Test
    void aBlockMayComeFromSeveralAreas() {
        program.write(0x01, Ccw.CHAIN_DATA, new byte[] {1, 2})
                .write(0x01, 0, new byte[] {3})
                .run();
        program.read(0x07, 1).run();
        assertThat(program.read(0x02, 3).run().hex(0)).isEqualTo("010203");
    }
}
