package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.flow.Attachment;
import io.zmdev.sim.flow.ChannelBehaviour;
import io.zmdev.sim.flow.Client;
import io.zmdev.sim.flow.GuestMemory;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Request.Instruction;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Schedule;
import io.zmdev.sim.flow.Store;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.vfioccw.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a channel-I/O scenario, {@code zmdev.scenario/1} of kind {@code channel-io} (docs/formats.md). */
public final class ScenarioDocument {

    public static final String FORMAT = "zmdev.scenario/1";
    public static final String KIND = "channel-io";

    private static final String ASSETS = "/io/zmdev/assets/scenarios/";
    private static final String INDEX = "index.txt";
    private static final long MAX_UINT = 0xffff_ffffL;
    private static final int DEFAULT_MEMORY = 0x100000;
    private static final int MAX_REQUESTS = 1_000_000;
    private static final int MAX_TIMEOUT_MS = 3_600_000;

    /** The flags of a CCW by their names in the Principles of Operation. */
    static final Map<String, Integer> CCW_FLAGS = ordered(List.of(
            Map.entry("CD", Ccw.CHAIN_DATA),
            Map.entry("CC", Ccw.CHAIN_COMMAND),
            Map.entry("SLI", Ccw.SUPPRESS_LENGTH),
            Map.entry("SKIP", Ccw.SKIP),
            Map.entry("PCI", Ccw.PCI),
            Map.entry("IDA", Ccw.IDA),
            Map.entry("S", Ccw.SUSPEND),
            Map.entry("MIDA", Ccw.MIDA)));

    /** The one-bit fields of an ORB by Linux's names. */
    static final Map<String, Integer> ORB_BITS = ordered(List.of(
            Map.entry("spnd", Orb.SUSPEND),
            Map.entry("str", Orb.STREAMING),
            Map.entry("mod", Orb.MODIFICATION),
            Map.entry("sync", Orb.SYNCHRONIZATION),
            Map.entry("pfch", Orb.PREFETCH),
            Map.entry("isic", Orb.INITIAL_STATUS),
            Map.entry("alcc", Orb.ADDRESS_LIMIT),
            Map.entry("ssic", Orb.SUPPRESS_SUSPENDED),
            Map.entry("tm", Orb.TRANSPORT_MODE),
            Map.entry("c64", Orb.FORMAT_2_IDAW),
            Map.entry("i2k", Orb.IDAW_2K),
            Map.entry("ils", Orb.SUPPRESS_LENGTH),
            Map.entry("midaw", Orb.MIDAW),
            Map.entry("orbx", Orb.EXTENSION)));

    private static final Map<String, Schedule> SCHEDULES = ordered(List.of(
            Map.entry("as-timed", new Schedule.AsTimed()),
            Map.entry("all", new Schedule.All()),
            Map.entry("interrupt-before-return", new Schedule.Ordered(List.of("K5.1", "K4"))),
            Map.entry("interrupt-after-cc", new Schedule.Ordered(List.of("Q5", "K5.1"))),
            Map.entry("result-before-cc", new Schedule.Ordered(List.of("Q7", "Q5")))));

    private static final Map<String, Function<JsonValue, Request>> REQUESTS = ordered(List.of(
            Map.entry("ssch", ScenarioDocument::ssch),
            Map.entry("tsch", r -> new Instruction(on(r), Instruction.Kind.TSCH)),
            Map.entry("wait", ScenarioDocument::await),
            Map.entry("hsch", r -> new Instruction(on(r), Instruction.Kind.HSCH)),
            Map.entry("csch", r -> new Instruction(on(r), Instruction.Kind.CSCH)),
            Map.entry("xsch", r -> new Instruction(on(r), Instruction.Kind.XSCH)),
            Map.entry("rsch", r -> new Instruction(on(r), Instruction.Kind.RSCH)),
            Map.entry("stsch", r -> new Instruction(on(r), Instruction.Kind.STSCH)),
            Map.entry("msch", ScenarioDocument::msch),
            Map.entry("store", ScenarioDocument::store),
            Map.entry("reset", r -> new Request.Reset(on(r))),
            Map.entry("path", ScenarioDocument::path),
            Map.entry("attention", r -> new Request.Attention(on(r))),
            Map.entry("write-region", ScenarioDocument::writeRegion),
            Map.entry("read-region", ScenarioDocument::readRegion)));

