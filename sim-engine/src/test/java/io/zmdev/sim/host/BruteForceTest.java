package io.zmdev.sim.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.CardDefinition;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every state of a small machine that writes can lead to, and every single write in it: errno, matrix and guest matrix of the
 * emulated machine agree with an independent model.
 */
class BruteForceTest {

    private static final String MATRIX = "/sys/devices/vfio_ap/matrix/";
    private static final List<MdevUuid> DEVICES = List.of(
            new MdevUuid("11111111-1111-4111-8111-111111111111"), new MdevUuid("22222222-2222-4222-8222-222222222222"));

    /** One write, as the model and as the machine do it. */
    private record Step(HostOperation.Write write, Function<SmallMatrixModel, String> modelled) {}

    /** A state of the model and the writes that lead to it. */
    private record State(SmallMatrixModel model, List<Step> path) {}

    @Test
    void agreesOnEveryStateOfOneAdapterAndTwoDomains() {
        explore(1, 2);
    }

    @Test
    @Tag("slow")
    void agreesOnEveryConfiguredStateOfTwoAdaptersAndTwoDomains() {
        configure(1);
    }

    @Test
    void agreesOnSomeConfiguredStatesOfTwoAdaptersAndTwoDomains() {
        configure(397);
    }

    @Test
    void agreesOnRandomWalksThroughTwoAdaptersAndTwoDomains() {
        walk(2, 2, 20261121, 300, 60);
    }

    @Test
    void agreesOnRandomWalksThroughThreeAdaptersAndThreeDomains() {
        walk(3, 3, 4711, 200, 80);
    }

    @Test
    @Tag("slow")
    void agreesOnManyRandomWalksThroughThreeAdaptersAndThreeDomains() {
        walk(3, 3, 815, 20_000, 80);
    }

    private static void explore(int adapters, int domains) {
        List<Step> steps = steps(adapters, domains);
        Set<String> seen = new HashSet<>();
        Deque<State> waiting = new ArrayDeque<>();
        SmallMatrixModel start = new SmallMatrixModel(adapters, domains);
        EmulatedMachine machine = machine(adapters, domains, false);
        seen.add(start.key());
        waiting.add(new State(start, List.of()));
        long writes = 0;
        while (!waiting.isEmpty()) {
            State state = waiting.remove();
            boolean reached = false;
            for (Step step : steps) {
                if (!reached) {
                    reset(machine, adapters, domains);
                    state.path().forEach(done -> machine.execute(done.write()));
                }
                SmallMatrixModel model = state.model().copy();
                check(machine, model, step.modelled().apply(model), step, state.path());
                reached = model.key().equals(state.model().key());
                writes++;
                if (seen.add(model.key())) {
                    List<Step> path = new ArrayList<>(state.path());
                    path.add(step);
                    waiting.add(new State(model, path));
                }
            }
        }
        System.out.printf("%d x %d: %d states, %d writes%n", adapters, domains, seen.size(), writes);
        assertThat(seen.size()).isGreaterThan(50);
    }

    /**
     * All masks, assignments of both devices, queues without a driver, with and without running guests, on two adapters and
     * two domains; every write in each state. A state is set up by writes, and the machine is brought back after each.
     *
     * @param stride take every state whose number it divides
     */
    private static void configure(int stride) {
        List<Step> steps = steps(2, 2);
        long states = 0;
        long writes = 0;
        for (boolean running : new boolean[] {false, true}) {
            EmulatedMachine machine = machine(2, 2, running);
            for (int number = 0; number < 1 << 16; number += stride) {
                List<Step> setup = setup(number);
                if (!isAccepted(setup)) {
                    continue;
                }
                states++;
                SmallMatrixModel configured = new SmallMatrixModel(2, 2);
                prepare(machine, configured, setup);
                for (Step step : steps) {
                    SmallMatrixModel model = configured.copy();
                    check(machine, model, step.modelled().apply(model), step, setup);
                    writes++;
                    if (!model.key().equals(configured.key())) {
                        prepare(machine, new SmallMatrixModel(2, 2), setup);
                    }
                }
            }
        }
        System.out.printf("2 x 2 configured, stride %d: %d states, %d writes%n", stride, states, writes);
        assertThat(states).isGreaterThan(100);
    }

    /** Brings machine and model from any state into the one that the writes set up. */
    private static void prepare(EmulatedMachine machine, SmallMatrixModel fresh, List<Step> setup) {
        reset(machine, 2, 2);
        for (Step step : setup) {
            if (!step.modelled().apply(fresh).equals("ok")
                    || !machine.execute(step.write()).isOk()) {
                throw new AssertionError(setup + " is refused at " + step.write());
            }
        }
    }

