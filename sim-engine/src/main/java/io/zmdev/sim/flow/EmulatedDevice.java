package io.zmdev.sim.flow;

import io.zmdev.sim.channel.AreaStorage;
import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.channel.ChannelSubsystem;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.QemuCss;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepKind;
import java.util.Optional;
import java.util.OptionalInt;

/** A device that QEMU emulates: nothing of it reaches the host's driver. */
final class EmulatedDevice implements GuestDevice {

    private static final int PATH = 0x80;

    private final SubchannelState state;
    private final ChannelSubsystem css;

    EmulatedDevice(Session session, Attachment attachment, Runnable interrupt) {
        state = new SubchannelState(session.space().add("qemu." + attachment.id(), SubchannelState.SIZE));
        GuestSubchannel.prepare(state, PATH);
        css = new QemuCss(
                state,
                new AreaStorage(session.guestMemory()),
                session.device(attachment),
                interrupt::run,
                (kind, a, b, c) -> session.timeline().step(emulated(kind), a, b, c));
    }

    private static StepKind emulated(StepKind kind) {
        return kind instanceof ChannelStep step ? EmulatedStep.of(step) : kind;
    }

    private static Result result(int cc) {
        return cc == ChannelSubsystem.OPERAND_EXCEPTION
                ? new Result.OperandException()
                : new Result.ConditionCode(cc, Optional.empty());
    }

    @Override
    public Result ssch(Area area, long orb) {
        return result(css.ssch(area, orb));
    }

    @Override
    public Result hsch() {
        return result(css.hsch());
    }

    @Override
    public Result csch() {
        return result(css.csch());
    }

    @Override
    public Result xsch() {
        return result(css.xsch());
    }

    @Override
    public Result rsch() {
        return result(css.rsch());
    }

    @Override
    public Result stsch(Area area, long schib) {
        int cc = css.stsch(area, schib);
        return new Result.StoredSchib(area.get(schib, Schib.SIZE), OptionalInt.of(cc));
    }

    @Override
    public Result msch(Area area, long schib) {
        return result(css.msch(area, schib));
    }

    @Override
    public Result tsch(Area area, long irb) {
        int cc = css.tsch(area, irb);
        return new Result.GuestIrb(cc, area.get(irb, Irb.SIZE_WITH_EMW), new byte[0]);
    }

    @Override
    public Result reset() {
        state.area().clear(0, SubchannelState.SIZE);
        GuestSubchannel.prepare(state, PATH);
        return new Result.Called(Optional.empty());
    }

    @Override
    public void attention() {
        css.unsolicited(Scsw.ATTENTION);
    }

    @Override
    public int interruptionParameter() {
        return state.interruptionParameter();
    }

    @Override
    public int interruptionSubclass() {
        return state.interruptionSubclass();
    }
}
