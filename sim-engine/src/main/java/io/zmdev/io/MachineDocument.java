package io.zmdev.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Damage;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.ChannelPath;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.rules.KernelBehaviour.Evidence;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Prints an observed machine, {@code zmdev.machine/1} (docs/formats.md). A value that could not be read is {@code {"unknown":
 * PATH, "reason": …}}, one that is not there is null.
 */
public final class MachineDocument {

    public static final String FORMAT = "zmdev.machine/1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MachineDocument() {}

    /** @param evidence how the behaviour of an emulated kernel is known; empty for a real one */
    public static String text(Machine machine, Optional<Evidence> evidence) {
        ObjectNode top = NODES.objectNode();
        top.put("format", FORMAT);
        top.put("name", machine.name());
        top.set("kernel", observed(machine.kernel(), kernel -> NODES.textNode(kernel.toString())));
        evidence.ifPresent(known -> top.put("kernelEvidence", known.text()));
        top.set("modules", array(machine.modules(), NODES::textNode));
        machine.ap().ifPresent(ap -> top.set("ap", ap(ap)));
        top.set("chpids", array(machine.css().paths(), MachineDocument::path));
        top.set("subchannels", array(machine.css().subchannels(), MachineDocument::subchannel));
        top.set("mediatedDevices", array(machine.mediatedDevices(), MachineDocument::device));
        top.set("guests", array(machine.guests(), MachineDocument::guest));
        machine.apConfig().ifPresent(there -> top.put("apConfig", there));
        if (!machine.damages().isEmpty()) {
            top.set("damaged", array(machine.damages(), MachineDocument::damage));
        }
        return JsonOutput.text(top);
    }

    private static ObjectNode ap(ApBus ap) {
        ObjectNode node = NODES.objectNode();
        node.put("maxAdapter", ap.maxAdapter());
        node.put("maxDomain", ap.maxDomain());
        node.set("adapters", observed(ap.configuredAdapters(), MachineDocument::ids));
        node.set("usageDomains", observed(ap.usageDomains(), MachineDocument::ids));
        node.set("controlDomains", observed(ap.controlDomains(), MachineDocument::ids));
        node.set("apmask", observed(ap.apmask(), mask -> NODES.textNode(mask.toHex())));
        node.set("aqmask", observed(ap.aqmask(), mask -> NODES.textNode(mask.toHex())));
        node.set("cards", array(ap.cards(), MachineDocument::card));
        node.set("queues", array(ap.queues(), MachineDocument::queue));
        return node;
    }

    private static ObjectNode card(Card card) {
        ObjectNode node = NODES.objectNode();
        node.put("id", card.id().value());
        node.set("type", observed(card.type(), type -> NODES.textNode(type.toString())));
        node.set("config", observed(card.configured(), NODES::booleanNode));
        node.set("chkstop", observed(card.checkstopped(), NODES::booleanNode));
        node.set("online", observed(card.online(), NODES::booleanNode));
        card.serialNumber().ifPresent(serial -> node.put("serialnr", serial));
        return node;
    }

    private static ObjectNode queue(Queue queue) {
        ObjectNode node = NODES.objectNode();
        node.put("apqn", queue.apqn().toString());
        node.set("driver", observed(queue.driver(), MachineDocument::text));
        queue.driverOverride().ifPresent(name -> node.put("driverOverride", name));
        node.set("online", observed(queue.online(), MachineDocument::flag));
        node.set("mkvps", observed(queue.masterKeys(), MachineDocument::text));
        queue.recordedKeys().ifPresent(keys -> node.put("recordedMkvps", keys));
        queue.secureBinding()
                .ifPresent(binding -> node.put("seBind", binding.seBind()).put("seAssociate", binding.seAssociate()));
        return node;
    }

    private static ObjectNode path(ChannelPath path) {
        ObjectNode node = NODES.objectNode();
        node.put("id", path.id().toString());
        node.set("online", observed(path.online(), NODES::booleanNode));
        return node;
    }

