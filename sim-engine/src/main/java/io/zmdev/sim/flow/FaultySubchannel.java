package io.zmdev.sim.flow;

import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.trace.Area;
import java.util.OptionalInt;

/** A subchannel whose next START SUBCHANNEL can be made to end with a condition code. */
final class FaultySubchannel implements ChannelSubsystem {

    private final ChannelSubsystem subchannel;
    private OptionalInt nextCc = OptionalInt.empty();

    FaultySubchannel(ChannelSubsystem subchannel) {
        this.subchannel = subchannel;
    }

    void answerNextStart(int cc) {
        nextCc = OptionalInt.of(cc);
    }

    @Override
    public int ssch(Area area, long orb) {
        if (nextCc.isEmpty()) {
            return subchannel.ssch(area, orb);
        }
        int cc = nextCc.getAsInt();
        nextCc = OptionalInt.empty();
        return cc;
    }

    @Override
    public int hsch() {
        return subchannel.hsch();
    }

    @Override
    public int csch() {
        return subchannel.csch();
    }

    @Override
    public int xsch() {
        return subchannel.xsch();
    }

    @Override
    public int rsch() {
        return subchannel.rsch();
    }

    @Override
    public int msch(Area area, long schib) {
        return subchannel.msch(area, schib);
    }

    @Override
    public int stsch(Area area, long schib) {
        return subchannel.stsch(area, schib);
    }

    @Override
    public int tsch(Area area, long irb) {
        return subchannel.tsch(area, irb);
    }

    @Override
    public void unsolicited(int deviceStatus) {
        subchannel.unsolicited(deviceStatus);
    }

    @Override
    public void advance() {
        subchannel.advance();
    }
}
