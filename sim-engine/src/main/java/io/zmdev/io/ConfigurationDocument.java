package io.zmdev.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.VirtualMapping;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes a desired configuration, {@code zmdev.config/1} (docs/formats.md). */
public final class ConfigurationDocument {

    public static final String FORMAT = "zmdev.config/1";

    private static final String PASSTHROUGH = "vfio_ap-passthrough";
    private static final String VIRTUAL = "vfio_ap-virtual";
    private static final String CCW = "vfio_ccw-io";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, State> STATES = states();

    private ConfigurationDocument() {}

    public static Document<Configuration> read(Path file) {
        return of(JsonInput.read(file));
    }

    /**
     * Reads a configuration from memory.
     *
     * @param source what messages call it
     */
    public static Document<Configuration> parse(String source, byte[] json) {
        return of(JsonInput.parse(source, json));
    }

    /** A document for a configuration that comes from nowhere. */
    public static Document<Configuration> create(Configuration configuration) {
        return new Document<>(configuration.name(), configuration, tree(configuration, NODES.objectNode()));
    }

    /** Whether a guest or a device can have the name: other tools take names that a configuration does not. */
    public static boolean takesName(String name) {
        return JsonValue.isName(name);
    }

    /** The text of a configuration that came from {@code base}: keys that base has and the model does not know stay. */
    public static String text(Document<Configuration> base, Configuration configuration) {
        return JsonOutput.text(tree(configuration, base.tree()));
    }

    /**
     * Writes a configuration that came from {@code base}; the file is replaced as a whole.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    public static void write(Path file, Document<Configuration> base, Configuration configuration) {
        JsonOutput.write(file, tree(configuration, base.tree()));
    }

    static Document<Configuration> of(JsonValue top) {
        top.requireFormat(FORMAT);
        Configuration configuration = new Configuration(
                top.required("name").name(),
                top.optional("masks", ConfigurationDocument::masks, MaskRequest.UNCHANGED),
                top.optional(
                        "mediatedDevices",
                        devices -> devices.distinct(ConfigurationDocument::device, DesiredDevice::uuid),
                        List.of()),
                top.optional(
                        "guests", guests -> guests.distinct(ConfigurationDocument::guest, Guest::name), List.of()));
        return new Document<>(top.source(), configuration, top.tree());
    }

    private static MaskRequest masks(JsonValue masks) {
        for (String[] pair : new String[][] {
            {"apmask", "freeAdapters"},
            {"apmask", "reserveAdapters"},
            {"aqmask", "freeDomains"},
            {"aqmask", "reserveDomains"}
        }) {
            if (masks.optional(pair[0]).isPresent() && masks.optional(pair[1]).isPresent()) {
                throw masks.error("give either the absolute '%s' or '%s', not both".formatted(pair[0], pair[1]));
            }
        }
        MaskRequest request = new MaskRequest(
                masks.optional("freeAdapters", JsonValue::ids, Mask256.NONE),
                masks.optional("freeDomains", JsonValue::ids, Mask256.NONE),
                masks.optional("reserveAdapters", JsonValue::ids, Mask256.NONE),
                masks.optional("reserveDomains", JsonValue::ids, Mask256.NONE),
                masks.optional("apmask").map(JsonValue::mask),
                masks.optional("aqmask").map(JsonValue::mask));
        if (request.freeAdapters().intersects(request.reserveAdapters())
                || request.freeDomains().intersects(request.reserveDomains())) {
            throw masks.error("an id is asked to be free and reserved at once");
        }
        return request;
    }

    private static DesiredDevice device(JsonValue device) {
        MdevUuid uuid = device.required("uuid").parsed(MdevUuid::new);
        String name = device.optional("name", JsonValue::name, uuid.text());
        boolean autostart = device.optional("autostart", JsonValue::bool, false);
        State state = device.optional("state", s -> s.oneOf(STATES), State.PRESENT);
        JsonValue type = device.required("type");
        return switch (type.text()) {
            case PASSTHROUGH -> new DesiredDevice.Matrix(uuid, name, autostart, state, matrix(device));
            case VIRTUAL ->
                new DesiredDevice.VirtualMatrix(
                        uuid,
                        name,
                        autostart,
                        state,
                        device.optional("policy", JsonValue::name, "round-robin"),
                        new VirtualMapping(mapping(device, "adapters"), mapping(device, "domains")));
            case CCW ->
                new DesiredDevice.Ccw(
                        uuid,
                        name,
                        autostart,
                        state,
                        device.required("subchannel").parsed(SubchannelId::parse),
                        device.optional("guestDevno").map(devno -> devno.parsed(DeviceNumber::parse)));
            default ->
                throw type.error("'%s' is not one of %s, %s, %s".formatted(type.text(), PASSTHROUGH, CCW, VIRTUAL));
        };
    }

    private static ApMatrix matrix(JsonValue device) {
        return new ApMatrix(
                device.optional("adapters", JsonValue::ids, Mask256.NONE),
                device.optional("domains", JsonValue::ids, Mask256.NONE),
                device.optional("controlDomains", JsonValue::ids, Mask256.NONE));
    }

    /** Virtual ids to the real ids behind them. */
    static SortedMap<Integer, Mask256> mapping(JsonValue device, String key) {
        SortedMap<Integer, Mask256> mapping = new TreeMap<>();
        device.required(key).members().forEach(member -> {
            member.getValue().requireNoOctal(member.getKey());
            if (!member.getKey().matches("[0-9]{1,3}") || Integer.parseInt(member.getKey()) > 255) {
                throw member.getValue().error("the virtual id '" + member.getKey() + "' is not in 0..255");
            }
            if (mapping.put(Integer.valueOf(member.getKey()), member.getValue().ids()) != null) {
                throw member.getValue().error("the virtual id stands here already");
            }
        });
        return mapping;
    }

