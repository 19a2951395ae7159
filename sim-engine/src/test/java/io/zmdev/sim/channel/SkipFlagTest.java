package io.zmdev.sim.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.eckd.EckdDasd;
import io.zmdev.sim.channel.eckd.Geometry;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.testing.ChannelMachine;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The skip flag by the Principles of Operation, as Hercules has it too: no reference to storage. */
class SkipFlagTest {

    private static final int OUTSIDE = 0x7fff_fff0;
    private static final int DATA = 0x1000;

    private final StateSpace space = new StateSpace();
    private final Area storage = space.add("storage", 0x10000);
    private final ChannelMachine machine =
            new ChannelMachine(space, new AreaStorage(storage), new EckdDasd(space, "dasd", Geometry.MODEL_3), false);

    private String status(long... ccws) {
        for (int i = 0; i < ccws.length; i++) {
            storage.putLong((long) i * Ccw.SIZE, ccws[i]);
        }
        byte[] irb = machine.run(Orb.FORMAT_1 | 0xff << Orb.LPM_SHIFT, 0).getLast();
        return HexFormat.of().formatHex(irb, Scsw.DEVICE_STATUS, Scsw.SIZE);
    }

    @Test
    void aSkippedReadNeedsNoStorage() {
        assertThat(status(Ccw.of(Ccw.SENSE_ID, Ccw.SKIP, 20, OUTSIDE))).isEqualTo("0c000000");
        assertThat(status(Ccw.of(Ccw.SENSE_ID, Ccw.SKIP | Ccw.IDA, 20, OUTSIDE)))
                .isEqualTo("0c000000");
        assertThat(status(Ccw.of(Ccw.SENSE_ID, 0, 20, OUTSIDE))).isEqualTo("0c200014");
    }

    @Test
    void aPartOfAChainOfDataIsSkippedWhateverItsCommandCode() {
        storage.put(DATA, new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});

        assertThat(status(
                        Ccw.of(Ccw.SENSE_ID, Ccw.CHAIN_DATA, 4, DATA),
                        Ccw.of(0, Ccw.CHAIN_DATA | Ccw.SKIP, 4, DATA + 4),
                        Ccw.of(0, 0, 12, DATA + 8)))
                .isEqualTo("0c000000");
        assertThat(HexFormat.of().formatHex(storage.get(DATA, 12))).isEqualTo("ff3990e9" + "01010101" + "40fa0100");
    }
}
