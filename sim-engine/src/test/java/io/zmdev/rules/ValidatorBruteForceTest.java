package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.Errno;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every state of a small machine and every configuration wanted there: what the validator predicts is what the emulated machine
 * answers when the plan is carried out, it names exactly the queues and owners that bit arithmetic names, and where it predicts
 * nothing every write succeeds and reads back as planned. And in every state, every queue is explained as it is.
 */
class ValidatorBruteForceTest {

    private static final int DEVICES = SmallMachine.NAMES.size();

    private static final List<String> KERNELS = List.of("6.12", "5.15", "6.1", "6.8", "7.0");

    /** A write that the machine refused. */
    private record Refusal(String path, String value, Errno errno) {}

    /** A configuration, in bits. */
    private record Wanted(int apmask, int aqmask, List<Integer> adapters, List<Integer> domains) {

        ApMatrix matrix(int device) {
            return SmallMachine.matrix(adapters.get(device), domains.get(device));
        }

        Configuration configuration() {
            ConfigurationBuilder builder = ConfigurationBuilder.configuration()
                    .absoluteMasks(SmallMachine.mask(apmask), SmallMachine.mask(aqmask));
            for (int i = 0; i < DEVICES; i++) {
                builder.guest(SmallMachine.NAMES.get(i), matrix(i), true);
            }
            return builder.build();
        }
    }

    @Test
    void agreesOnSomeConfigurationsInSomeStatesOfOneAdapterAndTwoDomains() {
        compareAll("6.12", 1, 2, 401);
        compareAll("6.12", 2, 1, 401);
    }

    /** More than an hour. */
    @Test
    @Tag("exhaustive")
    void agreesOnEveryConfigurationInEveryStateOfOneAdapterAndTwoDomains() {
        for (String kernel : KERNELS) {
            compareAll(kernel, 1, 2, 1);
            compareAll(kernel, 2, 1, 1);
        }
    }

    @Test
    @Tag("slow")
    void agreesOnManyConfigurationsInEveryStateOfOneAdapterAndTwoDomains() {
        for (String kernel : KERNELS) {
            compareAll(kernel, 1, 2, 211);
            compareAll(kernel, 2, 1, 211);
        }
    }

    @Test
    void agreesOnSomeConfigurationsOfEveryGeneration() {
        for (String kernel : KERNELS) {
            compareSampled(kernel, 2, 2, 20261121, 200);
            compareSampled(kernel, 3, 3, 4711, 200);
        }
    }

    @Test
    @Tag("slow")
    void agreesOnManyConfigurationsOfEveryGeneration() {
        for (String kernel : KERNELS) {
            compareSampled(kernel, 2, 2, 815, 2_000);
            compareSampled(kernel, 3, 3, 816, 2_000);
        }
    }

    @Test
    void agreesOnEveryChangeInSomeStatesOfTwoAdaptersAndTwoDomains() {
        compareEveryChange("6.12", 397);
    }

    @Test
    @Tag("slow")
    void agreesOnEveryChangeInManyStatesOfTwoAdaptersAndTwoDomains() {
        for (String kernel : KERNELS) {
            compareEveryChange(kernel, 97);
        }
    }

    @Test
    @Tag("exhaustive")
    void agreesOnEveryChangeInEveryStateOfTwoAdaptersAndTwoDomains() {
        for (String kernel : KERNELS) {
            compareEveryChange(kernel, 1);
        }
    }

    @Test
    void explainsEveryQueueInSomeStatesOfTwoAdaptersAndTwoDomains() {
        explainAll(2, 2, 397);
    }

    @Test
    @Tag("slow")
    void explainsEveryQueueInManyStatesOfTwoAdaptersAndTwoDomains() {
        explainAll(2, 2, 7);
    }

