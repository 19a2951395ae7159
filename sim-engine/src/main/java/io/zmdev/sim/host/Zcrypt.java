package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.host.HostDefinition.QueueDefinition;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.ScanSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The host's drivers for cards and queues (zcrypt_card.c, zcrypt_queue.c, zcrypt_cex4.c). */
final class Zcrypt {

    static final String MODULE = "zcrypt_cex4";

    private static final AttributeTable<ApCard> CARD_ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("type", card -> card.type() + "\n"),
            Attribute.readWrite("online", card -> ApDevice.flag(canBeOnline(card) && card.online()), Zcrypt::storeCard),
            Attribute.readOnly("load", card -> "0\n"));

    private static final AttributeTable<ApQueue> QUEUE_ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite(
                    "online", queue -> ApDevice.flag(canBeOnline(queue) && queue.online()), Zcrypt::storeQueue),
            Attribute.readOnly("load", queue -> "0\n"));

    private final AttributeTable<ApCard> ccaCardAttributes =
            AttributeTable.of(Attribute.readOnly("serialnr", this::serialNumber));

    private final AttributeTable<ApCard> ep11CardAttributes = AttributeTable.of(
            Attribute.readOnly("API_ordinalnr", card -> "\n"),
            Attribute.readOnly("FW_version", card -> "\n"),
            Attribute.readOnly("serialnr", this::serialNumber),
            Attribute.readOnly("op_modes", card -> "\n"));

    private final AttributeTable<ApQueue> ccaQueueAttributes =
            AttributeTable.of(Attribute.readOnly("mkvps", this::ccaKeys));

    private final AttributeTable<ApQueue> ep11QueueAttributes = AttributeTable.of(
            Attribute.readOnly("mkvps", this::ep11Keys), Attribute.readOnly("op_modes", queue -> "\n"));

    private static final String UNKNOWN_CCA_KEYS = List.of("AES", "APKA", "ASYM").stream()
            .flatMap(key -> List.of("NEW", "CUR", "OLD").stream().map(slot -> key + " " + slot + ": - -\n"))
            .collect(Collectors.joining());

    private static final String UNKNOWN_EP11_KEYS = "WK CUR: - -\nWK NEW: - -\n";

    private final ApBus bus;
    private final Map<Apqn, QueueDefinition> known;
    private final ApDriver cardDriver = cardDriver();
    private final ApDriver queueDriver = queueDriver();

    /**
     * Registers the drivers.
     *
     * @param queues what is known of single queues; of the others serial numbers and master keys are shown as unknown
     */
    Zcrypt(ApBus bus, List<QueueDefinition> queues) {
        this.bus = bus;
        known = queues.stream().collect(Collectors.toMap(QueueDefinition::apqn, queue -> queue, (a, b) -> b));
        bus.register(cardDriver);
        bus.register(queueDriver);
    }

    void unload() {
        bus.bus().unregister(queueDriver);
        bus.bus().unregister(cardDriver);
    }

    /** {@code cex4card}. */
    private ApDriver cardDriver() {
        return new ApDriver("cex4card", MODULE) {
            @Override
            boolean ofHost() {
                return true;
            }

            @Override
            boolean matches(ApDevice device) {
                return device instanceof ApCard;
            }

            @Override
            Optional<Errno> probe(ApDevice device) {
                bus.expectBindings();
                ((ApCard) device).setOnline(true);
                return Optional.empty();
            }

            @Override
            Directory group(ApDevice device) {
                return cardGroup((ApCard) device);
            }

            @Override
            void remove(ApDevice device, Runnable done) {
                done.run();
            }
        };
    }

    /** {@code cex4queue}; a queue that it gives back is reset. */
    private ApDriver queueDriver() {
        return new ApDriver("cex4queue", MODULE) {
            @Override
            boolean ofHost() {
                return true;
            }

            @Override
            boolean matches(ApDevice device) {
                return device instanceof ApQueue;
            }

            @Override
            Optional<Errno> probe(ApDevice device) {
                ApQueue queue = (ApQueue) device;
                if (!bus.masks().allow(queue, this)) {
                    return Optional.of(Errno.ENODEV);
                }
                bus.expectBindings();
                queue.setOnline(true);
                return Optional.empty();
            }

            @Override
            Directory group(ApDevice device) {
                return queueGroup((ApQueue) device);
            }

            @Override
            void remove(ApDevice device, Runnable done) {
                bus.reset((ApQueue) device);
                done.run();
            }
        };
    }

    private Directory cardGroup(ApCard card) {
        ComposedDirectory group = new ComposedDirectory().attributes(CARD_ATTRIBUTES, card);
        return switch (card.type().mode()) {
            case ACCELERATOR -> group;
            case CCA_COPROCESSOR -> group.attributes(ccaCardAttributes, card);
            case EP11_COPROCESSOR -> group.attributes(ep11CardAttributes, card);
        };
    }

    private Directory queueGroup(ApQueue queue) {
        ComposedDirectory group = new ComposedDirectory().attributes(QUEUE_ATTRIBUTES, queue);
        return switch (queue.type().mode()) {
            case ACCELERATOR -> group;
            case CCA_COPROCESSOR -> group.attributes(ccaQueueAttributes, queue);
            case EP11_COPROCESSOR -> group.attributes(ep11QueueAttributes, queue);
        };
    }

    /** A card and its queues go on or off together; only usable ones can go on. */
    private static Optional<Errno> storeCard(ApCard card, Written written) {
        OptionalInt value = flagValue(written);
        if (value.isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        boolean online = value.getAsInt() == 1;
        if (online && !canBeOnline(card)) {
            return Optional.of(Errno.ENODEV);
        }
        card.setOnline(online);
        card.announce("ONLINE", online);
        for (ApQueue queue : card.queues().values()) {
            if (queue.drivenByHost() && queue.online() != online) {
                queue.setOnline(online);
                queue.announce("ONLINE", online);
            }
        }
        return Optional.empty();
    }

    private static boolean canBeOnline(ApDevice device) {
        return device.configured()
                && (!device.checkstopped() || !device.kernel().has(KernelBehaviour.CHECKSTOPPED_IS_OFFLINE));
    }

    private static Optional<Errno> storeQueue(ApQueue queue, Written written) {
        OptionalInt value = flagValue(written);
        if (value.isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        boolean online = value.getAsInt() == 1;
        if (online && !(canBeOnline(queue) && canBeOnline(queue.card()))) {
            return Optional.of(Errno.ENODEV);
        }
        if (online && !queue.card().online()) {
            return Optional.of(Errno.EINVAL);
        }
        queue.setOnline(online);
        queue.announce("ONLINE", online);
        return Optional.empty();
    }

    private static OptionalInt flagValue(Written written) {
        OptionalInt value = ScanSyntax.decimal(written.text());
        return value.isPresent() && (value.getAsInt() == 0 || value.getAsInt() == 1) ? value : OptionalInt.empty();
    }

    private String serialNumber(ApCard card) {
        return card.queues().values().stream()
                        .flatMap(queue -> knowledgeOf(queue).stream())
                        .flatMap(definition -> definition.serialNumber().stream())
                        .findFirst()
                        .orElse("")
                + "\n";
    }

    private String ccaKeys(ApQueue queue) {
        return pattern(queue)
                .map(pattern -> UNKNOWN_CCA_KEYS.replace("AES CUR: - -", "AES CUR: valid " + pattern))
                .orElse(UNKNOWN_CCA_KEYS);
    }

    private String ep11Keys(ApQueue queue) {
        return pattern(queue)
                .map(pattern -> "WK CUR: valid " + pattern + "\nWK NEW: empty -\n")
                .orElse(UNKNOWN_EP11_KEYS);
    }

    private Optional<String> pattern(ApQueue queue) {
        return knowledgeOf(queue).flatMap(QueueDefinition::masterKeyPattern);
    }

    private Optional<QueueDefinition> knowledgeOf(ApQueue queue) {
        return Optional.ofNullable(known.get(queue.apqn()));
    }
}
