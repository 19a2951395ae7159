package io.zmdev.sim.flow;

import static io.zmdev.model.Errno.EACCES;
import static io.zmdev.model.Errno.EAGAIN;
import static io.zmdev.model.Errno.EBUSY;
import static io.zmdev.model.Errno.ENODEV;
import static io.zmdev.model.Errno.EOPNOTSUPP;

import io.zmdev.model.Errno;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Instructions;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * QEMU's picture of a passed-through subchannel (hw/s390x/css.c, hw/vfio/ccw.c): checks the instruction against its own SCSW, then
 * writes to the regions; the eventfd handler takes the result over.
 */
final class GuestSubchannel implements GuestDevice {

    private static final long ESW = SubchannelState.WORK;
    private static final int ISC = 3;
    /** QEMU writes again at once, on the thread of the guest's CPU. */
    private static final int MAX_RETRIES = 1000;

    private final Session session;
    private final Attachment attachment;
    private final HostDevice host;
    private final VfioCcwDriver driver;
    private final Submission submission;
    private final Runnable interrupt;
    private final SubchannelState state;
    private final SenseData sense;
    private final Area area;
    private final byte[] buffer = new byte[Region.IO.size()];
    private final ByteBuffer words = ByteBuffer.wrap(buffer);

    GuestSubchannel(Session session, Transport transport, Attachment attachment, HostDevice host, Runnable interrupt) {
        this.session = session;
        this.host = host;
        this.driver = host.driver();
        this.submission = new Submission(session, transport, host);
        this.interrupt = interrupt;
        area = session.space().add("qemu." + attachment.id(), SubchannelState.SIZE);
        state = new SubchannelState(area);
        sense = new SenseData(area, SubchannelState.SENSE);
        this.attachment = attachment;
        prepare();
    }

    private void prepare() {
        prepare(state, 0);
        long pmcw = SubchannelState.SCHIB;
        area.putShort(pmcw + Schib.DEVICE_NUMBER, attachment.deviceNumber());
        area.putByte(pmcw + Schib.CHPIDS, host.chpid());
        if (!attachment.enabled()) {
            area.putShort(pmcw + Schib.FLAGS, Schib.DEVICE_NUMBER_VALID);
        }
    }

    /** A subchannel that the guest has enabled, one path. */
    static void prepare(SubchannelState state, int lpm) {
        Area area = state.area();
        long pmcw = SubchannelState.SCHIB;
        area.putShort(pmcw + Schib.FLAGS, Schib.DEVICE_NUMBER_VALID | Schib.ENABLED | ISC << Schib.ISC_SHIFT);
        area.putByte(pmcw + Schib.LPM, lpm);
        area.putByte(pmcw + Schib.PIM, 0x80);
        area.putByte(pmcw + Schib.POM, 0xff);
        area.putByte(pmcw + Schib.PAM, 0x80);
    }

    @Override
    public Result ssch(Area source, long orb) {
        if (!Orb.isValid(source.getInt(orb + Orb.CONTROL), source.getInt(orb + Orb.CPA))) {
            return new Result.OperandException();
        }
        int cc = check(Instructions.mayStart(state));
        if (cc != Instructions.DONE) {
            return answer(cc, Optional.empty());
        }
        int before = state.scsw();
        Instructions.beginStart(state, source, orb);
        area.putInt(SubchannelState.SCHIB + Schib.INTPARM, source.getInt(orb + Orb.INTPARM));
        return restoredUnlessDone(before, start());
    }

    @Override
    public Result rsch() {
        int cc = check(Instructions.resume(state));
        return cc == Instructions.DONE ? start() : answer(cc, Optional.empty());
    }

    /** Writes ORB and SCSW to the I/O region and makes a condition code of the errno ({@code vfio_ccw_handle_request}). */
    private Result.ConditionCode start() {
        Arrays.fill(buffer, (byte) 0);
        area.get(SubchannelState.ORB, buffer, Region.ORB, Orb.SIZE);
        area.get(SubchannelState.SCSW, buffer, Region.SCSW, Scsw.SIZE);
        Result.RegionWrite write = submit();
        if (write.errno().isEmpty()) {
            if (submission.blocks()) {
                onEventfd();
            }
            return answer(Instructions.DONE, Optional.of(write));
        }
        Errno errno = write.errno().get();
        if (errno == EBUSY) {
            return answer(Instructions.BUSY, Optional.of(write));
        }
        if (errno == ENODEV || errno == EACCES) {
            return answer(Instructions.NOT_OPERATIONAL, Optional.of(write));
        }
        unitException(errno);
        return answer(Instructions.DONE, Optional.of(write));
    }