    /**
     * All states and all configurations of a size.
     *
     * @param stride take every pair whose number it divides
     */
    private static void compareAll(String kernel, int adapters, int domains, int stride) {
        int wanted = 1 << (3 * (adapters + domains));
        long number = 0;
        long pairs = 0;
        long refused = 0;
        int states = 0;
        for (boolean running : new boolean[] {false, true}) {
            SmallMachine machine = new SmallMachine(kernel, adapters, domains, running);
            for (int s = 0; s < machine.states(); s++) {
                SmallMachine.State state = machine.state(s);
                if (!machine.prepare(state)) {
                    continue;
                }
                states++;
                Machine observed = machine.observe();
                boolean changed = false;
                for (int w = 0; w < wanted; w++) {
                    if (number++ % stride != 0) {
                        continue;
                    }
                    if (changed) {
                        machine.prepare(state);
                    }
                    changed = true;
                    pairs++;
                    refused += compare(machine, observed, wanted(w, adapters, domains)) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "kernel %s, %d x %d, stride %d: %d states, %d configurations, %d refused%n",
                kernel, adapters, domains, stride, states, pairs, refused);
        assertThat(refused).isPositive().isLessThan(pairs);
    }

    /**
     * All states of two adapters and two domains, and in each every other mask and every other matrix of one device.
     *
     * @param stride take every state whose number it divides
     */
    private static void compareEveryChange(String kernel, int stride) {
        long changes = 0;
        long refused = 0;
        int states = 0;
        for (boolean running : new boolean[] {false, true}) {
            SmallMachine machine = new SmallMachine(kernel, 2, 2, running);
            for (int s = 0; s < machine.states(); s += stride) {
                SmallMachine.State state = machine.state(s);
                if (!machine.prepare(state)) {
                    continue;
                }
                states++;
                Machine observed = machine.observe();
                for (Wanted wanted : changesOf(state)) {
                    machine.prepare(state);
                    changes++;
                    refused += compare(machine, observed, wanted) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "kernel %s, 2 x 2, stride %d: %d states, %d changes, %d refused%n",
                kernel, stride, states, changes, refused);
        assertThat(refused).isPositive().isLessThan(changes);
    }

    private static List<Wanted> changesOf(SmallMachine.State state) {
        Wanted same = new Wanted(state.apmask(), state.aqmask(), state.adapters(), state.domains());
        List<Wanted> changes = new ArrayList<>();
        for (int ids = 0; ids < 1 << 2; ids++) {
            changes.add(new Wanted(ids, same.aqmask, same.adapters, same.domains));
            changes.add(new Wanted(same.apmask, ids, same.adapters, same.domains));
            for (int others = 0; others < 1 << 2; others++) {
                changes.add(new Wanted(
                        same.apmask,
                        same.aqmask,
                        List.of(ids, same.adapters.get(1)),
                        List.of(others, same.domains.get(1))));
                changes.add(new Wanted(
                        same.apmask,
                        same.aqmask,
                        List.of(same.adapters.get(0), ids),
                        List.of(same.domains.get(0), others)));
            }
        }
        return changes;
    }

    private static void compareSampled(String kernel, int adapters, int domains, long seed, int pairs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SmallMachine> machines = List.of(
                new SmallMachine(kernel, adapters, domains, false), new SmallMachine(kernel, adapters, domains, true));
        Set<SmallMachine.State> states = new HashSet<>();
        int refused = 0;
        for (int pair = 0; pair < pairs; ) {
            SmallMachine machine = machines.get(random.nextInt(machines.size()));
            SmallMachine.State state = randomState(random, adapters, domains);
            if (!machine.prepare(state)) {
                continue;
            }
            pair++;
            states.add(state);
            refused += compare(machine, machine.observe(), randomWanted(random, adapters, domains)) ? 1 : 0;
        }
        System.out.printf(
                "kernel %s, %d x %d, seed %d: %d states, %d configurations, %d refused%n",
                kernel, adapters, domains, seed, states.size(), pairs, refused);
        assertThat(refused).isPositive().isLessThan(pairs);
    }

    private static Wanted wanted(int number, int adapters, int domains) {
        int ids = adapters + domains;
        int masks = number & SmallMachine.all(ids);
        int first = number >> ids & SmallMachine.all(ids);
        int second = number >> (2 * ids) & SmallMachine.all(ids);
        return new Wanted(
                masks & SmallMachine.all(adapters),
                masks >> adapters,
                List.of(first & SmallMachine.all(adapters), second & SmallMachine.all(adapters)),
                List.of(first >> adapters, second >> adapters));
    }

    private static SmallMachine.State randomState(SplittableRandom random, int adapters, int domains) {
        return new SmallMachine.State(
                bits(random, adapters),
                bits(random, domains),
                random.nextBoolean() ? 0 : bits(random, adapters * domains),
                List.of(bits(random, adapters), bits(random, adapters)),
                List.of(bits(random, domains), bits(random, domains)));
    }

    /** Now and then with an id that the LPAR lacks, or that the machine can't have. */
    private static Wanted randomWanted(SplittableRandom random, int adapters, int domains) {
        int more = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
        return new Wanted(
                bits(random, adapters),
                bits(random, domains),
                List.of(bits(random, adapters + more), bits(random, adapters)),
                List.of(bits(random, domains), bits(random, domains + more)));
    }

    private static int bits(SplittableRandom random, int count) {
        return random.nextInt(1 << count);
    }

    /** Compares prediction and outcome of one configuration; true when the machine refuses it. */
    private static boolean compare(SmallMachine machine, Machine observed, Wanted wanted) {
        Configuration configuration = wanted.configuration();
        List<Finding> findings = Validator.validate(configuration, observed);
        Plan plan = Planner.plan(observed, configuration);
        causes(machine, observed, wanted, findings);
        whereabouts(machine, findings);
        for (Step step : plan.steps()) {
            Optional<Refusal> refusal = step.operations().stream()
                    .flatMap(operation -> refusal(machine, operation).stream())
                    .findFirst();
            if (refusal.isPresent()) {
                assertThat(findings)
                        .as("%s in %s for %s", refusal.get(), machine, wanted)
                        .anyMatch(finding -> finding.severity().refuses() && predicts(finding, refusal.get()));
                return true;
            }
            step.readBack()
                    .forEach(expectation -> assertThat(holds(machine, expectation))
                            .as("%s after '%s' in %s for %s", expectation, step.what(), machine, wanted)
                            .isTrue());
        }
        assertThat(Validator.refused(findings))
                .as("%s in %s for %s", findings, machine, wanted)
                .isFalse();
        return false;
    }

    private static Optional<Refusal> refusal(SmallMachine machine, HostOperation operation) {
        Write write = (Write) operation;
        return machine.execute(write).refusal().map(errno -> new Refusal(write.path(), write.value(), errno));
    }

    private static boolean predicts(Finding finding, Refusal refusal) {
        return finding.kernelAnswer()
                .filter(answer -> answer.path().equals(refusal.path())
                        && answer.value().equals(refusal.value())
                        && answer.first() == refusal.errno())
                .isPresent();
    }

    private static boolean holds(SmallMachine machine, Expectation expectation) {
        return switch (expectation) {
            case Expectation.Content(String path, String text) ->
                machine.read(path).equals(text.isEmpty() ? "" : text + "\n");
            case Expectation.Target(String path, String name) ->
                machine.link(path).equals(Optional.of(name));
            case Expectation.Missing(String path) -> machine.link(path).isEmpty();
            case Expectation.Names names -> throw new AssertionError(names);
            case Expectation.Directory directory -> throw new AssertionError(directory);
        };
    }

    /** The queues that stand in the way, worked out queue by queue, are the ones that the findings name, with their owners. */
    private static void causes(SmallMachine machine, Machine observed, Wanted wanted, List<Finding> findings) {
        if (!KernelBehaviour.OVER_PROVISIONING.in(observed.kernel().get())) {
            return;
        }
        List<ApMatrix> before = observed.mediatedDevices().stream()
                .map(device -> Situation.of(Configuration.empty(""), observed).assignedNow(device.uuid()))
                .toList();
        Set<String> expected = new HashSet<>();
        for (Apqn apqn : everyQueue()) {
            boolean reserved = (wanted.apmask >> apqn.adapter().value()
                            & wanted.aqmask >> apqn.domain().value()
                            & 1)
                    != 0;
            List<Integer> takers = IntStream.range(0, DEVICES)
                    .filter(device -> wanted.matrix(device).contains(apqn))
                    .boxed()
                    .toList();
            for (int device : takers) {
                if (reserved && !before.get(device).contains(apqn)) {
                    expected.add("host-owned %s %s".formatted(SmallMachine.NAMES.get(device), apqn));
                }
            }
            if (takers.size() == 2) {
                int owner = before.get(1).contains(apqn) ? 1 : 0;
                expected.add("sharing %s %s of %s"
                        .formatted(SmallMachine.NAMES.get(1 - owner), apqn, SmallMachine.NAMES.get(owner)));
            }
        }
        Set<String> found = new HashSet<>();
        for (Finding finding : findings) {
            for (Apqn apqn : finding.apqns()) {
                String subject = finding.device()
                        .map(uuid -> SmallMachine.NAMES.get(
                                ConfigurationBuilder.uuid(SmallMachine.NAMES.getFirst())
                                                .equals(uuid)
                                        ? 0
                                        : 1))
                        .orElse("");
                switch (finding.culprit().orElseThrow()) {
                    case Culprit.HostDrivers drivers -> {
                        assertThat(drivers.apmaskBits().contains(apqn.adapter().value())
                                        && drivers.aqmaskBits()
                                                .contains(apqn.domain().value()))
                                .as("%s", finding)
                                .isTrue();
                        found.add("host-owned %s %s".formatted(subject, apqn));
                    }
                    case Culprit.Device owner -> {
                        if (finding.rule().equals("sharing")) {
                            found.add("sharing %s %s of %s".formatted(subject, apqn, owner.name()));
                        }
                    }
                    case Culprit.MachineFact fact -> {}
                    case Culprit.Configured configured -> {}
                }
            }
        }
        assertThat(found).as("%s for %s: %s", machine, wanted, findings).isEqualTo(expected);
    }

    /** The file that a finding names shows the culprit: another device's matrix lists the queues. */
    private static void whereabouts(SmallMachine machine, List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.culprit().orElseThrow() instanceof Culprit.Device owner
                    && owner.where().startsWith("/sys/")) {
                List<String> lines = machine.read(owner.where()).lines().toList();
                assertThat(finding.apqns()).as("%s", finding).allMatch(apqn -> lines.contains(apqn.toString()));
            }
        }
    }

    private static List<Apqn> everyQueue() {
        Mask256 ids = Mask256.range(0, 4);
        return new ApMatrix(ids, ids, Mask256.NONE).queues().toList();
    }

    /** Every queue in every state, and in every state that one write of a matrix or mask leads to from there. */
    private static void explainAll(int adapters, int domains, int stride) {
        long explained = 0;
        int states = 0;
        for (boolean running : new boolean[] {false, true}) {
            SmallMachine machine = new SmallMachine("6.12", adapters, domains, running);
            for (int s = 0; s < machine.states(); s += stride) {
                SmallMachine.State state = machine.state(s);
                if (!machine.prepare(state)) {
                    continue;
                }
                states++;
                explained += explainQueues(machine);
                for (int id = 0; id < domains; id++) {
                    if ((state.domains().getFirst() >> id & 1) != 0) {
                        machine.prepare(state);
                        machine.execute(new Write(
                                SysfsPath.matrixDevice(ConfigurationBuilder.uuid(SmallMachine.NAMES.getFirst()))
                                        + "/unassign_domain",
                                "" + id));
                        explained += explainQueues(machine);
                    }
                }
            }
        }
        System.out.printf(
                "%d x %d, stride %d: %d states, %d queues explained%n", adapters, domains, stride, states, explained);
        assertThat(explained).isPositive();
    }

    /** Explains every queue of the machine as it is, and then has the kernel filter anew to see whether the reason holds. */
    private static int explainQueues(SmallMachine machine) {
        Machine observed = machine.observe();
        Situation situation = Situation.of(Configuration.empty(""), observed);
        List<Apqn> untilFilteredAnew = new ArrayList<>();
        List<Apqn> dropped = new ArrayList<>();
        List<Apqn> queues = machine.queues().toList();
        for (Apqn apqn : queues) {
            Explanation explanation = Explanation.of(apqn, situation);
            assertThat(explanation.verdict()).as("%s in %s", apqn, machine).isEqualTo(verdict(machine, apqn));
            if (explanation.verdict().endsWith("does not see it")) {
                Explanation.Reason reason = explanation.reasons().getLast();
                if (reason.path().equals(SysfsPath.MATRIX)) {
                    untilFilteredAnew.add(apqn);
                } else {
                    dropped.add(apqn);
                    Apqn because =
                            Apqn.parse(reason.path().substring(reason.path().lastIndexOf('/') + 1));
                    assertThat(because.adapter()).isEqualTo(apqn.adapter());
                    assertThat(machine.driver(because)).isNotEqualTo(Optional.of("vfio_ap"));
                }
            }
        }
        machine.filterAnew(0);
        machine.filterAnew(1);
        assertThat(untilFilteredAnew).allMatch(apqn -> isSeen(machine, apqn));
        assertThat(dropped).noneMatch(apqn -> isSeen(machine, apqn));
        return queues.size();
    }

    private static String verdict(SmallMachine machine, Apqn apqn) {
        for (int device = 0; device < DEVICES; device++) {
            String name = SmallMachine.NAMES.get(device);
            if (machine.matrix(device, "guest_matrix").contains(apqn)) {
                return name;
            }
            if (machine.matrix(device, "matrix").contains(apqn)) {
                return name + ", which does not see it";
            }
        }
        boolean reserved = bit(machine, SysfsPath.APMASK, apqn.adapter().value())
                && bit(machine, SysfsPath.AQMASK, apqn.domain().value());
        return reserved ? "the host's drivers" : "free";
    }

    private static boolean bit(SmallMachine machine, String mask, int id) {
        int digit = Character.digit(machine.read(mask).charAt(2 + id / 4), 16);
        return (digit << id % 4 & 8) != 0;
    }

    private static boolean isSeen(SmallMachine machine, Apqn apqn) {
        return IntStream.range(0, DEVICES)
                .anyMatch(device -> machine.matrix(device, "guest_matrix").contains(apqn));
    }
}
