package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules over one configuration. */
public final class Validator {

    private static final List<Rule> RULES = List.of(
            // who has a queue
            new SharingRule(),
            new HostOwnedRule(),
            new MaskInUseRule(),
            new MasksAndOverridesRule(),
            new MasksBothWaysRule(),
            new UnknownMasksRule(),
            new UnknownDeviceRule(),
            new DamagedRule(),
            // what the machine has
            new NoApBusRule(),
            new BeyondMaximumRule(),
            new NotInLparRule(),
            new AdapterFilteredRule(),
            new NothingBoundRule(),
            new CardUnusableRule(),
            new CardOfflineRule(),
            new SecureExecutionRule(),
            // mediated devices and guests
            new UuidTakenRule(),
            new SecondMatrixRule(),
            new TwoGuestsRule(),
            new UndefinedDeviceRule(),
            new AbsentInUseRule(),
            new ChangedInUseRule(),
            new MixedMatrixTypesRule(),
            new VirtualMatrixRule(),
            // subchannels
            new SharedSubchannelRule(),
            new AbsentSubchannelRule(),
            new QdioSubchannelRule(),
            new RootDeviceRule(),
            new DeviceInUseRule(),
            new HostLosesDeviceRule(),
            new UntestedDeviceRule(),
            new GuestDevnoTakenRule(),
            new GuestDevnoImageRule(),
            // what works and could be better
            new SingleCardRule(),
            new MixedModesRule(),
            new MasterKeysRule(),
            new EmptyProductRule(),
            new ControlWithoutUsageRule(),
            new UsageWithoutControlRule(),
            new NotAutostartedRule(),
            new MasksForgottenRule());

    private Validator() {}

    /** The names of all rules, in the order in which they are asked. */
    public static List<String> ruleNames() {
        return RULES.stream().map(Rule::name).toList();
    }

    /** Every finding, the worst first; the order is the same for the same input. */
    public static List<Finding> validate(Configuration configuration, Machine machine) {
        return validate(Situation.of(configuration, machine));
    }

    /** Every finding, the worst first; the order is the same for the same input. */
    public static List<Finding> validate(Situation situation) {
        return RULES.stream()
                .flatMap(rule -> rule.check(situation).map(finding -> judged(situation, rule, finding)))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** What foresees the kernel's behaviour says how that of this generation is known. */
    private static Finding judged(Situation situation, Rule rule, Finding finding) {
        return finding.kernelAnswer().isPresent() || rule.dependsOnGeneration()
                ? finding.knownBy(situation.machine().kernel())
                : finding;
    }

    /** The devices that the configuration removes although a running guest has them: neither rules nor plans let that happen. */
    public static List<Finding> removalsInUse(Configuration configuration, Machine machine) {
        return new AbsentInUseRule().check(Situation.of(configuration, machine)).toList();
    }

    /** The devices of the host that the configuration would take although the host uses them. */
    public static List<Finding> devicesInUse(Configuration configuration, Machine machine, HeldDevices held) {
        Situation situation = Situation.of(configuration, machine);
        return Stream.of(new RootDeviceRule(), new DeviceInUseRule())
                .flatMap(rule -> rule.check(situation))
                .filter(finding -> refuses(finding, held))
                .toList();
    }

    /** What the configuration would change although a file of it is damaged. */
    public static List<Finding> changesOfDamaged(Configuration configuration, Machine machine) {
        return new DamagedRule().check(Situation.of(configuration, machine)).toList();
    }

    /** Whether one of the findings refuses the configuration. */
    public static boolean refused(List<Finding> findings) {
        return refused(findings, HeldDevices.REFUSE);
    }

    /** Whether one of the findings refuses the configuration, with or without the devices that the host uses. */
    public static boolean refused(List<Finding> findings, HeldDevices held) {
        return findings.stream().anyMatch(finding -> refuses(finding, held));
    }

    private static boolean refuses(Finding finding, HeldDevices held) {
        return switch (held) {
            case REFUSE -> finding.severity().refuses();
            case TAKE ->
                finding.severity().refuses()
                        && !(finding.rule().equals(DeviceInUseRule.NAME) && finding.severity() == Severity.IMPOSSIBLE);
        };
    }
}
