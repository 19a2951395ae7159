package io.zmdev.rules;

import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A secure key works only on queues with its master key: queues of one guest and mode with different current master keys
 * don't stand in for each other. Only queues whose {@code mkvps} can be read, or were recorded before vfio_ap got them, are compared.
 */
final class MasterKeysRule implements Rule {

    /** Queues of one guest that could stand in for each other. */
    private record Group(Holder holder, CardType.Mode mode) {}

    @Override
    public String name() {
        return "master-keys";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        Map<Group, Map<String, List<Apqn>>> queuesByKeys = new LinkedHashMap<>();
        for (Queue queue : situation.ap().map(ApBus::queues).orElse(List.of())) {
            currentKeys(queue)
                    .ifPresent(keys -> group(situation, queue.apqn())
                            .ifPresent(group -> queuesByKeys
                                    .computeIfAbsent(group, unseen -> new LinkedHashMap<>())
                                    .computeIfAbsent(keys, unseen -> new ArrayList<>())
                                    .add(queue.apqn())));
        }
        return queuesByKeys.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry ->
                        finding(entry.getKey(), List.copyOf(entry.getValue().values())));
    }

    private static Optional<Group> group(Situation situation, Apqn apqn) {
        return situation
                .occupancy()
                .holder(apqn)
                .filter(Holder::managed)
                .flatMap(holder -> situation
                        .card(apqn.adapter().value())
                        .filter(card -> card.type().isKnown())
                        .map(card -> new Group(holder, card.type().get().mode())));
    }

    /** The lines of the current keys; the whole text when it has no such lines. */
    private static Optional<String> currentKeys(Queue queue) {
        return queue.knownKeys().map(MasterKeysRule::currentLines);
    }

    private static String currentLines(String mkvps) {
        String current = mkvps.lines().filter(line -> line.contains(" CUR: ")).collect(Collectors.joining("\n"));
        return current.isEmpty() ? mkvps.strip() : current;
    }

    private Finding finding(Group group, List<List<Apqn>> queues) {
        MdevUuid uuid = group.holder().uuid();
        String groups = queues.stream().map(Wording::queues).collect(Collectors.joining("; "));
        return Finding.of(
                        Severity.LOSES_REDUNDANCY,
                        this,
                        "The %s queues of %s have %d different master keys (%s): a secure key works on part of them only."
                                .formatted(
                                        group.mode().lszcryptName(),
                                        group.holder().name(),
                                        queues.size(),
                                        groups),
                        new Culprit.MachineFact(SysfsPath.queue(queues.getLast().getFirst()) + "/mkvps"))
                .about(uuid)
                .withQueues(queues.stream().flatMap(List::stream).sorted().toList());
    }
}
