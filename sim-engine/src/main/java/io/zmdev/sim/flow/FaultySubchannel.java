package io.zmdev.sim.flow;

import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.channel.Instructions;
import io.zmdev.sim.trace.Area;
import java.util.OptionalInt;

/** A subchannel whose next START SUBCHANNEL can be made to end with a condition code, or that disappears. */
final class FaultySubchannel implements ChannelSubsystem {

    private final ChannelSubsystem subchannel;
    private OptionalInt nextCc = OptionalInt.empty();
    private boolean gone;

    FaultySubchannel(ChannelSubsystem subchannel) {
        this.subchannel = subchannel;
    }

    void answerNextStart(int cc) {
        nextCc = OptionalInt.of(cc);
    }

    /** The subchannel disappears for good: from here on every instruction ends with condition code 3. */
    void disappear() {
        gone = true;
    }

    @Override
    public int ssch(Area area, long orb) {
        if (gone) {
            return Instructions.NOT_OPERATIONAL;
        }
        if (nextCc.isEmpty()) {
            return subchannel.ssch(area, orb);
        }
        int cc = nextCc.getAsInt();
        nextCc = OptionalInt.empty();
        return cc;
    }

    @Override
    public int hsch() {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.hsch();
    }

    @Override
    public int csch() {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.csch();
    }

    @Override
    public int xsch() {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.xsch();
    }

    @Override
    public int rsch() {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.rsch();
    }

    @Override
    public int msch(Area area, long schib) {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.msch(area, schib);
    }

    @Override
    public int stsch(Area area, long schib) {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.stsch(area, schib);
    }

    @Override
    public int tsch(Area area, long irb) {
        return gone ? Instructions.NOT_OPERATIONAL : subchannel.tsch(area, irb);
    }

    @Override
    public void unsolicited(int deviceStatus) {
        if (!gone) {
            subchannel.unsolicited(deviceStatus);
        }
    }

    @Override
    public void advance() {
        if (!gone) {
            subchannel.advance();
        }
    }
}
