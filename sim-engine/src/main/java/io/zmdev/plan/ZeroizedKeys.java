package io.zmdev.plan;

import io.zmdev.model.Machine;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.rules.MasterKeys;
import io.zmdev.rules.QueueBinding;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The queues that a plan takes from the host's drivers, and that hold master keys or may hold some. A queue that leaves its
 * driver is reset and zeroized (ZAPQ): what that clears, no write of sysfs brings back. What vfio_ap gives back was zeroized
 * when its guest ended.
 */
public final class ZeroizedKeys {

    /** The link of a queue to its driver. */
    private static final Pattern DRIVER =
            Pattern.compile(SysfsPath.AP_BUS + "/devices/([0-9a-f]{2}\\.[0-9a-f]{4})/driver");

    /** Queues of one card of which the same has to be said. */
    private record Group(AdapterId card, String loss) {}

    private ZeroizedKeys() {}

    /**
     * What a plan takes as the machine is at this moment; keys may have been set since the plan was made.
     *
     * @return sentences as those of {@link Plan#losses}
     */
    public static List<String> of(Plan plan, Machine machine) {
        return machine.ap().stream()
                .flatMap(bus -> plan.steps().stream().flatMap(step -> of(step, bus).stream()))
                .map(Disturbance::what)
                .distinct()
                .toList();
    }

    /** The same plan for a machine whose queues nobody has looked at: what leaves the host's drivers may hold any keys. */
    public static Plan ofUnknownQueues(Plan plan) {
        return new Plan(
                plan.configuration(),
                plan.machine(),
                plan.fingerprint(),
                plan.steps().stream().map(ZeroizedKeys::ofUnknownQueues).toList(),
                plan.files());
    }

    /** Whether queues may change their driver by a plan, known ones or others. */
    public static boolean writesMasks(Plan plan) {
        return plan.steps().stream().anyMatch(ZeroizedKeys::writesMask);
    }

    private static boolean writesMask(Step step) {
        return step.readBack().stream()
                .map(Expectation::path)
                .anyMatch(path -> path.equals(SysfsPath.APMASK) || path.equals(SysfsPath.AQMASK));
    }

    private static Step ofUnknownQueues(Step step) {
        return writesMask(step)
                ? step.disturbing(List.of(new Disturbance(
                        Disturbance.Kind.MASTER_KEYS,
                        "'%s': each queue that leaves the host's drivers is zeroized, with the master keys that it holds"
                                .formatted(step.what()))))
                : step;
    }

    /** The cards of which a plan takes queues from the host's drivers. */
    public static SortedSet<AdapterId> cards(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> leaving(step).stream())
                .map(DRIVER::matcher)
                .filter(Matcher::matches)
                .map(driver -> Apqn.parse(driver.group(1)).adapter())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a step takes, for each card. */
    static List<Disturbance> of(Step step, ApBus bus) {
        Set<String> leaving = leaving(step);
        if (leaving.isEmpty()) {
            return List.of();
        }
        Map<AdapterId, Card> cards = bus.cards().stream().collect(Collectors.toMap(Card::id, Function.identity()));
        return bus.queues().stream()
                .filter(queue -> leaving.contains(driver(queue)))
                .flatMap(queue ->
                        loss(queue, Optional.ofNullable(cards.get(queue.apqn().adapter())))
                                .map(loss -> Map.entry(new Group(queue.apqn().adapter(), loss), queue))
                                .stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
                .entrySet()
                .stream()
                .map(group -> new Disturbance(
                        Disturbance.Kind.MASTER_KEYS,
                        sentence(group.getValue(), group.getKey().loss())))
                .toList();
    }

    /** The links to drivers of the host that a step takes away. */
    private static Set<String> leaving(Step step) {
        Set<Expectation> after = new HashSet<>(step.readBack());
        return step.preconditions().stream()
                .filter(condition -> condition instanceof Expectation.Target target
                        && !target.name().equals(QueueBinding.VFIO_AP)
                        && !after.contains(target))
                .map(Expectation::path)
                .collect(Collectors.toSet());
    }

    private static String driver(Queue queue) {
        return SysfsPath.queue(queue.apqn()) + "/driver";
    }

    private static Optional<String> loss(Queue queue, Optional<Card> card) {
        return switch (MasterKeys.of(queue, card)) {
            case MasterKeys.None() -> Optional.empty();
            case MasterKeys.Set(List<String> registers) ->
                Optional.of("with master keys (" + String.join(", ", registers) + ")");
            case MasterKeys.Unknown() -> Optional.of("and nobody can tell whether master keys are set there");
        };
    }

    private static String sentence(List<Queue> queues, String loss) {
        return "%s %s the host's drivers and %s zeroized, %s"
                .formatted(
                        queues.stream().map(queue -> queue.apqn().toString()).collect(Collectors.joining(", ")),
                        queues.size() == 1 ? "leaves" : "leave",
                        queues.size() == 1 ? "is" : "are",
                        loss);
    }
}
