package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepSink;
import java.util.OptionalLong;

/**
 * A subchannel by the rules of the Principles of Operation: START SUBCHANNEL only makes the start pending, {@link #advance()} runs
 * the program one command at a time, HALT and CLEAR SUBCHANNEL can come between. One channel path, all storage with key 0.
 */
public final class ArchitectedChannel extends Subchannel {

    private static final int PATH = 0x80;
    private static final int SENSE_LENGTH = SenseData.SIZE;
    /** Where a program without end is left alone, so that a simulation ends; the subchannel stays active. */
    private static final int MAX_CCWS = 20_000;

    private static final int ESW_LPUM = 0x00800000;
    private static final int ESW_LOGOUT = 0x04804000;
    private static final int ERW_CONCURRENT_SENSE = Irb.ERW_SENSE | SENSE_LENGTH << 16;

    /** CCWs done in the program, 4 bytes. */
    private static final long CCWS = SubchannelState.WORK;
    /** Whether the last CCW was a TRANSFER IN CHANNEL, 1 byte. */
    private static final long AFTER_TIC = SubchannelState.WORK + 4;

    /** When the channel goes on. */
    public interface Delay {

        /** Calls {@link #advance()} later, in place of an earlier request. */
        void advanceAfter(int bytesMoved);
    }

    private final Delay delay;
    private final ArchitectedDataStream stream;

    public ArchitectedChannel(
            SubchannelState state,
            Storage storage,
            Device device,
            InterruptSink interrupts,
            Delay delay,
            StepSink steps) {
        super(state, storage, device, interrupts, steps);
        this.delay = delay;
        this.stream = new ArchitectedDataStream(storage, this::nextForData);
    }

    @Override
    void startFunction() {
        int copied = Orb.KEY
                | Orb.SUSPEND
                | Orb.FORMAT_1
                | Orb.PREFETCH
                | Orb.INITIAL_STATUS
                | Orb.ADDRESS_LIMIT
                | Orb.SUPPRESS_SUSPENDED;
        int flags = 0xffff0000;
        state.replaceScsw(flags, state.control() & copied);
        area.putInt(SubchannelState.SCSW + Scsw.DEVICE_STATUS, 0);
        area.putInt(SubchannelState.SCHIB + Schib.INTPARM, area.getInt(SubchannelState.ORB + Orb.INTPARM));
        delay.advanceAfter(0);
    }

    @Override
    void haltFunction() {
        delay.advanceAfter(0);
    }

    @Override
    void clearFunction() {
        delay.advanceAfter(0);
    }

    @Override
    void resumeFunction() {
        delay.advanceAfter(0);
    }

    @Override
    public void unsolicited(int deviceStatus) {
        int scsw = state.scsw();
        if (state.isOperational() && (scsw & (Scsw.PENDING | Scsw.FUNCTION)) == 0) {
            area.putShort(SubchannelState.SCSW + Scsw.DEVICE_STATUS, deviceStatus << 8);
            state.replaceScsw(Scsw.STATUS, Scsw.ALERT | Scsw.PENDING);
            interrupts.interrupt();
        }
    }

    @Override
    void buildIrb(Area target, long irb) {
        int checks = Scsw.CHANNEL_DATA_CHECK | Scsw.CHANNEL_CONTROL_CHECK | Scsw.INTERFACE_CONTROL_CHECK;
        boolean logout = (area.getByte(SubchannelState.SCSW + Scsw.SUBCHANNEL_STATUS) & checks) != 0;
        boolean unitCheck = (area.getByte(SubchannelState.SCSW + Scsw.DEVICE_STATUS) & Scsw.UNIT_CHECK) != 0;
        int word0 = target.getInt(irb) | (logout ? Scsw.ESW_FORMAT : 0);
        target.putInt(irb + Irb.ESW, logout ? ESW_LOGOUT : ESW_LPUM);
        if (unitCheck && state.hasConcurrentSense()) {
            word0 |= Scsw.EXTENDED_CONTROL;
            target.putInt(irb + Irb.ERW, ERW_CONCURRENT_SENSE);
            target.copy(irb + Irb.ECW, area, SubchannelState.SENSE, SenseData.SIZE);
        }
        target.putInt(irb, word0);
    }

