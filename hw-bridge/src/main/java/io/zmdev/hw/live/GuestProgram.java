package io.zmdev.hw.live;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.flow.Attachment;
import io.zmdev.sim.flow.ChannelBehaviour;
import io.zmdev.sim.flow.GuestMemory;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Request.Instruction.Kind;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scenario in the form that the guest of the lab reads ({@code hw-bridge/testbed/flow/flow.c}): big-endian words, first what
 * storage holds, then the requests.
 */
public final class GuestProgram {

    private static final int MAGIC = 0x5a4d_4456;
    private static final int MAX_REQUESTS = 64;

    /** The numbers of the operations in flow.c. */
    private static final int SSCH = 1;

    private static final int WAIT = 8;
    private static final int MSCH = 9;

    /** The fields that a MSCH of flow.c changes. */
    private static final int CHANGE_INTPARM = 1;

    private static final int CHANGE_ENABLED = 2;
    private static final int CHANGE_ISC = 4;
    private static final int CHANGE_LPM = 8;
    private static final int CHANGE_CONCURRENT_SENSE = 16;

    private GuestProgram() {}

    /**
     * Why the guest of the lab cannot make what the scenario asks for; empty when it can. It has one terminal, all of its storage,
     * and the I/O instructions.
     */
    public static Optional<String> obstacle(Scenario scenario) {
        if (scenario.devices().size() != 1
                || scenario.devices().getFirst().model() != DeviceModel.TN3270
                || scenario.devices().getFirst().way() != Attachment.Way.VFIO_CCW) {
            return Optional.of("the lab passes through one tn3270 alone");
        }
        if (scenario.channel() != ChannelBehaviour.QEMU_CSS) {
            return Optional.of("the channel subsystem of the lab is qemu-css");
        }
        if (scenario.transport() != Transport.REGION_EVENTFD) {
            return Optional.of("the kernel of the lab has the transport region-eventfd alone");
        }
        if (!scenario.memory().unmapped().isEmpty()) {
            return Optional.of("the storage of a guest has no holes");
        }
        if (!scenario.faults().isEmpty()) {
            return Optional.of("the lab makes no faults");
        }
        if (scenario.requests().size() > MAX_REQUESTS) {
            return Optional.of("the guest of the lab makes at most %d requests".formatted(MAX_REQUESTS));
        }
        return scenario.requests().stream()
                .filter(request -> words(request).isEmpty())
                .findFirst()
                .map(request -> "a guest of the lab has no request '%s'".formatted(request.operation()));
    }

    /**
     * The bytes for the guest.
     *
     * @throws ZmdevException UNSUPPORTED when the guest of the lab cannot make what the scenario asks for
     */
    public static byte[] of(Scenario scenario) {
        obstacle(scenario).ifPresent(reason -> {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "scenario '%s' cannot run in the lab: %s".formatted(scenario.name(), reason));
        });
        List<GuestMemory.Data> pieces = pieces(scenario);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        put(bytes, MAGIC, pieces.size(), scenario.requests().size());
        for (GuestMemory.Data piece : pieces) {
            put(bytes, (int) piece.at(), piece.bytes().length);
            bytes.writeBytes(piece.bytes());
            bytes.writeBytes(new byte[-piece.bytes().length & 3]);
        }
        scenario.requests().forEach(request -> put(bytes, words(request).orElseThrow()));
        return bytes.toByteArray();
    }

    /** Data first, then programs, as in the simulator. */
    private static List<GuestMemory.Data> pieces(Scenario scenario) {
        List<GuestMemory.Data> pieces = new ArrayList<>(scenario.memory().data());
        for (Scenario.Segment segment : scenario.program()) {
            ByteBuffer ccws = ByteBuffer.allocate(segment.ccws().size() * Ccw.SIZE);
            segment.ccws().forEach(ccws::putLong);
            pieces.add(new GuestMemory.Data(segment.at(), ccws.array()));
        }
        return pieces;
    }

    /** Operation, argument and three words; empty for what no guest asks for. */
    private static Optional<int[]> words(Request request) {
        return switch (request) {
            case Request.Ssch ssch -> {
                ByteBuffer orb = ByteBuffer.wrap(ssch.orb(), 0, Orb.SIZE);
                yield Optional.of(new int[] {SSCH, 0, orb.getInt(), orb.getInt(), orb.getInt()});
            }
            case Request.Instruction instruction -> Optional.of(new int[] {operation(instruction.kind()), 0, 0, 0, 0});
            case Request.Wait wait -> Optional.of(new int[] {WAIT, (int) wait.timeoutMs(), 0, 0, 0});
            case Request.Msch msch -> Optional.of(words(msch));
            case Request.Reset reset -> Optional.empty();
            case Request.Store store -> Optional.empty();
            case Request.Path path -> Optional.empty();
            case Request.Attention attention -> Optional.empty();
            case Request.WriteRegion write -> Optional.empty();
            case Request.ReadRegion read -> Optional.empty();
        };
    }

    private static int operation(Kind kind) {
        return switch (kind) {
            case HSCH -> 2;
            case CSCH -> 3;
            case XSCH -> 4;
            case RSCH -> 5;
            case STSCH -> 6;
            case TSCH -> 7;
        };
    }

    private static int[] words(Request.Msch msch) {
        int changes = (msch.intparm().isPresent() ? CHANGE_INTPARM : 0)
                | (msch.enabled().isPresent() ? CHANGE_ENABLED : 0)
                | (msch.isc().isPresent() ? CHANGE_ISC : 0)
                | (msch.lpm().isPresent() ? CHANGE_LPM : 0)
                | (msch.concurrentSense().isPresent() ? CHANGE_CONCURRENT_SENSE : 0);
        int fields = (msch.enabled().orElse(false) ? 1 : 0)
                | (msch.concurrentSense().orElse(false) ? 2 : 0)
                | msch.isc().orElse(0) << 8
                | msch.lpm().orElse(0) << 16;
        return new int[] {MSCH, changes, msch.intparm().orElse(0), fields, 0};
    }

    private static void put(ByteArrayOutputStream bytes, int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Integer.BYTES);
        for (int word : words) {
            buffer.putInt(word);
        }
        bytes.writeBytes(buffer.array());
    }
}
