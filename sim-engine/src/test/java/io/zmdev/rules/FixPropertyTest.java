package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fixes of random configurations on random machines of every generation. */
class FixPropertyTest {

    private static final List<String> KERNELS = List.of("5.15", "6.1", "6.8", "6.12", "7.0");
    private static final List<String> NAMES = List.of("web1", "web2", "ledger", "lab");
    private static final List<String> SUBCHANNELS = List.of("0.0.0001", "0.0.0002", "0.0.0003", "0.0.0009");
    private static final List<String> DEVNOS = List.of("fe.0.0001", "fe.0.0002", "0.0.0001");
    private static final int IDS = 6;

    @Test
    void everyFixEndsItsFindingAndMakesNothingImpossible() {
        assertThat(LongStream.range(0, 60)
                        .mapToInt(FixPropertyTest::fixesThatHold)
                        .sum())
                .isPositive();
    }

    @Test
    @Tag("slow")
    void everyFixOfManyCasesEndsItsFindingAndMakesNothingImpossible() {
        assertThat(LongStream.range(60, 5000)
                        .mapToInt(FixPropertyTest::fixesThatHold)
                        .sum())
                .isPositive();
    }

    /** Applies every fix of one case and returns how many there were. */
    private static int fixesThatHold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Machine machine = machine(random);
        Configuration configuration = configuration(random, machine);
        List<Finding> before = Validator.validate(configuration, machine);
        int fixes = 0;
        for (Finding finding : before) {
            for (Fix fix : finding.fixes()) {
                List<Finding> after = Validator.validate(fix.applyTo(configuration), machine);
                assertThat(after)
                        .as("seed %d: '%s' of '%s'", seed, fix.label(), finding.message())
                        .noneMatch(other -> isSame(other, finding));
                assertThat(impossibleOnlyIn(after, before))
                        .as("seed %d: '%s' of '%s'", seed, fix.label(), finding.message())
                        .isEmpty();
                fixes++;
            }
        }
        return fixes;
    }

    @Test
    void theLeastDisturbingFixesOneAfterTheOtherMakeAConfigurationValidate() {
        assertThat(LongStream.range(0, 60)
                        .mapToInt(FixPropertyTest::fixesUntilItValidates)
                        .sum())
                .isPositive();
    }

    @Test
    @Tag("slow")
    void theLeastDisturbingFixesOneAfterTheOtherMakeManyConfigurationsValidate() {
        assertThat(LongStream.range(60, 5000)
                        .mapToInt(FixPropertyTest::fixesUntilItValidates)
                        .sum())
                .isPositive();
    }

    /** Applies the first fix of the first finding that refuses and has one, until there is none; returns how many it took. */
    private static int fixesUntilItValidates(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Machine machine = machine(random);
        Configuration configuration = configuration(random, machine);
        for (int fixes = 0; fixes < 100; fixes++) {
            Optional<Finding> next = Validator.validate(configuration, machine).stream()
                    .filter(finding -> finding.severity().refuses())
                    .filter(finding -> !finding.fixes().isEmpty())
                    .findFirst();
            if (next.isEmpty()) {
                return fixes;
            }
            configuration = next.get().fixes().getFirst().applyTo(configuration);
        }
        throw new AssertionError("seed %d: still refused after 100 fixes: %s"
                .formatted(seed, Validator.validate(configuration, machine)));
    }

    @Test
    void fixesAreRankedByGuestsThatLoseQueuesThenByWritesThenByQueuesLost() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Machine machine = machine(random);
            for (Finding finding : Validator.validate(configuration(random, machine), machine)) {
                assertThat(finding.fixes()).as("seed %d", seed).isSortedAccordingTo(Fix.BY_DISTURBANCE);
            }
        }
    }

    @Test
    void theSameConfigurationGetsTheSameFindingsInTheSameOrderTheWorstFirst() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Machine machine = machine(random);
            Configuration configuration = configuration(random, machine);

            List<Finding> findings = Validator.validate(configuration, machine);

            assertThat(Validator.validate(configuration, machine))
                    .as("seed %d", seed)
                    .isEqualTo(findings);
            assertThat(findings)
                    .extracting(Finding::severity)
                    .as("seed %d", seed)
                    .isSorted();
        }
    }

    @Test
    void messagesNameTheGuestAndAQueue() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Machine machine = machine(random);
            Situation situation = Situation.of(configuration(random, machine), machine);
            for (Finding finding : Validator.validate(situation)) {
                finding.device()
                        .ifPresent(uuid -> assertThat(finding.message())
                                .satisfiesAnyOf(
                                        message -> assertThat(message).contains(situation.nameOf(uuid)),
                                        message -> assertThat(message).contains(situation.deviceNameOf(uuid)),
                                        message -> assertThat(message).contains(uuid.text())));
                if (finding.severity() == Severity.IMPOSSIBLE
                        && !finding.apqns().isEmpty()) {
                    assertThat(finding.message())
                            .contains(finding.apqns().getFirst().toString());
                }
                finding.kernelAnswer()
                        .ifPresent(answer -> assertThat(finding.message()).contains(answer.sentence()));
            }
        }
    }

    private static Machine machine(SplittableRandom random) {
        int highestAdapter = IDS - 1 - random.nextInt(2);
        Mask256 adapters = ids(random, 0.8).and(Mask256.range(0, highestAdapter));
        Mask256 domains = ids(random, 0.8);
        Mask256 apmask = random.nextInt(3) == 0 ? Mask256.ALL : Mask256.ALL.minus(ids(random, 0.7));
        Mask256 aqmask = random.nextInt(2) == 0 ? Mask256.ALL : Mask256.ALL.minus(ids(random, 0.5));
        String kernel = KERNELS.get(random.nextInt(KERNELS.size()));
        boolean overrides = kernel.equals("7.0") && random.nextBoolean();
        if (overrides) {
            apmask = Mask256.ALL;
            aqmask = Mask256.ALL;
        }
        MachineBuilder builder = MachineBuilder.machine(adapters, domains)
                .kernel(kernel)
                .highest(highestAdapter, IDS - 1)
                .masks(apmask, aqmask)
                .subchannel(SUBCHANNELS.get(0), "io_subchannel", "3990/e9 3390/0c", random.nextBoolean())
                .subchannel(SUBCHANNELS.get(1), "io_subchannel", "1731/01 1732/01", false)
                .subchannel(SUBCHANNELS.get(2), "io_subchannel", "3270/00", false);
        new ApMatrix(adapters, domains, Mask256.NONE).queues().forEach(apqn -> {
            int what = random.nextInt(40);
            if (overrides && random.nextInt(3) > 0) {
                builder.override(apqn.toString(), random.nextInt(5) == 0 ? "cex4queue" : "vfio_ap");
            } else if (what == 0) {
                builder.unbound(apqn.toString());
            } else if (what == 1) {
                builder.missing(apqn.toString());
            } else if (what == 2) {
                builder.unreadableDriver(apqn.toString());
            }
        });
        HostOwnership ownership = new HostOwnership(apmask, aqmask);
        List<ApMatrix> active = new ArrayList<>();
        for (String name : NAMES) {
            ApMatrix matrix =
                    matrix(ids(random, 0.4).and(adapters), ids(random, 0.4).and(domains));
            boolean allowed = !ownership.ownsAnyOf(matrix) && active.stream().noneMatch(matrix::sharesQueueWith);
            if (random.nextInt(3) == 0 && allowed) {
                active.add(matrix);
                builder.active(name, random.nextBoolean(), matrix);
            }
        }
        if (random.nextInt(4) == 0) {
            builder.activeCcw("disk-" + random.nextInt(3), SUBCHANNELS.getFirst());
        }
        if (random.nextInt(10) == 0) {
            builder.unreadableApmask();
        }
        return builder.build();
    }

    private static Configuration configuration(SplittableRandom random, Machine machine) {
        ConfigurationBuilder builder = ConfigurationBuilder.configuration().masks(masks(random));
        for (String name : NAMES) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            ApMatrix matrix = random.nextInt(3) == 0
                    ? machine.mediatedDevice(uuid(name))
                            .map(device -> Situation.of(Configuration.empty(""), machine)
                                    .assignedNow(device.uuid()))
                            .orElse(ApMatrix.EMPTY)
                    : new ApMatrix(ids(random, 0.4), ids(random, 0.4), ids(random, 0.3));
            State state = random.nextInt(8) == 0 ? State.ABSENT : State.PRESENT;
            builder.device(
                    new DesiredDevice.Matrix(uuid(name), name, random.nextInt(4) > 0, state, matrix),
                    random.nextInt(6) == 0 ? Optional.empty() : Optional.of(NAMES.get(random.nextInt(NAMES.size()))));
            if (random.nextInt(8) == 0) {
                builder.edit(new ConfigurationEdit.AttachToGuest(uuid(name), NAMES.get(random.nextInt(NAMES.size()))));
            }
        }
        for (int disk = 0; disk < 3; disk++) {
            if (random.nextInt(3) == 0) {
                builder.ccw(
                        NAMES.get(random.nextInt(NAMES.size())),
                        "disk-" + disk,
                        SUBCHANNELS.get(random.nextInt(SUBCHANNELS.size())),
                        Optional.of(DEVNOS.get(random.nextInt(DEVNOS.size()))));
            }
        }
        return builder.build();
    }

    private static MaskRequest masks(SplittableRandom random) {
        Mask256 none = Mask256.NONE;
        return switch (random.nextInt(5)) {
            case 0 -> MaskRequest.UNCHANGED;
            case 1 ->
                new MaskRequest(
                        random.nextInt(4) == 0 ? ids(random, 0.5) : none,
                        none,
                        none,
                        none,
                        Optional.of(Mask256.ALL.minus(ids(random, 0.6))),
                        Optional.empty());
            case 2 ->
                new MaskRequest(
                        ids(random, 0.6),
                        ids(random, 0.3),
                        ids(random, 0.2),
                        ids(random, 0.2),
                        Optional.empty(),
                        Optional.empty());
            default ->
                new MaskRequest(ids(random, 0.7), ids(random, 0.3), none, none, Optional.empty(), Optional.empty());
        };
    }

    private static Mask256 ids(SplittableRandom random, double density) {
        return Mask256.of(IntStream.range(0, IDS).filter(id -> random.nextDouble() < density));
    }

    /** What makes two findings the same: rule, device and culprit. */
    private static String key(Finding finding) {
        String device = finding.device().map(Object::toString).orElse("");
        String culprit = finding.culprit()
                .map(who -> switch (who) {
                    case Culprit.Device other -> other.uuid().text();
                    case Culprit.HostDrivers drivers -> "host drivers";
                    case Culprit.MachineFact fact -> "machine";
                    case Culprit.Configured configured -> configured.where();
                })
                .orElse("");
        return switch (finding.rule()) {
            case "guest-devno-taken", "shared-subchannel" -> finding.rule() + " " + device;
            case "card-unusable", "card-offline" -> finding.message();
            default -> finding.rule() + " " + device + " " + culprit;
        };
    }

    /** Of two devices that share a queue, the conflict is the same for one as long as it can't have the queue. */
    private static boolean isSame(Finding one, Finding other) {
        boolean areShared = one.rule().equals("sharing") && other.rule().equals("sharing");
        return areShared
                ? one.device().equals(other.device()) && one.apqns().stream().anyMatch(other.apqns()::contains)
                : key(one).equals(key(other));
    }

    private static List<String> impossibleOnlyIn(List<Finding> after, List<Finding> before) {
        Set<Apqn> shared = before.stream()
                .filter(finding -> finding.rule().equals("sharing"))
                .flatMap(finding -> finding.apqns().stream())
                .collect(Collectors.toSet());
        Set<String> refused = before.stream()
                .filter(finding -> finding.severity().refuses())
                .map(FixPropertyTest::key)
                .collect(Collectors.toSet());
        return after.stream()
                .filter(finding -> finding.severity() == Severity.IMPOSSIBLE)
                .filter(finding -> finding.rule().equals("sharing")
                        ? !shared.containsAll(finding.apqns())
                        : !refused.contains(key(finding)))
                .map(Finding::message)
                .toList();
    }
}
