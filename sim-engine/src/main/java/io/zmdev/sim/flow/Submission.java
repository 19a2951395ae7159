package io.zmdev.sim.flow;

import static io.zmdev.model.Errno.EOPNOTSUPP;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** How user space submits the contents of the I/O region to the driver, one way for each {@link Transport}. */
final class Submission {

    private static final long BLOCKED_NS = TimeUnit.HOURS.toNanos(1);
    private static final int MAX_CCWS = 4096;

    private final Session session;
    private final Transport transport;
    private final HostDevice device;
    private final VfioCcwDriver driver;

    Submission(Session session, Transport transport, HostDevice device) {
        this.session = session;
        this.transport = transport;
        this.device = device;
        this.driver = device.driver();
    }

    /** Whether the answer to a start is known when the call returns, or only with the completion. */
    boolean isSynchronous() {
        return transport != Transport.EVENTFD_KICK;
    }

    /** Whether the call returns after the interruption. */
    boolean blocks() {
        return transport == Transport.IOCTL || transport == Transport.IOCTL_USER_TRANSLATION;
    }

    /** Whether HALT and CLEAR SUBCHANNEL can be asked for at all. */
    boolean canHalt() {
        return !blocks();
    }

    /** Submits the I/O region; the byte count or a negative errno. */
    int start(byte[] region, int length) {
        Timeline timeline = session.timeline();
        device.takeForgery().ifPresent(forgery -> forge(forgery, region));
        return switch (transport) {
            case REGION_EVENTFD -> {
                timeline.step(ClientStep.WRITE_REGION, Region.IO.index(), length);
                yield driver.write(Region.IO, 0, region, length);
            }
            case PROGRAM_REGION -> {
                timeline.step(ClientStep.LOAD_PROGRAM, programLength(region));
                timeline.step(ClientStep.WRITE_REGION, Region.IO.index(), length);
                yield driver.write(Region.IO, 0, region, length);
            }
            case IOCTL_USER_TRANSLATION -> {
                timeline.step(ClientStep.TRANSLATE_IN_USER_SPACE, programLength(region));
                yield call(region, length);
            }
            case IOCTL -> call(region, length);
            case EVENTFD_KICK -> {
                timeline.step(ClientStep.WRITE_REGION, Region.IO.index(), length);
                int result = driver.store(Region.IO, 0, region, length);
                if (result >= 0) {
                    timeline.step(ClientStep.KICK);
                    device.scheduleKick();
                }
                yield result;
            }
        };
    }

    private void forge(Fault.ForgedSubmission forgery, byte[] region) {
        ByteBuffer words = ByteBuffer.wrap(region);
        forgery.orb().ifPresent(orb -> System.arraycopy(orb, 0, region, Region.ORB, Orb.SIZE));
        forgery.functionControl().ifPresent(function -> words.putInt(Region.SCSW, function << Scsw.FUNCTION_SHIFT));
        forgery.irb().ifPresent(irb -> System.arraycopy(irb, 0, region, Region.IRB, irb.length));
        forgery.retCode().ifPresent(retCode -> words.putInt(Region.RET_CODE, retCode));
        session.timeline()
                .step(
                        ClientStep.FORGE,
                        words.getInt(Region.ORB + Orb.CONTROL),
                        words.getInt(Region.ORB + Orb.CPA),
                        words.getInt(Region.SCSW));
    }

    /** VFIO_DEVICE_CCW_CMD_REQUEST of 2016: needs P and H in the ORB and returns after the interruption. */
    private int call(byte[] region, int length) {
        Timeline timeline = session.timeline();
        int needed = Orb.PREFETCH | Orb.FORMAT_2_IDAW;
        if ((ByteBuffer.wrap(region).getInt(Region.ORB + Orb.CONTROL) & needed) != needed) {
            return -EOPNOTSUPP.number();
        }
        timeline.step(ClientStep.WRITE_REGION, Region.IO.index(), length);
        int result = driver.write(Region.IO, 0, region, length);
        if (result >= 0) {
            session.runUntil(() -> driver.isSignalled(VfioCcwDriver.IO_IRQ), timeline.now() + BLOCKED_NS);
        }
        return result;
    }

    /** The CCWs up to the first without chaining; a TRANSFER IN CHANNEL counts and is followed once. */
    private int programLength(byte[] region) {
        ByteBuffer words = ByteBuffer.wrap(region);
        boolean format1 = (words.getInt(Region.ORB + Orb.CONTROL) & Orb.FORMAT_1) != 0;
        Area memory = session.guestMemory();
        long at = words.getInt(Region.ORB + Orb.CPA) & 0xffffffffL;
        int count = 0;
        while (count < MAX_CCWS && at <= memory.size() - Ccw.SIZE) {
            count++;
            long ccw = format1 ? memory.getLong(at) : Ccw.fromFormat0(memory.getLong(at));
            if (Ccw.isTic(ccw)) {
                at = Ccw.address(ccw);
            } else if (Ccw.isChained(ccw)) {
                at += Ccw.SIZE;
            } else {
                break;
            }
        }
        return count;
    }
}
