package io.zmdev.io;

import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.Operation;
import io.zmdev.sim.mmio.Operation.Access.Through;
import io.zmdev.sim.mmio.Operation.Register.Listener;
import io.zmdev.sim.mmio.Operation.SetIrq;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.region.PciRegion;
import io.zmdev.sim.mmio.region.RegionInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the {@code operations} of a scenario of accesses to regions: a line of the table for each. */
final class MmioOperationReader {

    private static final int MAX_OPERATIONS = 10_000;
    private static final int MAX_COPY = 4096;
    private static final int MAX_PAGES = 256;
    private static final long MAX_RANGE = 1L << 30;
    /** Of all mappings of guest memory for DMA together, made and undone: each page is noted. */
    private static final long MAX_DMA = 1L << 30;

    private static final Map<String, TrapPath> PATHS = JsonValue.byId(TrapPath.values(), TrapPath::id);
    private static final Map<String, Function<JsonValue, Operation>> OPERATIONS = operations();

    private MmioOperationReader() {}

    /** @param devices those that operations may name */
    static List<Operation> read(JsonValue operations, List<DeviceSpec> devices) {
        if (operations.array().size() > MAX_OPERATIONS) {
            throw operations.error("at most %d operations are made".formatted(MAX_OPERATIONS));
        }
        List<Operation> read = operations.array(operation -> operation(operation, devices));
        if (read.stream().mapToLong(MmioOperationReader::dma).sum() > MAX_DMA) {
            throw operations.error(
                    "at most 0x%x bytes of guest memory are mapped and unmapped for DMA, all operations together"
                            .formatted(MAX_DMA));
        }
        return read;
    }

    private static long dma(Operation operation) {
        return switch (operation) {
            case Operation.MapDma(long iova, long size) -> size;
            case Operation.UnmapDma(long iova, long size) -> size;
            default -> 0;
        };
    }

    private static Operation operation(JsonValue operation, List<DeviceSpec> devices) {
        operation
                .optional("on")
                .filter(on -> devices.stream().noneMatch(device -> device.id().equals(on.name())))
                .ifPresent(on -> {
                    throw on.error("there is no device '%s' in the scenario".formatted(on.name()));
                });
        Operation read = operation.required("do").oneOf(OPERATIONS).apply(operation);
        if (read instanceof Operation.Access access) {
            check(operation, access, devices);
        }
        return read;
    }

    private static void check(JsonValue operation, Operation.Access access, List<DeviceSpec> devices) {
        if (access.region().isEmpty()) {
            return;
        }
        int index = access.region().getAsInt();
        DeviceSpec device = devices.stream()
                .filter(candidate -> candidate.id().equals(access.on()))
                .findFirst()
                .orElseThrow();
        RegionInfo region = device.regions()
                .byIndex(index)
                .orElseThrow(() ->
                        operation.required("region").error("'%s' has no region %d".formatted(device.id(), index)));
        if (access.through() != Through.FILE && !region.shape().contains(access.offset(), access.length())) {
            throw operation.error("%d byte(s) at 0x%x are not inside %s of 0x%x bytes"
                    .formatted(access.length(), access.offset(), region.name(), region.size()));
        }
        boolean ports = device.bars().stream().anyMatch(bar -> bar.index() == index && bar.kind() == Bar.Kind.IO)
                || index == PciRegion.CONFIG.index();
        if (access.through() == Through.GUEST
                && ports
                && access.length() != 1
                && access.length() != 2
                && access.length() != 4) {
            throw operation.error("the guest's access to ports or configuration space has 1, 2 or 4 bytes");
        }
    }

    private static Map<String, Function<JsonValue, Operation>> operations() {
        Map<String, Function<JsonValue, Operation>> operations = new LinkedHashMap<>();
        operations.put(
                "region-info", o -> new Operation.AskRegion(on(o), MmioRegionReader.index(o.required("region"))));
        operations.put("program-bars", MmioOperationReader::programBars);
        operations.put("mmap", MmioOperationReader::map);
        operations.put("register", MmioOperationReader::register);
        operations.put("read", o -> access(o, new byte[0]));
        operations.put("write", o -> access(o, data(o)));
        operations.put("close", o -> new Operation.Close(on(o)));
        operations.put("main-loop", o -> new Operation.MainLoop());
        operations.put("dma-map", o -> new Operation.MapDma(address(o, "iova"), range(o, "size")));
        operations.put("dma-unmap", o -> new Operation.UnmapDma(address(o, "iova"), range(o, "size")));
        operations.put("pin", o -> new Operation.Pin(on(o), address(o, "iova"), pageCount(o)));
        operations.put("unpin", o -> new Operation.Unpin(on(o), address(o, "iova"), pageCount(o)));
        operations.put("dma-rw", MmioOperationReader::copyDma);
        operations.put("set-irq", MmioOperationReader::setIrq);
        operations.put("interrupt", o -> new Operation.Raise(on(o)));
        operations.put("lower", o -> new Operation.Lower(on(o)));
        operations.put("eoi", o -> new Operation.EndOfInterrupt(on(o)));
        return operations;
    }

