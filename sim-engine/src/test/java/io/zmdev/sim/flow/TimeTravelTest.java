package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.trace.TimeTravel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeTravelTest {

    @ParameterizedTest
    @EnumSource(Client.class)
    void everyStateHasTheSameHashForwardsAndBackwards(Client client) {
        Run run = Simulation.run(Programs.senseId(client));
        TimeTravel travel = run.timeTravel();
        List<Long> hashes = hashesOnTheWayBack(travel);
        do {
            assertThat(travel.stateHash()).isEqualTo(hashes.get(travel.length() - travel.position()));
        } while (travel.step());
        assertThat(travel.position()).isEqualTo(run.steps().size());
    }

    private static List<Long> hashesOnTheWayBack(TimeTravel travel) {
        travel.seek(travel.length());
        List<Long> hashes = new ArrayList<>();
        do {
            hashes.add(travel.stateHash());
        } while (travel.back());
        return hashes;
    }

    @Test
    void randomProgramsGoForthAndBackAndAreSoughtAtRandom() {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int round = 0; round < 40; round++) {
            long seed = random.nextLong();
            Run run = Simulation.run(randomProgram(new SplittableRandom(seed)));
            TimeTravel travel = run.timeTravel();
            List<Long> hashes = hashesOnTheWayBack(travel);
            SplittableRandom seeks = new SplittableRandom(seed);
            for (int i = 0; i < 20; i++) {
                int target = seeks.nextInt(travel.length() + 1);
                travel.seek(target);
                assertThat(travel.stateHash())
                        .as("seed %d, position %d", seed, target)
                        .isEqualTo(hashes.get(travel.length() - target));
            }
        }
    }

    static Scenario randomProgram(SplittableRandom random) {
        int[] commands = {Ccw.NOP, Ccw.SENSE, Ccw.SENSE_ID, Ccw.READ, Ccw.WRITE, Ccw.TIC, 0x06, 0xff, 0};
        int length = 1 + random.nextInt(8);
        long[] ccws = new long[length];
        for (int i = 0; i < length; i++) {
            int command = commands[random.nextInt(commands.length)];
            long address = command == Ccw.TIC
                    ? Programs.PROGRAM + (i + 1L) * Ccw.SIZE
                    : random.nextInt(8) == 0 ? random.nextLong() & 0x7fffffff : 0x2000 + random.nextInt(0x8000);
            int flags = command == Ccw.TIC ? 0 : random.nextInt(256) & (i == length - 1 ? 0x3f : 0xff);
            ccws[i] = Ccw.of(command, flags, command == Ccw.TIC ? 0 : random.nextInt(600), address);
        }
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int control = Programs.CONTROL ^ (random.nextInt(4) == 0 ? 1 << random.nextInt(32) : 0);
            requests.add(Request.Ssch.of(Programs.orb(i, control, Programs.PROGRAM)));
            requests.add(Programs.await());
            requests.add(Programs.tsch());
            if (random.nextBoolean()) {
                requests.add(Programs.instruction(Request.Instruction.Kind.HSCH));
                requests.add(Programs.await());
            }
        }
        Client client = random.nextBoolean() ? Client.VFIO : Client.QEMU;
        DeviceModel model = random.nextBoolean() ? DeviceModel.TN3270 : DeviceModel.VIRTIO_RNG;
        return Programs.scenario(client, ChannelBehaviour.QEMU_CSS, model, requests, ccws);
    }

    @Test
    void theLastWriterOfADataByteIsTheChannelsStep() {
        Run run = Simulation.run(Programs.senseId(Client.VFIO));
        TimeTravel travel = run.timeTravel();

        int writer = travel.lastWriter("guest", Programs.DATA).orElseThrow();

        assertThat(run.steps().get(writer).actor()).isEqualTo(Lane.CHANNEL_SUBSYSTEM);
        assertThat(travel.read("guest", Programs.DATA, 3)).containsExactly(0xff, 0x32, 0x70);
        assertThat(travel.runBackTo(step -> step < writer)).isTrue();
        assertThat(travel.read("guest", Programs.DATA, 3)).containsExactly(0, 0, 0);
        assertThat(travel.lastWriter("guest", Programs.DATA)).isEmpty();
    }

    @Test
    void aStepKnowsTheBytesBeforeAndAfter() {
        Run run = Simulation.run(Programs.senseId(Client.VFIO));
        int writer = run.timeTravel().lastWriter("guest", Programs.DATA).orElseThrow();

        assertThat(run.steps().get(writer).writes())
                .filteredOn(change -> change.covers("guest", Programs.DATA))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.before()).containsOnly(0);
                    assertThat(change.after()).startsWith(0xff, 0x32, 0x70, 0);
                });
    }
}