    /** The writes that set up state number 0..65535: masks, queues without a driver, assignments, four bits each. */
    private static List<Step> setup(int number) {
        int apmask = number & 3;
        int aqmask = number >> 2 & 3;
        List<Step> setup = new ArrayList<>();
        setup.add(step("/sys/bus/ap/apmask", "%x".formatted(reversed(apmask)), model -> model.setApmask(apmask)));
        setup.add(step("/sys/bus/ap/aqmask", "%x".formatted(reversed(aqmask)), model -> model.setAqmask(aqmask)));
        for (int queue = 0; queue < 4; queue++) {
            int adapter = queue >> 1;
            int domain = queue & 1;
            if ((number >> (4 + queue) & 1) != 0) {
                boolean host = (apmask >> adapter & aqmask >> domain & 1) != 0;
                setup.add(step(
                        "/sys/bus/ap/drivers/" + (host ? "cex4queue" : "vfio_ap") + "/unbind",
                        "%02x.%04x".formatted(adapter, domain),
                        model -> host
                                ? model.unbindFromHost(adapter, domain)
                                : model.unbindFromVfioAp(adapter, domain)));
            }
        }
        for (int i = 0; i < SmallMatrixModel.DEVICES; i++) {
            int device = i;
            int adapters = number >> (8 + 4 * i) & 3;
            int domains = number >> (10 + 4 * i) & 3;
            setup.add(step(
                    MATRIX + DEVICES.get(device) + "/ap_config",
                    "%x,%x,0".formatted(reversed(adapters), reversed(domains)),
                    model -> model.replace(device, adapters, domains)));
        }
        return setup;
    }

    private static boolean isAccepted(List<Step> setup) {
        SmallMatrixModel model = new SmallMatrixModel(2, 2);
        return setup.stream().allMatch(step -> step.modelled().apply(model).equals("ok"));
    }

    /** Back to no assignment, masks all ones, every queue the host's. */
    private static void reset(EmulatedMachine machine, int adapters, int domains) {
        DEVICES.forEach(uuid -> machine.execute(new HostOperation.Write(MATRIX + uuid + "/ap_config", "0,0,0")));
        String apmask = Integer.toHexString(reversed(SmallMatrixModel.all(adapters)));
        String aqmask = Integer.toHexString(reversed(SmallMatrixModel.all(domains)));
        machine.execute(new HostOperation.Write("/sys/bus/ap/apmask", "0"));
        machine.execute(new HostOperation.Write("/sys/bus/ap/apmask", apmask));
        machine.execute(new HostOperation.Write("/sys/bus/ap/aqmask", "0"));
        machine.execute(new HostOperation.Write("/sys/bus/ap/aqmask", aqmask));
    }

