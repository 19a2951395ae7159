package io.zmdev.hw.inventory;

import io.zmdev.hw.host.Look;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.ap.SecureBinding;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The AP bus: {@code /sys/bus/ap} (reference vfio-ap section 2). */
final class ApInventory {

    private static final String DEVICES = SysfsPath.AP_BUS + "/devices";
    private static final String MAX_ADAPTER = SysfsPath.AP_BUS + "/ap_max_adapter_id";
    private static final String MAX_DOMAIN = SysfsPath.AP_BUS + "/ap_max_domain_id";

    /** The highest id with APXA; kernels before 5.10 don't print the adapters' one. */
    private static final int HIGHEST_ID = 255;

    private static final List<String> CARD_ATTRIBUTES = List.of("type", "config", "chkstop", "online", "serialnr");

    private static final String QUEUES = DEVICES + "/*.*/";
    private static final String CARD = "/sys/devices/ap/card";
    private static final String CARDS = CARD + "*";

    /**
     * The files of a card's queues are found in its own folder. The bus gives some to all queues or none; {@code status} is
     * vfio_ap's.
     */
    static final List<Look> LOOKS = Stream.of(
                    Stream.of(
                            Look.names(SysfsPath.AP_BUS),
                            Look.names(DEVICES),
                            Look.target(DEVICES + "/*.*/driver").foundIn(SysfsPath.AP_BUS + "/drivers/*")),
                    Stream.of(
                                    MAX_ADAPTER,
                                    MAX_DOMAIN,
                                    SysfsPath.ADAPTER_MASK,
                                    SysfsPath.USAGE_DOMAIN_MASK,
                                    SysfsPath.CONTROL_DOMAIN_MASK,
                                    SysfsPath.APMASK,
                                    SysfsPath.AQMASK)
                            .map(Look::content),
                    files(DEVICES + "/card*", CARD_ATTRIBUTES).map(Look::content),
                    Stream.of("driver_override", "se_bind", "se_associate")
                            .map(name -> Look.line(QUEUES + name).foundInAll(CARDS)),
                    Stream.of(
                            Look.line(QUEUES + "online").foundIn(CARDS),
                            Look.line(QUEUES + "status").foundIn(SysfsPath.AP_BUS + "/drivers/vfio_ap")))
            .flatMap(looks -> looks)
            .toList();

    private static final String MASTER_KEYS = "mkvps";

    private final Attributes attributes;
    private final Mask256 asked;
    private final Map<Apqn, String> recordedKeys;
    private final Set<Apqn> inUse = new HashSet<>();

    /**
     * @param asked the adapters whose {@link #masterKeys} were looked at
     * @param recordedKeys {@code mkvps} of queues before vfio_ap got them
     */
    ApInventory(Attributes attributes, Mask256 asked, Map<Apqn, String> recordedKeys) {
        this.attributes = attributes;
        this.asked = asked;
        this.recordedKeys = recordedKeys;
    }

    /** The master key verification patterns of some adapters' queues. Each is a request to a card ({@code cca_get_info}). */
    static List<Look> masterKeys(Mask256 adapters) {
        if (adapters.equals(Mask256.ALL)) {
            return List.of(Look.content(QUEUES + MASTER_KEYS).foundIn(CARDS));
        }
        return adapters.ids()
                .mapToObj(AdapterId::new)
                .map(id ->
                        Look.content(DEVICES + "/" + id + ".*/" + MASTER_KEYS).foundIn(CARD + id))
                .toList();
    }

    /** The bus, empty when the machine has none. */
    Optional<ApBus> read() {
        if (!attributes.exists(SysfsPath.AP_BUS)) {
            return Optional.empty();
        }
        int maxAdapter = attributes.necessary(MAX_ADAPTER, ApInventory::id, HIGHEST_ID);
        int maxDomain = attributes.necessary(MAX_DOMAIN, ApInventory::id, HIGHEST_ID);
        List<AdapterId> cards = new ArrayList<>();
        List<Apqn> queues = new ArrayList<>();
        for (String name : attributes.list(DEVICES)) {
            String path = DEVICES + "/" + name;
            if (name.startsWith("card")) {
                attributes.named(path, text -> cardId(text, maxAdapter)).ifPresent(cards::add);
            } else {
                attributes
                        .named(path, text -> apqn(text, maxAdapter, maxDomain))
                        .ifPresent(queues::add);
            }
        }
        return Optional.of(new ApBus(
                maxAdapter,
                maxDomain,
                mask(SysfsPath.AP_BUS + "/ap_adapter_mask"),
                mask(SysfsPath.AP_BUS + "/ap_usage_domain_mask"),
                mask(SysfsPath.AP_BUS + "/ap_control_domain_mask"),
                mask(SysfsPath.APMASK),
                mask(SysfsPath.AQMASK),
                cards.stream().sorted().map(this::card).toList(),
                queues.stream().sorted().map(this::queue).toList()));
    }