    private Result.RegionWrite submit() {
        int result = -EAGAIN.number();
        for (int i = 0; i < MAX_RETRIES && result == -EAGAIN.number(); i++) {
            result = submission.start(buffer, Region.IO.size());
        }
        return answered(result, Region.IO, Region.RET_CODE);
    }

    /** QEMU can't say what failed: it makes a status itself and answers cc 0. */
    private void unitException(Errno errno) {
        state.replaceScsw(
                Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE, Scsw.PRIMARY | Scsw.SECONDARY | Scsw.ALERT | Scsw.PENDING);
        area.putInt(SubchannelState.SCSW + Scsw.CPA, area.getInt(SubchannelState.CCW_ADDRESS) + Ccw.SIZE);
        area.putByte(SubchannelState.SCSW + Scsw.DEVICE_STATUS, Scsw.UNIT_EXCEPTION);
        session.timeline().step(ClientStep.UNIT_EXCEPTION, errno.number());
        interrupt.run();
    }

    @Override
    public Result hsch() {
        int cc = check(Instructions.mayHalt(state));
        if (cc != Instructions.DONE) {
            return answer(cc, Optional.empty());
        }
        int before = state.scsw();
        Instructions.beginHalt(state);
        Result.RegionWrite write = command(Region.COMMAND_HSCH);
        boolean busy = write.errno().filter(errno -> errno == EBUSY).isPresent();
        return restoredUnlessDone(before, busy ? answer(Instructions.BUSY, Optional.of(write)) : commandAnswer(write));
    }

    @Override
    public Result csch() {
        int cc = check(Instructions.mayClear(state));
        if (cc != Instructions.DONE) {
            return answer(cc, Optional.empty());
        }
        int before = state.scsw();
        Instructions.beginClear(state);
        return restoredUnlessDone(before, commandAnswer(command(Region.COMMAND_CSCH)));
    }

    private Result.RegionWrite command(int command) {
        Arrays.fill(buffer, (byte) 0);
        words.putInt(Region.COMMAND, command);
        if (!submission.canHalt()) {
            return new Result.RegionWrite(Optional.of(EOPNOTSUPP), 0, OptionalInt.empty());
        }
        int result = -EAGAIN.number();
        for (int i = 0; i < MAX_RETRIES && result == -EAGAIN.number(); i++) {
            session.timeline().step(ClientStep.WRITE_REGION, Region.ASYNC.index(), Region.ASYNC.size());
            result = driver.write(Region.ASYNC, 0, buffer, Region.ASYNC.size());
        }
        return answered(result, Region.ASYNC, Region.COMMAND_RET_CODE);
    }

    private Result.ConditionCode commandAnswer(Result.RegionWrite write) {
        boolean gone = write.errno()
                .filter(errno -> errno == ENODEV || errno == EACCES)
                .isPresent();
        return answer(gone ? Instructions.NOT_OPERATIONAL : Instructions.DONE, Optional.of(write));
    }

    private Result.RegionWrite answered(int result, Region region, int retCode) {
        session.runDue();
        return new Result.RegionWrite(
                result < 0 ? Errno.ofNumber(-result) : Optional.empty(),
                Math.max(result, 0),
                OptionalInt.of(driver.region(region).getInt(retCode)));
    }

    private Result restoredUnlessDone(int before, Result.ConditionCode answer) {
        if (answer.cc() != Instructions.DONE) {
            state.setScsw(before);
        }
        return answer;
    }

    private int check(int cc) {
        session.timeline().step(ClientStep.CHECK, cc);
        session.mayBePreempted();
        return cc;
    }

    private static Result.ConditionCode answer(int cc, Optional<Result.RegionWrite> write) {
        return new Result.ConditionCode(cc, write);
    }

    @Override
    public Result xsch() {
        return answer(check(Instructions.cancel(state)), Optional.empty());
    }

    @Override
    public Result msch(Area source, long schib) {
        return answer(check(Instructions.modify(state, source, schib)), Optional.empty());
    }

