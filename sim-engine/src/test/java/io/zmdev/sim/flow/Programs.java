package io.zmdev.sim.flow;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Scenarios for tests. */
final class Programs {

    static final long PROGRAM = 0x1000;
    static final long DATA = 0x2000;
    static final int CONTROL = Orb.FORMAT_1 | Orb.PREFETCH | Orb.FORMAT_2_IDAW | 0x8000;

    private Programs() {}

    static byte[] orb(int intparm, int control, long cpa) {
        return ByteBuffer.allocate(Orb.SIZE)
                .putInt(intparm)
                .putInt(control)
                .putInt((int) cpa)
                .array();
    }

    static Request.Ssch start(int intparm) {
        return Request.Ssch.of(orb(intparm, CONTROL, PROGRAM));
    }

    static Request await() {
        return new Request.Wait("", Request.Wait.DEFAULT_TIMEOUT_MS);
    }

    static Request instruction(Request.Instruction.Kind kind) {
        return new Request.Instruction("", kind);
    }

    static Request tsch() {
        return instruction(Request.Instruction.Kind.TSCH);
    }

    static List<Request> oneIo(int intparm) {
        return List.of(start(intparm), await(), tsch());
    }

    static long senseId(int count) {
        return Ccw.of(Ccw.SENSE_ID, Ccw.SUPPRESS_LENGTH, count, DATA);
    }

    static Scenario scenario(
            Client client, ChannelBehaviour channel, DeviceModel model, List<Request> requests, long... ccws) {
        return new Scenario(
                "test",
                "",
                new KernelVersion(6, 12),
                Transport.REGION_EVENTFD,
                channel,
                client,
                List.of(new Attachment("device", Attachment.Way.VFIO_CCW, model)),
                new GuestMemory(0x100000, List.of(), List.of()),
                List.of(new Scenario.Segment(
                        PROGRAM, Arrays.stream(ccws).boxed().toList())),
                requests,
                List.of(),
                new Schedule.AsTimed(),
                Map.of());
    }

    static Scenario senseId(Client client) {
        return scenario(client, ChannelBehaviour.QEMU_CSS, DeviceModel.TN3270, oneIo(0x11110001), senseId(16));
    }
}
