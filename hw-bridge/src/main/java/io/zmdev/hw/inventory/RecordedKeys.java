package io.zmdev.hw.inventory;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.Look;
import io.zmdev.io.QueueKeysDocument;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The master key verification patterns of queues, kept on the host in a file for each card before vfio_ap gets the queues:
 * nobody can read them then.
 */
public final class RecordedKeys {

    private static final String FOLDER = HostAccess.STATE + "/queues";

    static final List<Look> LOOKS = List.of(Look.names(FOLDER), Look.content(FOLDER + "/card*.json"));

    private RecordedKeys() {}

    /**
     * What is kept on a host.
     *
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE when a file there is no record
     */
    static Map<Apqn, String> read(HostAccess host) {
        SortedMap<Apqn, String> keys = new TreeMap<>();
        for (String name : host.list(FOLDER).asOptional().orElse(List.of())) {
            String path = FOLDER + "/" + name;
            if (name.matches("card[0-9a-f]{2}\\.json")) {
                host.read(path).asOptional().ifPresent(json -> keys.putAll(QueueKeysDocument.parse(path, json)));
            }
        }
        return keys;
    }

    /** Keeps those of the queues that a plan hands to vfio_ap, beside what was kept before. */
    public static void keep(HostAccess host, Machine machine, Plan plan) {
        Set<Expectation> after =
                plan.steps().stream().flatMap(step -> step.readBack().stream()).collect(Collectors.toSet());
        List<Queue> queues = machine.ap().map(ApBus::queues).orElse(List.of());
        SortedSet<AdapterId> cards = new TreeSet<>();
        queues.stream()
                .filter(queue ->
                        after.contains(new Expectation.Target(SysfsPath.queue(queue.apqn()) + "/driver", "vfio_ap")))
                .filter(queue -> queue.masterKeys().orElse(Optional.empty()).isPresent())
                .forEach(queue -> cards.add(queue.apqn().adapter()));
        cards.forEach(card ->
                host.keep("queues/card" + card + ".json", text(machine, card).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Machine machine, AdapterId card) {
        ApBus bus = machine.ap().orElseThrow();
        SortedMap<Apqn, String> keys = new TreeMap<>();
        bus.queues().stream()
                .filter(queue -> queue.apqn().adapter().equals(card))
                .forEach(queue -> queue.knownKeys().ifPresent(mkvps -> keys.put(queue.apqn(), mkvps)));
        String serialNumber = bus.cards().stream()
                .filter(other -> other.id().equals(card))
                .findFirst()
                .flatMap(Card::serialNumber)
                .orElse("");
        return QueueKeysDocument.text(serialNumber, keys);
    }
}