    /** Path masks come from the host's subchannel, everything else is QEMU's ({@code vfio_ccw_handle_store}). */
    @Override
    public Result stsch(Area target, long schib) {
        if (driver.read(Region.SCHIB, 0, buffer, Region.SCHIB.size()) > 0) {
            long pmcw = SubchannelState.SCHIB;
            area.putByte(pmcw + Schib.PNOM, buffer[Schib.PNOM]);
            area.putByte(pmcw + Schib.LPUM, buffer[Schib.LPUM]);
            area.putByte(pmcw + Schib.PAM, buffer[Schib.PAM]);
            area.putByte(pmcw + Schib.POM, buffer[Schib.POM]);
            state.replaceScsw(Scsw.PATH_NOT_OPERATIONAL, words.getInt(Schib.SCSW) & Scsw.PATH_NOT_OPERATIONAL);
        }
        target.copy(schib, area, SubchannelState.SCHIB, Schib.SIZE);
        check(Instructions.DONE);
        return new Result.StoredSchib(target.get(schib, Schib.SIZE), OptionalInt.of(Instructions.DONE));
    }

    @Override
    public Result tsch(Area target, long irb) {
        if (!state.isOperational()) {
            return answer(check(Instructions.NOT_OPERATIONAL), Optional.empty());
        }
        boolean pending = (state.scsw() & Scsw.PENDING) != 0;
        target.clear(irb, Irb.SIZE_WITH_EMW);
        target.copy(irb + Irb.SCSW, area, SubchannelState.SCSW, Scsw.SIZE);
        target.copy(irb + Irb.ESW, area, ESW, Irb.ESW_SIZE);
        target.copy(irb + Irb.ECW, area, SubchannelState.SENSE, Irb.ECW_SIZE);
        Instructions.clearStatus(state, sense);
        int cc = pending ? Instructions.DONE : Instructions.STATUS_PENDING;
        session.timeline().step(ClientStep.TEST_SUBCHANNEL, cc, target.getInt(irb));
        return new Result.GuestIrb(
                cc, target.get(irb, Irb.SIZE_WITH_EMW), driver.region(Region.IO).get(Region.IRB, Irb.SIZE_WITH_EMW));
    }

    /** What the main loop does when an eventfd is readable ({@code vfio_ccw_io_notifier_handler}). */
    void onEventfd() {
        if (driver.isSignalled(VfioCcwDriver.IO_IRQ)) {
            long count = driver.readEventfd(VfioCcwDriver.IO_IRQ);
            session.timeline().step(ClientStep.READ_EVENTFD, VfioCcwDriver.IO_IRQ, count);
            driver.read(Region.IO, 0, buffer, Region.IO.size());
            int retCode = words.getInt(Region.RET_CODE);
            if (retCode < 0 && !submission.isSynchronous()) {
                unitException(Errno.ofNumber(-retCode).orElse(Errno.EIO));
            } else {
                takeOver();
                interrupt.run();
            }
        }
        if (driver.isSignalled(VfioCcwDriver.CRW_IRQ)) {
            long count = driver.readEventfd(VfioCcwDriver.CRW_IRQ);
            session.timeline().step(ClientStep.READ_EVENTFD, VfioCcwDriver.CRW_IRQ, count);
            readCrws();
        }
    }

    private void takeOver() {
        area.put(SubchannelState.SCSW, buffer, Region.IRB + Irb.SCSW, Scsw.SIZE);
        area.put(ESW, buffer, Region.IRB + Irb.ESW, Irb.ESW_SIZE);
        boolean unitCheck = (buffer[Region.IRB + Scsw.DEVICE_STATUS] & Scsw.UNIT_CHECK) != 0;
        if (unitCheck && state.hasConcurrentSense()) {
            area.put(SubchannelState.SENSE, buffer, Region.IRB + Irb.ECW, Irb.ECW_SIZE);
        }
        session.timeline().step(ClientStep.UPDATE_IRB, state.scsw());
    }

    private void readCrws() {
        while (driver.read(Region.CRW, 0, buffer, Region.CRW.size()) > 0 && words.getInt(0) != 0) {
            session.timeline().step(ClientStep.CRW, words.getInt(0));
        }
    }

    @Override
    public Result reset() {
        int result = driver.reset();
        area.clear(0, SubchannelState.SIZE);
        prepare();
        return new Result.Called(result < 0 ? Errno.ofNumber(-result) : Optional.empty());
    }

    @Override
    public void attention() {
        host.attention();
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
