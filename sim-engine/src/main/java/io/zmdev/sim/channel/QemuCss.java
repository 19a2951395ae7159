package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepSink;

/**
 * A virtual subchannel of QEMU (hw/s390x/css.c): the whole program runs inside START SUBCHANNEL, there is one path, no data
 * chaining, no PCI, no incorrect length; F and CC of the SCSW are never cleared.
 */
public final class QemuCss extends Subchannel {

    private static final int PATH = 0x80;
    private static final int BASIC_SENSE_LENGTH = SenseData.SIZE;
    private static final int SENSE_ID_LENGTH = 256;
    private static final int MAX_CCWS_WITHOUT_ADDRESS = 255;
    /** QEMU has no limit: it would never return to the guest. */
    private static final int MAX_CCWS = 100_000;

    private static final int ESW_NO_CHECK = 0x00800000;
    private static final int ESW_CHECK = 0x04804000;
    /** QEMU puts the number of sense bytes beside the field that the architecture has for it. */
    private static final int ERW_CONCURRENT_SENSE = Irb.ERW_SENSE | SenseData.SIZE << 8;

    /** How the interpretation of a CCW ends. */
    private enum Outcome {
        CHAINED,
        ENDED,
        PROGRAM_CHECK,
        /** The device does not know the command. */
        REJECTED,
        /** The device has made the status itself. */
        DEVICE_STATUS,
        SUSPENDED
    }

    private final QemuDataStream stream;
    private final byte[] senseBuffer = new byte[SenseData.SIZE];
    private final byte[] senseId = new byte[SENSE_ID_LENGTH];

    public QemuCss(SubchannelState state, Storage storage, Device device, InterruptSink interrupts, StepSink steps) {
        super(state, storage, device, interrupts, steps);
        this.stream = new QemuDataStream(storage);
        byte[] id = device.senseId();
        System.arraycopy(id, 0, senseId, 0, id.length);
    }

    @Override
    void startFunction() {
        start();
        interrupts.interrupt();
    }

    @Override
    void haltFunction() {
        halt();
        interrupts.interrupt();
    }

    @Override
    void clearFunction() {
        clear();
        interrupts.interrupt();
    }

    @Override
    void resumeFunction() {
        start();
        interrupts.interrupt();
    }

    @Override
    public void unsolicited(int deviceStatus) {
        if (state.isOperational() && (state.scsw() & Scsw.PENDING) == 0) {
            area.putByte(SubchannelState.SCSW + Scsw.DEVICE_STATUS, deviceStatus);
            state.replaceScsw(Scsw.STATUS, Scsw.ALERT | Scsw.PENDING);
            interrupts.interrupt();
        }
    }

    /** {@code build_irb_virtual}. */
    @Override
    void buildIrb(Area target, long irb) {
        int checks = Scsw.CHANNEL_DATA_CHECK | Scsw.CHANNEL_CONTROL_CHECK | Scsw.INTERFACE_CONTROL_CHECK;
        boolean check = (area.getByte(SubchannelState.SCSW + Scsw.SUBCHANNEL_STATUS) & checks) != 0;
        boolean unitCheck = (area.getByte(SubchannelState.SCSW + Scsw.DEVICE_STATUS) & Scsw.UNIT_CHECK) != 0;
        int word0 = target.getInt(irb);
        if (check) {
            word0 |= Scsw.ESW_FORMAT;
        }
        target.putInt(irb + Irb.ESW, check ? ESW_CHECK : ESW_NO_CHECK);
        if (unitCheck && state.hasConcurrentSense()) {
            word0 |= Scsw.ESW_FORMAT | Scsw.EXTENDED_CONTROL;
            target.putInt(irb + Irb.ERW, ERW_CONCURRENT_SENSE);
            target.copy(irb + Irb.ECW, area, SubchannelState.SENSE, SenseData.SIZE);
        }
        target.putInt(irb, word0);
    }

    private void clear() {
        area.putByte(SubchannelState.SCHIB + Schib.POM, 0xff);
        endFunction();
        area.putShort(SubchannelState.SCSW + Scsw.DEVICE_STATUS, 0);
        state.replaceScsw(Scsw.PATH_NOT_OPERATIONAL | Scsw.CLEAR_PENDING, Scsw.PENDING);
        steps.step(ChannelStep.CLEAR, state.scsw());
    }

    private void halt() {
        int ccwAddress = area.getInt(SubchannelState.CCW_ADDRESS);
        endFunction();
        state.replaceScsw(Scsw.HALT_PENDING, Scsw.PENDING);
        int scsw = state.scsw();
        boolean active = (scsw & (Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE)) != 0;
        boolean suspended = (scsw & Scsw.SUSPENDED) != 0;
        if (active || ((scsw & Scsw.START_PENDING) == 0 && !suspended)) {
            area.putByte(SubchannelState.SCSW + Scsw.DEVICE_STATUS, Scsw.DEVICE_END);
        }
        if (active || suspended) {
            area.putInt(SubchannelState.SCSW + Scsw.CPA, ccwAddress + Ccw.SIZE);
        }
        area.putByte(SubchannelState.SCSW + Scsw.SUBCHANNEL_STATUS, 0);
        steps.step(ChannelStep.HALT, scsw);
    }