    /** The queues of which {@code status} says that a guest has them, as they were read. */
    Set<Apqn> inUse() {
        return Set.copyOf(inUse);
    }

    private static Stream<String> files(String directory, List<String> names) {
        return names.stream().map(name -> directory + "/" + name);
    }

    private Card card(AdapterId id) {
        String path = SysfsPath.card(id);
        return new Card(
                id,
                attributes.value(path + "/type", CardType::parse),
                attributes.value(path + "/config", ApInventory::flag),
                attributes.value(path + "/chkstop", ApInventory::flag),
                attributes.value(path + "/online", ApInventory::flag),
                attributes.text(path + "/serialnr").asOptional().filter(text -> !text.isBlank()));
    }

    private Queue queue(Apqn apqn) {
        String path = SysfsPath.queue(apqn);
        attributes.text(path + "/status").asOptional().filter("in use"::equals).ifPresent(status -> inUse.add(apqn));
        return new Queue(
                apqn,
                attributes.linkedName(path + "/driver"),
                driverOverride(attributes, path),
                attributes.optional(path + "/online", ApInventory::flag),
                masterKeys(apqn.adapter(), path + "/" + MASTER_KEYS),
                secureBinding(path),
                Optional.ofNullable(recordedKeys.get(apqn)));
    }

    private Observed<Optional<String>> masterKeys(AdapterId adapter, String path) {
        return asked.contains(adapter.value())
                ? attributes.optional(path, text -> text)
                : Observed.unknown(path, "the card was not asked");
    }

    /** Only Secure Execution guests have the attributes. */
    private Optional<SecureBinding> secureBinding(String queue) {
        return attributes
                .optional(queue + "/se_bind", text -> text)
                .orElse(Optional.empty())
                .map(bound ->
                        new SecureBinding(bound, attributes.necessary(queue + "/se_associate", text -> text, "-")));
    }

    /** The bus-independent attribute: a driver's name, {@code (null)} or an empty line when none is set. */
    static Optional<String> driverOverride(Attributes attributes, String device) {
        String name = attributes.necessary(device + "/driver_override", text -> text, "");
        return name.isEmpty() || name.equals("(null)") ? Optional.empty() : Optional.of(name);
    }

    /** A mask as the kernel prints it; without QCI it prints {@code not supported}. */
    private Observed<Mask256> mask(String path) {
        if (attributes.text(path).asOptional().filter("not supported"::equals).isPresent()) {
            return Observed.unknown(path, "the machine does not tell (no QCI)");
        }
        return attributes.value(path, ApInventory::mask256);
    }

    static Mask256 mask256(String text) {
        if (!text.matches("0x[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'%s' is not 0x and 64 hexadecimal digits".formatted(shortened(text)));
        }
        return Mask256.fromHexDigits(text.substring(2));
    }

    private static AdapterId cardId(String name, int maxAdapter) {
        if (!name.matches("card[0-9a-f]{2}")) {
            throw new IllegalArgumentException("'%s' is not a card such as card05".formatted(shortened(name)));
        }
        AdapterId id = new AdapterId(Integer.parseInt(name.substring("card".length()), 16));
        checkLimit("adapter", id.value(), maxAdapter, MAX_ADAPTER);
        return id;
    }

    private static Apqn apqn(String name, int maxAdapter, int maxDomain) {
        Apqn apqn = Apqn.parse(shortened(name));
        checkLimit("adapter", apqn.adapter().value(), maxAdapter, MAX_ADAPTER);
        checkLimit("domain", apqn.domain().value(), maxDomain, MAX_DOMAIN);
        return apqn;
    }

    private static void checkLimit(String what, int id, int highest, String file) {
        if (id > highest) {
            throw new IllegalArgumentException("%s %d is above %d (%s)".formatted(what, id, highest, file));
        }
    }

    private static int id(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > HIGHEST_ID) {
            throw new IllegalArgumentException("'%s' is not an id in 0..255".formatted(shortened(text)));
        }
        return Integer.parseInt(text);
    }

    static boolean flag(String text) {
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new IllegalArgumentException("'%s' is neither 0 nor 1".formatted(shortened(text)));
        };
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