    private static final Pattern STORE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\\.store");

    private ScenarioDocument() {}

    public static Scenario read(Path file) {
        return scenario(JsonInput.read(file), (store, model) -> store(store, model, file));
    }

    /**
     * Reads a scenario from memory.
     *
     * @param source what messages call it
     */
    public static Scenario parse(String source, byte[] json) {
        return scenario(JsonInput.parse(source, json), (store, model) -> {
            throw store.error("only a scenario in a file can have a store, which lies beside it");
        });
    }

    /**
     * A scenario that comes with the program.
     *
     * @param name without folder and extension, such as {@code sense-id}
     * @throws ZmdevException FILE_UNUSABLE when there is none of this name
     */
    public static Scenario builtIn(String name) {
        String file = name + ".json";
        try (InputStream in = ScenarioDocument.class.getResourceAsStream(ASSETS + file)) {
            if (in == null) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        "there is no built-in scenario '%s'; there are %s"
                                .formatted(name, String.join(", ", builtInNames())));
            }
            return parse(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the scenarios that come with the program, in alphabetical order. */
    public static List<String> builtInNames() {
        try (InputStream in = ScenarioDocument.class.getResourceAsStream(ASSETS + INDEX)) {
            if (in == null) {
                throw new IllegalStateException("the list of scenarios is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario scenario(JsonValue top, Stores stores) {
        top.requireFormat(FORMAT);
        JsonValue kind = top.required("kind");
        if (!kind.text().equals(KIND)) {
            throw kind.error(
                    "this is a scenario of kind '%s', one of kind '%s' is needed".formatted(kind.text(), KIND));
        }
        GuestMemory memory =
                top.optional("memory", ScenarioDocument::memory, new GuestMemory(DEFAULT_MEMORY, List.of(), List.of()));
        List<Attachment> devices = devices(top, stores);
        List<Request> requests = requests(top.required("requests"), devices, memory);
        return new Scenario(
                top.required("name").name(),
                top.optional("note", JsonValue::text, ""),
                top.optional("kernel", k -> k.parsed(KernelVersion::parse), new KernelVersion(6, 12)),
                top.optional(
                        "transport", t -> t.oneOf(byId(Transport.values(), Transport::id)), Transport.REGION_EVENTFD),
                top.optional(
                        "channel",
                        c -> c.oneOf(byId(ChannelBehaviour.values(), ChannelBehaviour::id)),
                        ChannelBehaviour.ARCHITECTED),
                top.optional("client", c -> c.oneOf(byId(Client.values(), Client::id)), Client.VFIO),
                devices,
                memory,
                top.optional("program", p -> p.array(s -> segment(s, memory)), List.of()),
                requests,
                top.optional(
                        "faults",
                        f -> f.array(fault -> FaultReader.read(fault, memory.size(), requests.size())),
                        List.of()),
                top.optional("schedule", ScenarioDocument::schedule, new Schedule.AsTimed()),
                top.optional("costs", ScenarioDocument::costs, Map.of()));
    }

    private static List<Attachment> devices(JsonValue top, Stores stores) {
        Optional<JsonValue> devices = top.optional("devices");
        if (devices.isEmpty()) {
            return List.of(device(top.required("device"), "device", stores));
        }
        List<Attachment> list =
                devices.get().distinct(d -> device(d, d.required("id").name(), stores), Attachment::id);
        if (list.isEmpty()) {
            throw devices.get().error("at least one device is needed");
        }
        List<String> names =
                list.stream().flatMap(d -> d.store().stream()).map(Store::name).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw devices.get().error("two devices have the same store");
        }
        return list;
    }

    private static Attachment device(JsonValue device, String id, Stores stores) {
        DeviceModel model = device.required("model").oneOf(byId(DeviceModel.values(), DeviceModel::id));
        return new Attachment(
                id,
                device.optional(
                        "attach",
                        a -> a.oneOf(byId(Attachment.Way.values(), Attachment.Way::id)),
                        Attachment.Way.VFIO_CCW),
                model,
                device.optional("devno", d -> d.integer(0, 0xffff), 0),
                device.optional("enabled", JsonValue::bool, true),
                device.optional("store").map(store -> stores.open(store, model)));
    }

    /** Opens what {@code store} names. */
    private interface Stores {
        Store open(JsonValue store, DeviceModel model);
    }

    /** A scenario may come from anywhere: it reaches files of its own folder only. */
    private static Store store(JsonValue store, DeviceModel model, Path scenario) {
        String name = store.text();
        if (!STORE_NAME.matcher(name).matches()) {
            throw store.error(
                    "a plain file name is needed, such as \"disk.store\": the store lies beside the scenario");
        }
        return new Store(name, StoreFile.read(scenario.resolveSibling(name), model));
    }

    private static GuestMemory memory(JsonValue memory) {
        JsonValue sizeValue = memory.required("size");
        long size = pages(sizeValue, 1, GuestMemory.MAX_SIZE);
        return new GuestMemory(
                size,
                memory.optional("unmapped", u -> u.array(hole -> hole(hole, size)), List.of()),
                memory.optional("data", d -> d.array(data -> data(data, size)), List.of()));
    }

    private static long pages(JsonValue value, long min, long max) {
        long bytes = value.integer(min, max);
        if (bytes % GuestMemory.PAGE != 0) {
            throw value.error("a multiple of 0x1000 is needed");
        }
        return bytes;
    }

    private static GuestMemory.Hole hole(JsonValue hole, long size) {
        long at = pages(hole.required("at"), 0, size);
        return new GuestMemory.Hole(at, pages(hole.required("size"), 1, size - at));
    }

    private static GuestMemory.Data data(JsonValue data, long size) {
        long at = data.required("at").integer(0, size);
        JsonValue hex = data.required("hex");
        byte[] bytes = hex.bytes();
        if (at + bytes.length > size) {
            throw hex.error("%d bytes at 0x%x go past the end of memory".formatted(bytes.length, at));
        }
        return new GuestMemory.Data(at, bytes);
    }

    private static Scenario.Segment segment(JsonValue segment, GuestMemory memory) {
        JsonValue atValue = segment.required("at");
        long at = atValue.integer(0, memory.size());
        List<Long> ccws = segment.required("ccws").array(ScenarioDocument::ccw);
        if (at + (long) ccws.size() * Ccw.SIZE > memory.size()) {
            throw atValue.error("%d CCWs at 0x%x go past the end of memory".formatted(ccws.size(), at));
        }
        return new Scenario.Segment(at, ccws);
    }

    static long ccw(JsonValue ccw) {
        Optional<JsonValue> hex = ccw.optional("hex");
        if (hex.isPresent()) {
            return ByteBuffer.wrap(exactly(hex.get(), Ccw.SIZE)).getLong();
        }
        int flags = ccw.optional("flags", ScenarioDocument::flags, 0);
        return Ccw.of(
                ccw.required("cmd").integer(0, 0xff),
                flags,
                ccw.optional("count", c -> c.integer(0, 0xffff), 0),
                ccw.optional("address", a -> a.integer(0L, MAX_UINT), 0L));
    }

    private static int flags(JsonValue flags) {
        return flags.distinct(flag -> flag.oneOf(CCW_FLAGS), flag -> flag).stream()
                .reduce(0, (a, b) -> a | b);
    }

    private static byte[] exactly(JsonValue hex, int length) {
        byte[] bytes = hex.bytes();
        if (bytes.length != length) {
            throw hex.error("%d bytes are needed, here are %d".formatted(length, bytes.length));
        }
        return bytes;
    }

    private static List<Request> requests(JsonValue requests, List<Attachment> devices, GuestMemory memory) {
        if (requests.array().size() > MAX_REQUESTS) {
            throw requests.error("at most %d requests are made".formatted(MAX_REQUESTS));
        }
        return requests.array(request -> {
            Request read = request.required("do").oneOf(REQUESTS).apply(request);
            if (read instanceof Request.Store(long at, byte[] bytes) && at + bytes.length > memory.size()) {
                throw request.required("hex")
                        .error("%d bytes at 0x%x go past the end of memory".formatted(bytes.length, at));
            }
            if (!read.on().isEmpty() && devices.stream().noneMatch(d -> d.id().equals(read.on()))) {
                throw request.required("on").error("there is no device '%s' in the scenario".formatted(read.on()));
            }
            return read;
        });
    }

    private static String on(JsonValue request) {
        return request.optional("on", JsonValue::name, "");
    }

    private static Request ssch(JsonValue request) {
        return new Request.Ssch(
                on(request),
                orb(request.required("orb")),
                request.optional("fctl", f -> f.integer(0, 7), Request.Ssch.START),
                request.optional("retCode", r -> (int) r.integer(Integer.MIN_VALUE, MAX_UINT), 0),
                request.optional("length", l -> l.integer(0, Region.IO.size()), Region.IO.size()));
    }

    static byte[] orb(JsonValue orb) {
        Optional<JsonValue> hex = orb.optional("hex");
        if (hex.isPresent()) {
            return exactly(hex.get(), Orb.SIZE);
        }
        int control = orb.optional("key", k -> k.integer(0, 15), 0) << 28
                | orb.optional("lpm", l -> l.integer(0, 0xff), 0x80) << Orb.LPM_SHIFT
                | orb.optional("fmt", f -> f.integer(0, 1), 1) * Orb.FORMAT_1;
        for (Map.Entry<String, Integer> bit : ORB_BITS.entrySet()) {
            control |= orb.optional(bit.getKey(), JsonValue::bool, false) ? bit.getValue() : 0;
        }
        return ByteBuffer.allocate(Orb.SIZE)
                .putInt((int) orb.optional("intparm", i -> i.integer(0L, MAX_UINT), 0L)
                        .longValue())
                .putInt(control)
                .putInt((int) orb.required("cpa").integer(0L, MAX_UINT))
                .array();
    }

    private static Request await(JsonValue request) {
        return new Request.Wait(
                on(request),
                request.optional("timeoutMs", t -> t.integer(0L, MAX_TIMEOUT_MS), Request.Wait.DEFAULT_TIMEOUT_MS));
    }

    private static Request msch(JsonValue request) {
        JsonValue pmcw = request.required("pmcw");
        return new Request.Msch(
                on(request),
                pmcw.optional("intparm").map(i -> (int) i.integer(0L, MAX_UINT)),
                pmcw.optional("enabled").map(JsonValue::bool),
                pmcw.optional("isc").map(i -> i.integer(0, 7)),
                pmcw.optional("lpm").map(l -> l.integer(0, 0xff)),
                pmcw.optional("concurrentSense").map(JsonValue::bool));
    }

    private static Request path(JsonValue request) {
        Map<String, Request.Path.Change> changes = ordered(List.of(
                Map.entry("vary-off", Request.Path.Change.VARY_OFF),
                Map.entry("vary-on", Request.Path.Change.VARY_ON),
                Map.entry("configure-off", Request.Path.Change.CONFIGURE_OFF),
                Map.entry("configure-on", Request.Path.Change.CONFIGURE_ON)));
        return new Request.Path(
                on(request),
                request.required("change").oneOf(changes),
                request.optional("chpid", c -> c.integer(0, 0xff), 0x40),
                request.optional("mask", m -> m.integer(1, 0xff), 0x80));
    }

    private static Request store(JsonValue request) {
        return new Request.Store(
                request.required("at").integer(0L, MAX_UINT),
                request.required("hex").bytes());
    }

    private static Request writeRegion(JsonValue request) {
        return new Request.WriteRegion(
                on(request),
                region(request),
                request.optional("offset", o -> o.integer(0L, MAX_UINT), 0L),
                request.required("hex").bytes());
    }

    private static Request readRegion(JsonValue request) {
        return new Request.ReadRegion(
                on(request),
                region(request),
                request.optional("offset", o -> o.integer(0L, MAX_UINT), 0L),
                request.required("length").integer(0, 4096));
    }

    private static Region region(JsonValue request) {
        return request.required("region").oneOf(byId(Region.values(), Region::id));
    }

    private static Schedule schedule(JsonValue schedule) {
        return schedule.node().isArray()
                ? new Schedule.Ordered(schedule.array(JsonValue::name))
                : schedule.oneOf(SCHEDULES);
    }

    private static Map<String, Long> costs(JsonValue costs) {
        Map<String, Long> values = new LinkedHashMap<>();
        costs.members()
                .forEach(cost -> values.put(cost.getKey(), cost.getValue().integer(0L, Integer.MAX_VALUE)));
        return values;
    }

    private static <T> Map<String, T> byId(T[] values, Function<T, String> id) {
        Map<String, T> map = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> map.put(id.apply(value), value));
        return map;
    }

    private static <T> Map<String, T> ordered(List<Map.Entry<String, T>> entries) {
        Map<String, T> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
