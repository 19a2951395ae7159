package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepSink;

/**
 * The I/O instructions of a subchannel with its device: which condition code they end with and what they store. What carries the
 * functions out is left to the two behaviours.
 */
abstract sealed class Subchannel implements ChannelSubsystem permits ArchitectedChannel, QemuCss {

    final SubchannelState state;
    final Area area;
    final Storage storage;
    final Device device;
    final InterruptSink interrupts;
    final StepSink steps;
    final SenseData sense;

    Subchannel(SubchannelState state, Storage storage, Device device, InterruptSink interrupts, StepSink steps) {
        this.state = state;
        this.area = state.area();
        this.storage = storage;
        this.device = device;
        this.interrupts = interrupts;
        this.steps = steps;
        this.sense = new SenseData(area, SubchannelState.SENSE);
    }

    /** Carries the start function out that START SUBCHANNEL has set. */
    abstract void startFunction();

    abstract void haltFunction();

    abstract void clearFunction();

    /** Goes on with the program for which RESUME SUBCHANNEL has set resume pending. */
    abstract void resumeFunction();

    /** Completes an IRB, which holds the SCSW of a pending status, with ESW and ECW. */
    abstract void buildIrb(Area target, long irb);

    @Override
    public final int ssch(Area source, long orb) {
        if (!Orb.isValid(source.getInt(orb + Orb.CONTROL), source.getInt(orb + Orb.CPA))) {
            return OPERAND_EXCEPTION;
        }
        int cc = Instructions.mayStart(state);
        if (cc == Instructions.DONE) {
            Instructions.beginStart(state, source, orb);
            startFunction();
        }
        return cc;
    }

    @Override
    public final int hsch() {
        int cc = Instructions.mayHalt(state);
        if (cc == Instructions.DONE) {
            Instructions.beginHalt(state);
            haltFunction();
        }
        return cc;
    }

    @Override
    public final int csch() {
        int cc = Instructions.mayClear(state);
        if (cc == Instructions.DONE) {
            Instructions.beginClear(state);
            clearFunction();
        }
        return cc;
    }

    @Override
    public final int xsch() {
        return Instructions.cancel(state);
    }

    @Override
    public final int rsch() {
        int cc = Instructions.resume(state);
        if (cc == Instructions.DONE) {
            resumeFunction();
        }
        return cc;
    }

    @Override
    public final int msch(Area source, long schib) {
        return Instructions.modify(state, source, schib);
    }

    @Override
    public final int stsch(Area target, long schib) {
        target.copy(schib, area, SubchannelState.SCHIB, Schib.SIZE);
        return Instructions.DONE;
    }

    @Override
    public final int tsch(Area target, long irb) {
        if (!state.isOperational()) {
            return Instructions.NOT_OPERATIONAL;
        }
        boolean pending = (state.scsw() & Scsw.PENDING) != 0;
        target.clear(irb, Irb.SIZE);
        target.copy(irb, area, SubchannelState.SCSW, Scsw.SIZE);
        if (pending) {
            buildIrb(target, irb);
        }
        Instructions.clearStatus(state, sense);
        return pending ? Instructions.DONE : Instructions.STATUS_PENDING;
    }
}