    private static void walk(int adapters, int domains, long seed, int walks, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = steps(adapters, domains);
        Set<String> seen = new HashSet<>();
        for (int walk = 0; walk < walks; walk++) {
            EmulatedMachine machine = machine(adapters, domains, walk % 2 == 0);
            SmallMatrixModel model = new SmallMatrixModel(adapters, domains);
            List<Step> path = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                Step step = steps.get(random.nextInt(steps.size()));
                check(machine, model, step.modelled().apply(model), step, path);
                path.add(step);
                seen.add(model.key());
            }
        }
        System.out.printf(
                "%d x %d, seed %d: %d states, %d writes%n", adapters, domains, seed, seen.size(), walks * length);
    }

    private static void check(
            EmulatedMachine machine, SmallMatrixModel model, String expected, Step step, List<Step> path) {
        String actual = machine.execute(step.write()).refusal().map(Enum::name).orElse("ok");
        if (!actual.equals(expected)
                || !model.isPartition()
                || !matrix(machine, 0, "matrix").equals(text(model.assignedAdapters[0], model.assignedDomains[0]))
                || !matrix(machine, 1, "matrix").equals(text(model.assignedAdapters[1], model.assignedDomains[1]))
                || !matrix(machine, 0, "guest_matrix").equals(text(model.guestAdapters[0], model.guestDomains[0]))
                || !matrix(machine, 1, "guest_matrix").equals(text(model.guestAdapters[1], model.guestDomains[1]))) {
            throw new AssertionError("after %s: %s: expected %s %s, got %s, %s / %s, %s / %s"
                    .formatted(
                            path.stream().map(Step::write).toList(),
                            step.write(),
                            expected,
                            model.key(),
                            actual,
                            matrix(machine, 0, "matrix"),
                            matrix(machine, 0, "guest_matrix"),
                            matrix(machine, 1, "matrix"),
                            matrix(machine, 1, "guest_matrix")));
        }
    }

    private static String matrix(EmulatedMachine machine, int device, String attribute) {
        byte[] shown = machine.read(MATRIX + DEVICES.get(device) + "/" + attribute)
                .asOptional()
                .orElseThrow();
        return new String(shown, StandardCharsets.US_ASCII);
    }

    /** The lines that a matrix is shown as. */
    private static String text(int adapters, int domains) {
        StringBuilder text = new StringBuilder();
        for (int a = -1; a < 8; a++) {
            for (int d = -1; d < 8; d++) {
                boolean adapter = a < 0 ? adapters == 0 : (adapters >> a & 1) != 0;
                boolean domain = d < 0 ? domains == 0 : (domains >> d & 1) != 0;
                if (adapter && domain && (a >= 0 || d >= 0)) {
                    text.append(a < 0 ? "" : "0" + a).append('.');
                    text.append(d < 0 ? "" : "000" + d).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static List<Step> steps(int adapters, int domains) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < SmallMatrixModel.DEVICES; i++) {
            int device = i;
            String directory = MATRIX + DEVICES.get(device) + "/";
            IntStream.range(0, adapters).forEach(a -> {
                steps.add(step(directory + "assign_adapter", "" + a, model -> model.assignAdapter(device, a)));
                steps.add(step(directory + "unassign_adapter", "" + a, model -> model.unassignAdapter(device, a)));
            });
            IntStream.range(0, domains).forEach(d -> {
                steps.add(step(directory + "assign_domain", "" + d, model -> model.assignDomain(device, d)));
                steps.add(step(directory + "unassign_domain", "" + d, model -> model.unassignDomain(device, d)));
            });
            for (int a = 0; a <= SmallMatrixModel.all(adapters); a++) {
                for (int d = 0; d <= SmallMatrixModel.all(domains); d++) {
                    int newAdapters = a;
                    int newDomains = d;
                    steps.add(step(
                            directory + "ap_config",
                            "%x,%x,0".formatted(reversed(a), reversed(d)),
                            model -> model.replace(device, newAdapters, newDomains)));
                }
            }
        }
        for (int a = 0; a <= SmallMatrixModel.all(adapters); a++) {
            int mask = a;
            steps.add(step("/sys/bus/ap/apmask", "%x".formatted(reversed(a)), model -> model.setApmask(mask)));
        }
        for (int d = 0; d <= SmallMatrixModel.all(domains); d++) {
            int mask = d;
            steps.add(step("/sys/bus/ap/aqmask", "%x".formatted(reversed(d)), model -> model.setAqmask(mask)));
        }
        for (int a = 0; a < adapters; a++) {
            for (int d = 0; d < domains; d++) {
                int adapter = a;
                int domain = d;
                String queue = "%02x.%04x".formatted(a, d);
                steps.add(step(
                        "/sys/bus/ap/drivers/vfio_ap/unbind", queue, model -> model.unbindFromVfioAp(adapter, domain)));
                steps.add(
                        step("/sys/bus/ap/drivers/vfio_ap/bind", queue, model -> model.bindToVfioAp(adapter, domain)));
            }
        }
        return steps;
    }

    private static Step step(String path, String value, Function<SmallMatrixModel, String> modelled) {
        return new Step(new HostOperation.Write(path, value), modelled);
    }

    /** The first hexadecimal digit of a mask: id 0 is its leftmost bit. */
    private static int reversed(int bits) {
        return Integer.reverse(bits) >>> 28;
    }

    private static EmulatedMachine machine(int adapters, int domains, boolean running) {
        CardType type = CardType.parse("CEX8P");
        EmulatedMachine machine = new EmulatedMachine(new HostDefinition(
                "small",
                new KernelVersion(6, 12),
                MatrixType.PASSTHROUGH,
                Optional.of(new HostDefinition.Ap(
                        true,
                        adapters - 1,
                        domains - 1,
                        IntStream.range(0, adapters)
                                .mapToObj(id -> new CardDefinition(new AdapterId(id), type, true, false, true))
                                .toList(),
                        Mask256.range(0, domains - 1),
                        Mask256.NONE,
                        List.of(),
                        Mask256.range(0, adapters - 1),
                        Mask256.range(0, domains - 1),
                        false)),
                HostDefinition.Css.EMPTY,
                List.of(),
                List.of("vfio_ap")));
        for (MdevUuid uuid : DEVICES) {
            machine.execute(
                    new HostOperation.Write(MATRIX + "mdev_supported_types/vfio_ap-passthrough/create", uuid.text()));
            if (running) {
                machine.execute(new HostOperation.GuestStart(uuid));
            }
        }
        return machine;
    }
}