    /** Goes on with what is pending: clear before halt before start. */
    @Override
    public void advance() {
        int scsw = state.scsw();
        if ((scsw & Scsw.CLEAR_PENDING) != 0) {
            clear();
        } else if ((scsw & Scsw.HALT_PENDING) != 0) {
            halt();
        } else if ((scsw & Scsw.START_PENDING) != 0) {
            begin();
        } else if ((scsw & Scsw.RESUME_PENDING) != 0) {
            state.replaceScsw(Scsw.RESUME_PENDING | Scsw.SUSPENDED, Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE);
            execute();
        } else if ((scsw & Scsw.SUBCHANNEL_ACTIVE) != 0) {
            execute();
        }
    }

    private void clear() {
        area.putByte(SubchannelState.SCHIB + Schib.LPUM, PATH);
        area.putByte(SubchannelState.SCHIB + Schib.POM, 0xff);
        area.putInt(SubchannelState.SCSW + Scsw.DEVICE_STATUS, 0);
        state.replaceScsw(0xffff0000 | Scsw.ACTIVITY | Scsw.STATUS, Scsw.PENDING);
        steps.step(ChannelStep.CLEAR, state.scsw());
        interrupts.interrupt();
    }

    private void halt() {
        int scsw = state.scsw();
        boolean active = (scsw & (Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE)) != 0;
        boolean idle = (scsw & (Scsw.START_PENDING | Scsw.SUSPENDED)) == 0;
        area.putByte(SubchannelState.SCHIB + Schib.LPUM, PATH);
        area.putShort(SubchannelState.SCSW + Scsw.DEVICE_STATUS, active || idle ? Scsw.DEVICE_END << 8 : 0);
        state.replaceScsw(Scsw.ACTIVITY, Scsw.PENDING);
        steps.step(ChannelStep.HALT, state.scsw());
        interrupts.interrupt();
    }

    private void begin() {
        int paths = area.getByte(SubchannelState.SCHIB + Schib.PAM) & Orb.lpm(state.control());
        if ((paths & PATH) == 0) {
            state.replaceScsw(
                    Scsw.START_PENDING | Scsw.STATUS,
                    Scsw.DEFERRED_CC | Scsw.PATH_NOT_OPERATIONAL | Scsw.ALERT | Scsw.PENDING);
            steps.step(ChannelStep.END, state.scsw());
            interrupts.interrupt();
            return;
        }
        area.putByte(SubchannelState.SCHIB + Schib.LPUM, PATH);
        area.putInt(CCWS, 0);
        area.putByte(AFTER_TIC, 0);
        device.begin();
        state.replaceScsw(Scsw.START_PENDING, Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE);
        execute();
    }

    /** One command with its data, up to the status that ends it. */
    private void execute() {
        OptionalLong fetched = fetch();
        if (fetched.isEmpty()) {
            return;
        }
        long ccw = fetched.getAsLong();
        int command = Ccw.command(ccw);
        if (!isCommand(command) || hasInvalidFlags(ccw)) {
            end(0, Scsw.PROGRAM_CHECK, Ccw.count(ccw));
            return;
        }
        signalPci(ccw);
        if (Ccw.has(ccw, Ccw.SUSPEND)) {
            suspend(ccw);
            return;
        }
        stream.begin(ccw, state.control());
        boolean immediate = device.isImmediate(command);
        if (area.getInt(CCWS) == 1 && !immediate) {
            signalInitialStatus();
        }
        int status = perform(command);
        steps.step(ChannelStep.COMMAND, command, stream.moved(), Ccw.count(ccw));
        finish(status, immediate);
    }

    /** Sense data last until a command other than these three. */
    private int perform(int command) {
        if (command != Ccw.NOP && command != Ccw.SENSE) {
            sense.clear();
        }
        int status = device.execute(command, stream, sense);
        if (stream.error() == 0) {
            return status;
        }
        // What the device made of data that did not come is of no meaning.
        sense.clear();
        return Scsw.CHANNEL_END | Scsw.DEVICE_END;
    }