    private static Guest guest(JsonValue guest) {
        return new Guest(
                guest.required("name").name(),
                false,
                guest.optional(
                        "devices",
                        devices -> devices.distinct(uuid -> uuid.parsed(MdevUuid::new), uuid -> uuid),
                        List.of()));
    }

    static ObjectNode tree(Configuration configuration, ObjectNode base) {
        ObjectNode top = base.deepCopy();
        top.put("format", FORMAT);
        top.put("name", configuration.name());
        putMasks(top, configuration.masks());
        ArrayNode devices = NODES.arrayNode();
        for (DesiredDevice device : configuration.mediatedDevices()) {
            devices.add(device(device, member(base, "mediatedDevices", "uuid", device.uuid(), MdevUuid::new)));
        }
        putUnlessBothEmpty(top, "mediatedDevices", devices);
        ArrayNode guests = NODES.arrayNode();
        for (Guest guest : configuration.guests()) {
            ObjectNode node = member(base, "guests", "name", guest.name(), Function.identity());
            node.put("name", guest.name());
            ArrayNode uuids = NODES.arrayNode();
            guest.devices().forEach(uuid -> uuids.add(uuid.text()));
            putUnlessBothEmpty(node, "devices", uuids);
            guests.add(node);
        }
        putUnlessBothEmpty(top, "guests", guests);
        return top;
    }

    private static void putMasks(ObjectNode top, MaskRequest masks) {
        ObjectNode node = top.get("masks") instanceof ObjectNode known ? known : NODES.objectNode();
        putIds(node, "freeAdapters", masks.freeAdapters());
        putIds(node, "freeDomains", masks.freeDomains());
        putIds(node, "reserveAdapters", masks.reserveAdapters());
        putIds(node, "reserveDomains", masks.reserveDomains());
        masks.apmask().ifPresentOrElse(mask -> node.put("apmask", mask.toHex()), () -> node.remove("apmask"));
        masks.aqmask().ifPresentOrElse(mask -> node.put("aqmask", mask.toHex()), () -> node.remove("aqmask"));
        if (!node.isEmpty()) {
            top.set("masks", node);
        }
    }

    private static ObjectNode device(DesiredDevice device, ObjectNode node) {
        node.put("uuid", device.uuid().text());
        if (node.has("name") || !device.name().equals(device.uuid().text())) {
            node.put("name", device.name());
        }
        node.put(
                "type",
                switch (device) {
                    case DesiredDevice.Matrix matrix -> PASSTHROUGH;
                    case DesiredDevice.VirtualMatrix virtual -> VIRTUAL;
                    case DesiredDevice.Ccw ccw -> CCW;
                });
        if (node.has("autostart") || device.autostart()) {
            node.put("autostart", device.autostart());
        }
        if (node.has("state") || device.state() != State.PRESENT) {
            node.put("state", device.state() == State.PRESENT ? "present" : "absent");
        }
        switch (device) {
            case DesiredDevice.Matrix matrix -> {
                putIds(node, "adapters", matrix.matrix().adapters());
                putIds(node, "domains", matrix.matrix().domains());
                putIds(node, "controlDomains", matrix.matrix().controlDomains());
            }
            case DesiredDevice.VirtualMatrix virtual -> {
                node.put("policy", virtual.policy());
                putMapping(node, "adapters", virtual.mapping().adapters());
                putMapping(node, "domains", virtual.mapping().domains());
            }
            case DesiredDevice.Ccw ccw -> {
                node.put("subchannel", ccw.subchannel().toString());
                ccw.guestDevno()
                        .ifPresentOrElse(
                                devno -> node.put("guestDevno", devno.toString()), () -> node.remove("guestDevno"));
            }
        }
        return node;
    }

    private static void putMapping(ObjectNode node, String key, SortedMap<Integer, Mask256> mapping) {
        ObjectNode members = node.get(key) instanceof ObjectNode known ? known : NODES.objectNode();
        members.retain(mapping.keySet().stream().map(Object::toString).toList());
        mapping.forEach((virtual, real) -> putIds(members, virtual.toString(), real));
        node.set(key, members);
    }

    /** The ids, in the base's own spelling where it holds the same set. */
    private static void putIds(ObjectNode node, String key, Mask256 ids) {
        JsonNode known = node.get(key);
        if (known instanceof ArrayNode && new JsonValue("", known).ids().equals(ids)) {
            return;
        }
        putUnlessBothEmpty(node, key, ids(ids));
    }

    private static ArrayNode ids(Mask256 ids) {
        ArrayNode array = NODES.arrayNode();
        ids.forEach(array::add);
        return array;
    }

    private static void putUnlessBothEmpty(ObjectNode node, String key, ArrayNode array) {
        if (node.has(key) || !array.isEmpty()) {
            node.set(key, array);
        }
    }

    /** A copy of the element of base's list whose key reads as the value, or an empty object. */
    private static <T> ObjectNode member(
            ObjectNode base, String list, String key, T value, Function<String, T> parser) {
        for (JsonNode element : base.path(list)) {
            if (parser.apply(element.path(key).asText()).equals(value)) {
                return element.deepCopy();
            }
        }
        return NODES.objectNode();
    }

    private static Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        states.put("present", State.PRESENT);
        states.put("absent", State.ABSENT);
        return states;
    }
}