    private static ObjectNode subchannel(Subchannel subchannel) {
        ObjectNode node = NODES.objectNode();
        node.put("id", subchannel.id().toString());
        node.set("device", observed(subchannel.device(), number -> text(number.map(Object::toString))));
        node.set("driver", observed(subchannel.driver(), MachineDocument::text));
        subchannel.driverOverride().ifPresent(name -> node.put("driverOverride", name));
        node.set("chpids", array(subchannel.chpids(), id -> NODES.textNode(id.toString())));
        node.set("pimpampom", observed(subchannel.masks(), MachineDocument::masks));
        node.set("type", text(subchannel.deviceType()));
        node.set("online", observed(subchannel.online(), MachineDocument::flag));
        node.set("holders", observed(subchannel.holders(), holders -> array(holders, DeviceHolderDocument::tree)));
        return node;
    }

    private static JsonNode masks(PathMasks masks) {
        return NODES.textNode("%02x %02x %02x".formatted(masks.pim(), masks.pam(), masks.pom()));
    }

    private static ObjectNode device(MediatedDevice device) {
        ObjectNode node = NODES.objectNode();
        node.put("uuid", device.uuid().text());
        switch (device) {
            case MediatedDevice.Matrix matrix -> {
                node.put("type", "vfio_ap-passthrough");
                node.set("assigned", observed(matrix.assigned(), MachineDocument::matrix));
                node.set("guest", observed(matrix.guest(), MachineDocument::matrix));
            }
            case MediatedDevice.VirtualMatrix matrix -> {
                node.put("type", "vfio_ap-virtual");
                node.set("mapping", observed(matrix.mapping(), MachineDocument::mapping));
            }
            case MediatedDevice.Ccw ccw -> {
                node.put("type", "vfio_ccw-io");
                node.put("subchannel", ccw.subchannel().toString());
            }
            case MediatedDevice.Foreign foreign -> {
                node.putNull("type");
                node.put("parent", foreign.parent());
            }
        }
        return node;
    }

    private static ObjectNode matrix(ApMatrix matrix) {
        ObjectNode node = NODES.objectNode();
        node.set("adapters", ids(matrix.adapters()));
        node.set("domains", ids(matrix.domains()));
        node.set("controlDomains", ids(matrix.controlDomains()));
        return node;
    }

    private static ObjectNode mapping(VirtualMapping mapping) {
        ObjectNode node = NODES.objectNode();
        node.set("adapters", mapping(mapping.adapters()));
        node.set("domains", mapping(mapping.domains()));
        return node;
    }

    private static ObjectNode mapping(SortedMap<Integer, Mask256> mapping) {
        ObjectNode node = NODES.objectNode();
        mapping.forEach((virtual, real) -> node.set(virtual.toString(), ids(real)));
        return node;
    }

    private static ObjectNode guest(Guest guest) {
        ObjectNode node = NODES.objectNode();
        node.put("name", guest.name());
        node.put("running", guest.running());
        node.set("devices", array(guest.devices(), uuid -> NODES.textNode(uuid.text())));
        return node;
    }

    private static ObjectNode damage(Damage damage) {
        return NODES.objectNode()
                .put("object", damage.object())
                .put("path", damage.path())
                .put("reason", damage.reason());
    }

    private static ArrayNode ids(Mask256 mask) {
        ArrayNode array = NODES.arrayNode();
        mask.forEach(array::add);
        return array;
    }

    private static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(NODES::textNode).orElseGet(NODES::nullNode);
    }

    private static JsonNode flag(Optional<Boolean> flag) {
        return flag.<JsonNode>map(NODES::booleanNode).orElseGet(NODES::nullNode);
    }

    private static <T> ArrayNode array(Collection<T> values, Function<? super T, ? extends JsonNode> node) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(node.apply(value)));
        return array;
    }

    private static <T> JsonNode observed(Observed<T> observed, Function<? super T, ? extends JsonNode> node) {
        return switch (observed) {
            case Observed.Known<T>(T value) -> node.apply(value);
            case Observed.Unknown<T>(String path, String reason) ->
                NODES.objectNode().put("unknown", path).put("reason", reason);
        };
    }
}