    /** Length check, then chaining or the end (rules 13 to 15). */
    private void finish(int deviceStatus, boolean immediate) {
        long ccw = stream.ccw();
        int subchannelStatus = stream.error();
        if (subchannelStatus == 0 && isLengthWrong(ccw, immediate)) {
            subchannelStatus = Scsw.INCORRECT_LENGTH;
        }
        int normal = Scsw.CHANNEL_END | Scsw.DEVICE_END;
        boolean chains = subchannelStatus == 0
                && (deviceStatus & ~Scsw.STATUS_MODIFIER) == normal
                && Ccw.has(ccw, Ccw.CHAIN_COMMAND)
                && (immediate || !Ccw.has(ccw, Ccw.CHAIN_DATA));
        if (!chains) {
            end(deviceStatus, subchannelStatus, stream.residual());
            return;
        }
        if ((deviceStatus & Scsw.STATUS_MODIFIER) != 0) {
            setCcwAddress(ccwAddress() + Ccw.SIZE);
        }
        delay.advanceAfter(stream.moved());
    }

    private boolean isLengthWrong(long ccw, boolean immediate) {
        boolean chainsData = Ccw.has(ccw, Ccw.CHAIN_DATA);
        if (Ccw.has(ccw, Ccw.SUPPRESS_LENGTH) && (!chainsData || immediate)) {
            return false;
        }
        if (immediate) {
            boolean format1 = (state.control() & Orb.FORMAT_1) != 0;
            return format1 && Ccw.count(ccw) != 0 && (state.control() & Orb.SUPPRESS_LENGTH) == 0;
        }
        return stream.residual() > 0 || stream.hasExcess();
    }

    private static boolean isCommand(int command) {
        return (command & 0x0f) != 0 && ((command & 0x0f) != Ccw.TIC || command == Ccw.TIC);
    }

    private boolean hasInvalidFlags(long ccw) {
        boolean suspend = Ccw.has(ccw, Ccw.SUSPEND);
        return Ccw.has(ccw, Ccw.MIDA)
                || (suspend && (Ccw.has(ccw, Ccw.CHAIN_DATA) || (state.control() & Orb.SUSPEND) == 0));
    }

    /** The next CCW that is no TIC, in format 1; empty when the program has ended with an error. */
    private OptionalLong fetch() {
        OptionalLong ccw = fetchAny(false);
        while (ccw.isPresent() && Ccw.isTic(ccw.getAsLong())) {
            ccw = transferInChannel(ccw.getAsLong()) ? fetchAny(false) : OptionalLong.empty();
        }
        if (ccw.isEmpty() && (state.scsw() & Scsw.PRIMARY) == 0 && area.getInt(CCWS) <= MAX_CCWS) {
            end(0, Scsw.PROGRAM_CHECK, 0);
        }
        return ccw;
    }

    /** The CCW that continues the data of the current one. */
    private OptionalLong nextForData() {
        OptionalLong ccw = fetchAny(true);
        while (ccw.isPresent() && Ccw.isTic(ccw.getAsLong())) {
            ccw = transferInChannel(ccw.getAsLong()) ? fetchAny(true) : OptionalLong.empty();
        }
        if (ccw.isPresent() && mayNotChainData(ccw.getAsLong())) {
            return OptionalLong.empty();
        }
        ccw.ifPresent(this::signalPci);
        return ccw;
    }

    /** The command code is ignored, but one that is nearly TRANSFER IN CHANNEL is none. */
    private boolean mayNotChainData(long ccw) {
        return (Ccw.command(ccw) & 0x0f) == Ccw.TIC || Ccw.has(ccw, Ccw.SUSPEND) || hasInvalidFlags(ccw);
    }

