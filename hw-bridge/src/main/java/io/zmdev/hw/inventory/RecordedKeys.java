package io.zmdev.hw.inventory;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.Look;
import io.zmdev.io.QueueKeysDocument;
import io.zmdev.model.Damage;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.plan.Plan;
import io.zmdev.plan.ZeroizedKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The master key verification patterns of queues, kept on the host in a file for each card before vfio_ap gets the queues:
 * nobody can read them then.
 */
public final class RecordedKeys {

    private static final String FOLDER = HostAccess.STATE + "/queues";

    static final List<Look> LOOKS = List.of(Look.names(FOLDER), Look.content(FOLDER + "/card*.json"));

    private static final Pattern RECORD = Pattern.compile("(card[0-9a-f]{2})\\.json");

    private RecordedKeys() {}

    /**
     * What is kept on a host.
     *
     * @param damaged takes each card whose file is no record: a new one would replace what it held
     */
    static Map<Apqn, String> read(HostAccess host, Consumer<Damage> damaged) {
        SortedMap<Apqn, String> keys = new TreeMap<>();
        for (String name : host.list(FOLDER).asOptional().orElse(List.of())) {
            Matcher record = RECORD.matcher(name);
            if (record.matches()) {
                String path = FOLDER + "/" + name;
                host.read(path).asOptional().ifPresent(json -> {
                    try {
                        keys.putAll(QueueKeysDocument.parse(path, json));
                    } catch (ZmdevException e) {
                        damaged.accept(new Damage(
                                SysfsPath.AP_BUS + "/devices/" + record.group(1), path, Attributes.reason(path, e)));
                    }
                });
            }
        }
        return keys;
    }

    /**
     * What has to be kept of a machine before a plan takes queues from the host's drivers, beside what was kept before. A host
     * with a shell keeps it by itself ({@link io.zmdev.exchange.ShellScript}).
     */
    public static List<HostOperation.ReplaceFile> records(Machine machine, Plan plan) {
        List<Queue> queues = machine.ap().map(ApBus::queues).orElse(List.of());
        return ZeroizedKeys.cards(plan).stream()
                .filter(card -> queues.stream()
                        .anyMatch(queue -> queue.apqn().adapter().equals(card)
                                && queue.masterKeys().orElse(Optional.empty()).isPresent()))
                .map(card -> new HostOperation.ReplaceFile(FOLDER + "/card" + card + ".json", text(machine, card)))
                .toList();
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