    private void endFunction() {
        area.putInt(SubchannelState.CCW_ADDRESS, 0);
        area.putShort(SubchannelState.LAST_COMMAND, 0);
        area.putByte(SubchannelState.SCHIB + Schib.LPUM, PATH);
    }

    private void start() {
        int control = state.control();
        boolean suspendAllowed;
        if ((state.scsw() & Scsw.SUSPENDED) == 0) {
            area.putShort(SubchannelState.SCSW + Scsw.DEVICE_STATUS, 0);
            area.putInt(SubchannelState.SCHIB + Schib.INTPARM, area.getInt(SubchannelState.ORB + Orb.INTPARM));
            if ((Orb.lpm(control) & PATH) == 0) {
                state.replaceScsw(Scsw.STATUS, Scsw.DEFERRED_CC | Scsw.ALERT | Scsw.PENDING);
                steps.step(ChannelStep.END, state.scsw());
                return;
            }
            state.replaceScsw(0, control & Orb.FORMAT_1);
            area.putShort(SubchannelState.NO_DATA_COUNT, 0);
            device.begin();
            suspendAllowed = (control & Orb.SUSPEND) != 0;
        } else {
            state.replaceScsw(Scsw.SUSPENDED | Scsw.RESUME_PENDING, 0);
            suspendAllowed = true;
        }
        area.putShort(SubchannelState.LAST_COMMAND, 0);
        run(control, suspendAllowed);
    }

    private void run(int control, boolean suspendAllowed) {
        int first = area.getInt(SubchannelState.CCW_ADDRESS);
        Outcome outcome = Outcome.CHAINED;
        for (int done = 0; outcome == Outcome.CHAINED; done++) {
            if (done == MAX_CCWS) {
                steps.step(ChannelStep.RUNAWAY, first, done, area.getInt(SubchannelState.CCW_ADDRESS));
                throw new RunawayProgramException(first & 0xffffffffL, done);
            }
            outcome = interpret(area.getInt(SubchannelState.CCW_ADDRESS), control, suspendAllowed);
        }
        finish(outcome);
    }

    private void finish(Outcome outcome) {
        int ending = Scsw.PRIMARY | Scsw.SECONDARY | Scsw.PENDING;
        int ended = Scsw.START_PENDING | Scsw.STATUS;
        long scsw = SubchannelState.SCSW;
        switch (outcome) {
            case ENDED -> {
                state.replaceScsw(ended, ending);
                area.putByte(scsw + Scsw.DEVICE_STATUS, Scsw.CHANNEL_END | Scsw.DEVICE_END);
                storeCpa();
            }
            case REJECTED -> {
                area.putByte(SubchannelState.SENSE, SenseData.COMMAND_REJECT);
                state.replaceScsw(ended, ending | Scsw.ALERT);
                area.putByte(scsw + Scsw.DEVICE_STATUS, Scsw.UNIT_CHECK);
                storeCpa();
            }
            case DEVICE_STATUS -> {
                state.replaceScsw(ended, ending | Scsw.ALERT);
                area.putByte(scsw + Scsw.DEVICE_STATUS, Scsw.UNIT_CHECK);
            }
            case PROGRAM_CHECK -> {
                state.replaceScsw(ended, ending | Scsw.ALERT);
                area.putByte(scsw + Scsw.SUBCHANNEL_STATUS, Scsw.PROGRAM_CHECK);
                storeCpa();
            }
            case SUSPENDED -> state.replaceScsw(Scsw.START_PENDING, Scsw.SUSPENDED);
            case CHAINED -> throw new IllegalStateException("a chained CCW does not end a program");
        }
        if (outcome == Outcome.SUSPENDED) {
            steps.step(ChannelStep.SUSPEND, area.getInt(SubchannelState.CCW_ADDRESS));
        } else {
            steps.step(
                    ChannelStep.END,
                    state.scsw(),
                    area.getInt(scsw + Scsw.CPA),
                    area.getInt(scsw + Scsw.DEVICE_STATUS));
        }
    }

    private void storeCpa() {
        area.putInt(SubchannelState.SCSW + Scsw.CPA, area.getInt(SubchannelState.CCW_ADDRESS) + Ccw.SIZE);
    }