    private static String on(JsonValue operation) {
        return operation.required("on").name();
    }

    private static long address(JsonValue operation, String key) {
        return operation.required(key).integer(0, MmioRegionReader.MAX_ADDRESS);
    }

    private static long range(JsonValue operation, String key) {
        return operation.required(key).integer(0, MAX_RANGE);
    }

    private static int pageCount(JsonValue operation) {
        return operation.optional("pages", pages -> pages.integer(1, MAX_PAGES), 1);
    }

    private static Operation programBars(JsonValue operation) {
        return new Operation.ProgramBars(
                on(operation),
                operation.optional("memory", memory -> memory.integer(0, MmioRegionReader.MAX_ADDRESS), 0xc000_0000L),
                operation.optional("io", io -> io.integer(0, 0xffff), 0x1000));
    }

    private static Operation map(JsonValue operation) {
        return new Operation.Map(
                on(operation),
                MmioRegionReader.index(operation.required("region")),
                operation.optional("offset", offset -> offset.integer(0, MmioRegionReader.MAX_SIZE), 0L),
                operation.optional("length", length -> length.integer(0, MAX_RANGE), 0L));
    }

    private static Operation register(JsonValue operation) {
        Map<String, TrapPath> paths = new LinkedHashMap<>(PATHS);
        paths.remove(TrapPath.USER_SPACE.id());
        paths.remove(TrapPath.DIRECT.id());
        return new Operation.Register(
                on(operation),
                operation.required("path").oneOf(paths),
                MmioRegionReader.index(operation.required("region")),
                operation.optional("offset", offset -> offset.integer(0, MmioRegionReader.MAX_SIZE), 0L),
                operation.required("length").integer(0, MmioRegionReader.MAX_SIZE),
                operation
                        .optional("datamatch")
                        .map(MmioOperationReader::unsigned)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                operation.optional(
                        "listener", l -> l.oneOf(JsonValue.byId(Listener.values(), Listener::id)), Listener.QEMU));
    }

    /** A number of up to 64 bits, unsigned or signed. */
    private static long unsigned(JsonValue value) {
        return value.node().isTextual() && value.text().matches("0[xX][0-9a-fA-F]{16}")
                ? Long.parseUnsignedLong(value.text().substring(2), 16)
                : value.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static byte[] data(JsonValue operation) {
        Optional<JsonValue> hex = operation.optional("hex");
        if (hex.isPresent()) {
            byte[] bytes = hex.get().bytes();
            if (bytes.length == 0 || bytes.length > MAX_COPY) {
                throw hex.get().error("1 to %d bytes are needed".formatted(MAX_COPY));
            }
            return bytes;
        }
        long value = unsigned(operation.required("value"));
        byte[] bytes = new byte[operation.optional("length", length -> length.integer(1, Long.BYTES), Integer.BYTES)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    private static Operation access(JsonValue operation, byte[] data) {
        Through through = operation.optional(
                "through", t -> t.oneOf(JsonValue.byId(Through.values(), Through::id)), Through.GUEST);
        int most = through == Through.GUEST ? Operation.Access.MAX_LENGTH : MAX_COPY;
        int length =
                data.length > 0 ? data.length : operation.optional("length", l -> l.integer(1, most), Integer.BYTES);
        if (length > most) {
            throw operation.error("an instruction of the guest moves at most %d bytes".formatted(most));
        }
        Optional<JsonValue> address = operation.optional("address");
        if (address.isPresent()) {
            if (through == Through.MAPPING) {
                throw address.get().error("a mapping is found by its region and offset");
            }
            return new Operation.Access(
                    through == Through.FILE ? on(operation) : operation.optional("on", JsonValue::name, ""),
                    through,
                    OptionalInt.empty(),
                    address.get().integer(0, through == Through.FILE ? Long.MAX_VALUE : MmioRegionReader.MAX_ADDRESS),
                    length,
                    data);
        }
        return new Operation.Access(
                on(operation),
                through,
                OptionalInt.of(MmioRegionReader.index(operation.required("region"))),
                operation.optional("offset", offset -> offset.integer(0, MmioRegionReader.MAX_SIZE), 0L),
                length,
                data);
    }

    private static Operation copyDma(JsonValue operation) {
        byte[] data = operation.optional("hex", JsonValue::bytes, new byte[0]);
        if (data.length > MAX_COPY) {
            throw operation.required("hex").error("at most %d bytes are copied".formatted(MAX_COPY));
        }
        return new Operation.CopyDma(
                on(operation),
                address(operation, "iova"),
                data.length > 0 ? data.length : operation.required("length").integer(1, MAX_COPY),
                data);
    }

    private static Operation setIrq(JsonValue operation) {
        return new Operation.SetIrq(
                on(operation),
                operation.required("irq").oneOf(JsonValue.byId(SetIrq.Irq.values(), SetIrq.Irq::id)),
                operation.required("delivery").oneOf(JsonValue.byId(SetIrq.Delivery.values(), SetIrq.Delivery::id)));
    }
}
