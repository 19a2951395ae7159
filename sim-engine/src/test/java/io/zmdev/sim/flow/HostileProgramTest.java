package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.sim.vfioccw.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random bytes as programs, ORBs and region contents: a run ends, without an exception, and can be taken back. */
class HostileProgramTest {

    private static final int[] COMMANDS = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0c, 0x0d, 0x0e, 0x12, 0x1d, 0x1e, 0x27, 0x31, 0x47,
        0x4b, 0x63, 0x64, 0x85, 0x86, 0xe4, 0xe7, 0xfa, 0xff
    };
    private static final DeviceModel[] MODELS = {
        DeviceModel.TN3270, DeviceModel.DASD_3390_3, DeviceModel.TAPE_3590, DeviceModel.VIRTIO_RNG
    };
    private static final KernelVersion[] KERNELS = {
        new KernelVersion(6, 12), new KernelVersion(6, 1), new KernelVersion(5, 4), new KernelVersion(4, 12)
    };

    @Test
    void randomScenariosEndAndCanBeTakenBack() {
        run(20260102, 150);
    }

    @Test
    @Tag("slow")
    void manyRandomScenariosEndAndCanBeTakenBack() {
        run(20260103, 5000);
    }

    private static void run(long firstSeed, int rounds) {
        SplittableRandom seeds = new SplittableRandom(firstSeed);
        for (int i = 0; i < rounds; i++) {
            long seed = seeds.nextLong();
            try {
                takeBack(Simulation.run(scenario(new SplittableRandom(seed))), seed);
            } catch (ZmdevException e) {
                assertThat(e).as("seed %d", seed).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void takeBack(Run run, long seed) {
        TimeTravel travel = run.timeTravel();
        long end = travel.stateHash();
        travel.seek(0);
        long start = travel.stateHash();
        travel.seek(travel.length());
        assertThat(travel.stateHash()).as("seed %d, end", seed).isEqualTo(end);
        while (travel.back()) {
            // all the way back, step by step
        }
        assertThat(travel.stateHash()).as("seed %d, start", seed).isEqualTo(start);
    }

    private static <T> T any(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Scenario scenario(SplittableRandom random) {
        Client client = any(random, Client.values());
        List<Long> ccws = new ArrayList<>();
        int length = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            ccws.add(ccw(random));
        }
        List<Request> requests = new ArrayList<>();
        int count = 1 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            requests.add(request(random, client));
        }
        List<GuestMemory.Hole> holes =
                random.nextBoolean() ? List.of() : List.of(new GuestMemory.Hole(random.nextInt(16) * 4096L, 4096));
        return new Scenario(
                "hostile",
                "",
                any(random, KERNELS),
                random.nextInt(3) == 0 ? any(random, Transport.values()) : Transport.REGION_EVENTFD,
                any(random, ChannelBehaviour.values()),
                client,
                List.of(new Attachment("d", Attachment.Way.VFIO_CCW, any(random, MODELS))),
                new GuestMemory(0x10000, holes, List.of(new GuestMemory.Data(0x4000, bytes(random, 0x2000)))),
                List.of(new Scenario.Segment(Programs.PROGRAM, ccws)),
                requests,
                List.of(),
                new Schedule.AsTimed(),
                Map.of());
    }

    private static long ccw(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return random.nextLong();
        }
        long address =
                random.nextInt(6) == 0 ? Programs.PROGRAM + 8L * random.nextInt(20) : 0x4000 + random.nextInt(0x2000);
        int command = COMMANDS[random.nextInt(COMMANDS.length)];
        boolean tic = command == Ccw.TIC;
        return Ccw.of(
                command,
                tic ? 0 : random.nextInt(4) == 0 ? random.nextInt(256) : Ccw.CHAIN_COMMAND | Ccw.SUPPRESS_LENGTH,
                tic ? 0 : random.nextInt(200),
                tic ? Programs.PROGRAM + 8L * random.nextInt(20) : address);
    }

    private static Request request(SplittableRandom random, Client client) {
        int control = random.nextInt(3) == 0 ? random.nextInt() : Programs.CONTROL;
        long cpa = random.nextInt(5) == 0 ? random.nextInt(0x11000) : Programs.PROGRAM;
        boolean vfio = client == Client.VFIO;
        return switch (random.nextInt(vfio ? 9 : 8)) {
            case 0, 1, 2 -> Request.Ssch.of(Programs.orb(random.nextInt(), control, cpa));
            case 3 -> new Request.Wait("", 5);
            case 4, 5 -> instruction(random, vfio);
            case 6 -> new Request.Reset("");
            case 7 ->
                random.nextBoolean()
                        ? new Request.Path("", any(random, Request.Path.Change.values()), random.nextInt(256), 0x80)
                        : new Request.Attention("");
            default ->
                new Request.WriteRegion(
                        "", any(random, Region.values()), random.nextInt(130), bytes(random, random.nextInt(130)));
        };
    }

    private static Request instruction(SplittableRandom random, boolean vfio) {
        Request.Instruction.Kind kind = any(random, Request.Instruction.Kind.values());
        boolean hasRegion = kind != Request.Instruction.Kind.XSCH && kind != Request.Instruction.Kind.RSCH;
        return vfio && !hasRegion ? Programs.tsch() : Programs.instruction(kind);
    }
}