    /** One CCW ({@code css_interpret_ccw}). */
    private Outcome interpret(int ccwAddress, int control, boolean suspendAllowed) {
        boolean format1 = (control & Orb.FORMAT_1) != 0;
        if (ccwAddress == 0 || (ccwAddress & (format1 ? 0x80000007 : 0xff000007)) != 0) {
            return Outcome.PROGRAM_CHECK;
        }
        long address = ccwAddress & 0xffffffffL;
        // Reading storage that is not there gives zeros in QEMU, an invalid command.
        long fetched = storage.contains(address, Ccw.SIZE) ? storage.fetchLong(address) : 0;
        long ccw = format1 ? fetched : Ccw.fromFormat0(fetched);
        steps.step(ChannelStep.FETCH, address, fetched);
        int command = Ccw.command(ccw);
        boolean tic = command == Ccw.TIC;
        if ((command & 0x0f) == 0
                || ((command & 0x0f) == Ccw.TIC && !tic)
                || (!format1 && Ccw.count(ccw) == 0 && !tic)
                || Ccw.has(ccw, Ccw.MIDA)) {
            return Outcome.PROGRAM_CHECK;
        }
        if (Ccw.has(ccw, Ccw.SUSPEND)) {
            return suspendAllowed ? Outcome.SUSPENDED : Outcome.PROGRAM_CHECK;
        }
        if (Ccw.address(ccw) == 0) {
            int without = area.getShort(SubchannelState.NO_DATA_COUNT);
            if (without == MAX_CCWS_WITHOUT_ADDRESS) {
                return Outcome.PROGRAM_CHECK;
            }
            area.putShort(SubchannelState.NO_DATA_COUNT, without + 1);
        }
        stream.begin(ccw, control);
        Outcome outcome = switch (command) {
            case Ccw.NOP -> Outcome.ENDED;
            case Ccw.SENSE -> basicSense(ccw);
            case Ccw.SENSE_ID -> senseId(ccw);
            case Ccw.TIC -> transferInChannel(ccw);
            default -> deviceCommand(ccw);
        };
        area.putShort(SubchannelState.LAST_COMMAND, command);
        if (!tic) {
            steps.step(ChannelStep.COMMAND, command, stream.moved(), Ccw.count(ccw));
        }
        if (outcome == Outcome.ENDED && Ccw.has(ccw, Ccw.CHAIN_COMMAND)) {
            area.putInt(SubchannelState.CCW_ADDRESS, ccwAddress + Ccw.SIZE);
            return Outcome.CHAINED;
        }
        return outcome;
    }

    private Outcome transferInChannel(long ccw) {
        if (area.getShort(SubchannelState.LAST_COMMAND) == Ccw.TIC || Ccw.flags(ccw) != 0 || Ccw.count(ccw) != 0) {
            return Outcome.PROGRAM_CHECK;
        }
        area.putInt(SubchannelState.CCW_ADDRESS, (int) Ccw.address(ccw));
        steps.step(ChannelStep.TIC, Ccw.address(ccw));
        return Outcome.CHAINED;
    }

    private Outcome basicSense(long ccw) {
        if (isLengthChecked(ccw) && Ccw.count(ccw) != BASIC_SENSE_LENGTH) {
            return Outcome.PROGRAM_CHECK;
        }
        sense.get(senseBuffer);
        boolean done = stream.toStorage(senseBuffer, 0, Math.min(Ccw.count(ccw), BASIC_SENSE_LENGTH));
        storeCount();
        if (!done) {
            return Outcome.PROGRAM_CHECK;
        }
        sense.clear();
        return Outcome.ENDED;
    }

    private Outcome senseId(long ccw) {
        if (isLengthChecked(ccw) && Ccw.count(ccw) != SENSE_ID_LENGTH) {
            return Outcome.PROGRAM_CHECK;
        }
        int length = Math.min(Ccw.count(ccw), SENSE_ID_LENGTH);
        senseId[0] = (byte) (length >= 4 ? 0xff : 0);
        if (!stream.toStorage(senseId, 0, length)) {
            return Outcome.PROGRAM_CHECK;
        }
        storeCount();
        return Outcome.ENDED;
    }

    private Outcome deviceCommand(long ccw) {
        if (!fits(ccw, device.payloadSize(Ccw.command(ccw)))) {
            return Outcome.PROGRAM_CHECK;
        }
        int status = device.execute(Ccw.command(ccw), stream, sense);
        boolean unitCheck = (status & Scsw.UNIT_CHECK) != 0;
        if (unitCheck && sense.get(0) == SenseData.COMMAND_REJECT) {
            return Outcome.REJECTED;
        }
        if (Ccw.address(ccw) == 0 || stream.isBroken()) {
            return Outcome.PROGRAM_CHECK;
        }
        if (unitCheck) {
            return Outcome.DEVICE_STATUS;
        }
        storeCount();
        return Outcome.ENDED;
    }

    private void storeCount() {
        area.putShort(SubchannelState.SCSW + Scsw.COUNT, stream.residual());
    }

    /** Whether the count suits data of this size; 0 suits every count. */
    private static boolean fits(long ccw, int payloadSize) {
        int count = Ccw.count(ccw);
        return payloadSize == 0 || (isLengthChecked(ccw) ? count == payloadSize : count >= payloadSize);
    }

    private static boolean isLengthChecked(long ccw) {
        return !Ccw.has(ccw, Ccw.SUPPRESS_LENGTH) || Ccw.has(ccw, Ccw.CHAIN_DATA);
    }
}