    private OptionalLong fetchAny(boolean chainingData) {
        boolean format1 = (state.control() & Orb.FORMAT_1) != 0;
        long address = ccwAddress();
        int done = area.getInt(CCWS) + 1;
        area.putInt(CCWS, done);
        area.putInt(SubchannelState.SCSW + Scsw.CPA, (int) address + Ccw.SIZE);
        if (done > MAX_CCWS) {
            steps.step(ChannelStep.RUNAWAY, area.getInt(SubchannelState.ORB + Orb.CPA), MAX_CCWS, address);
            return OptionalLong.empty();
        }
        if ((address & (Ccw.SIZE - 1)) != 0
                || address >>> (format1 ? 31 : 24) != 0
                || !storage.contains(address, Ccw.SIZE)) {
            return OptionalLong.empty();
        }
        long fetched = storage.fetchLong(address);
        setCcwAddress(address + Ccw.SIZE);
        steps.step(ChannelStep.FETCH, address, fetched);
        long ccw = format1 ? fetched : Ccw.fromFormat0(fetched);
        boolean zeroCount = Ccw.count(ccw) == 0 && !Ccw.isTic(ccw);
        if (zeroCount && (!format1 || chainingData || Ccw.has(ccw, Ccw.CHAIN_DATA))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(ccw);
    }

    private boolean transferInChannel(long ccw) {
        boolean first = area.getInt(CCWS) == 1;
        boolean again = area.getByte(AFTER_TIC) != 0;
        if (first || again || Ccw.flags(ccw) != 0 || Ccw.count(ccw) != 0) {
            return false;
        }
        setCcwAddress(Ccw.address(ccw));
        area.putByte(AFTER_TIC, 1);
        steps.step(ChannelStep.TIC, Ccw.address(ccw));
        return true;
    }

    private void signalPci(long ccw) {
        area.putByte(AFTER_TIC, 0);
        if (Ccw.has(ccw, Ccw.PCI)) {
            area.putByte(SubchannelState.SCSW + Scsw.SUBCHANNEL_STATUS, Scsw.PCI);
            intermediate();
        }
    }

    private void signalInitialStatus() {
        if ((state.control() & Orb.INITIAL_STATUS) != 0) {
            state.replaceScsw(0, Scsw.ZERO_CC);
            intermediate();
        }
    }

    private void intermediate() {
        state.replaceScsw(0, Scsw.INTERMEDIATE | Scsw.PENDING);
        steps.step(ChannelStep.INTERMEDIATE, state.scsw(), area.getByte(SubchannelState.SCSW + Scsw.SUBCHANNEL_STATUS));
        interrupts.interrupt();
    }

    private void suspend(long ccw) {
        long address = ccwAddress() - Ccw.SIZE;
        setCcwAddress(address);
        area.putShort(SubchannelState.SCSW + Scsw.COUNT, Ccw.count(ccw));
        state.replaceScsw(Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE, Scsw.SUSPENDED);
        steps.step(ChannelStep.SUSPEND, address);
        boolean suppressed = (state.control() & Orb.SUPPRESS_SUSPENDED) != 0 && !Ccw.has(ccw, Ccw.PCI);
        if (!suppressed) {
            intermediate();
        }
    }

    private void end(int deviceStatus, int subchannelStatus, int residual) {
        boolean normal = subchannelStatus == 0 && deviceStatus == (Scsw.CHANNEL_END | Scsw.DEVICE_END);
        long scsw = SubchannelState.SCSW;
        int pci = area.getByte(scsw + Scsw.SUBCHANNEL_STATUS) & Scsw.PCI & pendingIntermediate();
        area.putByte(scsw + Scsw.DEVICE_STATUS, deviceStatus);
        area.putByte(scsw + Scsw.SUBCHANNEL_STATUS, subchannelStatus | pci);
        area.putShort(scsw + Scsw.COUNT, residual);
        state.replaceScsw(
                Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE,
                Scsw.PRIMARY | Scsw.SECONDARY | Scsw.PENDING | (normal ? 0 : Scsw.ALERT));
        steps.step(
                ChannelStep.END,
                state.scsw(),
                area.getInt(scsw + Scsw.CPA) & 0xffffffffL,
                area.getInt(scsw + Scsw.DEVICE_STATUS) & 0xffffffffL);
        interrupts.interrupt();
    }

    /** All ones while an intermediate status has not been accepted, else 0. */
    private int pendingIntermediate() {
        return (state.scsw() & Scsw.INTERMEDIATE) != 0 ? -1 : 0;
    }

    private long ccwAddress() {
        return area.getInt(SubchannelState.CCW_ADDRESS) & 0xffffffffL;
    }

    private void setCcwAddress(long address) {
        area.putInt(SubchannelState.CCW_ADDRESS, (int) address);
    }
}
