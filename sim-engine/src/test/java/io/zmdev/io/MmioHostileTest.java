package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.bytes;
import static io.zmdev.io.DocumentFiles.edited;
import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.testing.LongFuzz;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario files that are wrong say where; random ones run to an end and can be taken back step by step. */
class MmioHostileTest {

    private static final String[] REGIONS = {"\"bar0\"", "\"bar2\"", "\"rom\"", "\"config\"", "9", "\"bar1\"", "77"};
    private static final String[] LENGTHS = {"0", "1", "2", "3", "4", "8", "12", "64", "65", "4096", "\"0x1000\""};
    private static final String[] OFFSETS = {
        "0", "1", "4", "16", "\"0xffc\"", "\"0x1000\"", "\"0x1ffe\"", "\"0x3fff\"", "\"0xffffffffff\"", "\"0x10\""
    };
    private static final String[] PATHS = {"back-door", "fd-offset", "ioeventfd", "coalesced", "direct"};

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "kind": "mmio"                   | "kind": "channel-io"             | at /kind: 'channel-io' is not 'mmio'
            "size": "0x4000"                 | "size": "0x3000"                 | at /devices/0/regions/0/size: a BAR for memory64 has a power of two
            "size": "0x4000"                 | "size": -1                       | at /devices/0/regions/0/size: -1 is not in
            "index": 2                       | "index": "bar0"                  | at /devices/0/regions/1: 0 stands in this list already
            "index": 2                       | "index": "bar1"                  | the 64-bit BAR0
            "index": 2                       | "index": "bar9"                  | at /devices/0/regions/1/index: an index, or one of bar0
            "space": "io"                    | "space": "io", "flags": ["mmap"] | I/O ports can't be mapped
            "offset": "0x8000"               | "offset": "0x8001"               | at /devices/0/regions/0/slice/offset: a multiple of 0x1000
            "offset": "0x8000"               | "offset": "0x100001000"          | is not in 0..1048576
            "exit": 1500                     | "exits": 1500                    | at /costs/exits: 'exits' is not one of exit, decode
            "do": "main-loop"                | "do": "mainloop"                 | 'mainloop' is not one of region-info
            "do": "main-loop"                | "do": "close", "on": "gpu"       | there is no device 'gpu' in the scenario
            "path": "ioeventfd"              | "path": "direct"                 | 'direct' is not one of back-door
            "value": 7, "length": 4          | "value": 7, "length": 9          | 9 is not in 1..8
            "offset": 16, "value": 7         | "offset": "0x3fff", "value": 7   | 4 byte(s) at 0x3fff are not inside bar0 of 0x4000 bytes
            "offset": 16, "value": 7         | "offset": "0x4000000000000000", "value": 7 | is not in 0..
            "hex": "0011"                    | "hex": "001"                     | an even number of hexadecimal digits
            "address": "0xc0000010"          | "through": "mapping", "address": "0xc0000010" | a mapping is found by its region
            "arrivals": "bursts"             | "arrivals": "never"              | at /load/arrivals: 'never' is not one of
            "rates": [1000, 100000]          | "rates": [0]                     | at /load/rates/0: 0 is not in
            "memory": "0x10000"              | "memory": "0x40000000000"        | at /memory:
            """)
    void whatIsWrongIsNamedWithItsPlace(String from, String to, String message) {
        byte[] json = bytes(edited(text("full.mmio-scenario.json"), from, to));

        assertThatThrownBy(() -> MmioScenarioDocument.parse("x.json", json))
                .isInstanceOfSatisfying(
                        ZmdevException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNUSABLE))
                .hasMessageStartingWith("x.json: at /")
                .hasMessageContaining(message);
    }

    @Test
    void aLoadThatWouldNotEndIsRefused() {
        String many = "\"rates\": [" + "1000, ".repeat(99_999) + "1000]";
        String json = edited(text("full.mmio-scenario.json"), "\"rates\": [1000, 100000]", many)
                .replace("\"accesses\": 100", "\"accesses\": 1000");

        assertThatThrownBy(() -> MmioScenarioDocument.parse("x.json", bytes(json)))
                .hasMessageStartingWith("x.json: at /load: ")
                .hasMessageContaining("at 100000 rate(s)");
    }

    @Test
    void tooManySparseAreasAreRefused() {
        String area = "{ \"offset\": 0, \"size\": \"0x1000\" }";
        String region =
                "{ \"index\": \"bar0\", \"size\": \"0x1000\", \"flags\": [\"read\", \"mmap\"], \"sparse\": [%s] }";
        String json = scenario("\"faults\": \"none\"", region.formatted((area + ", ").repeat(256) + area), "");

        assertThatThrownBy(() -> MmioScenarioDocument.parse("x.json", bytes(json)))
                .hasMessageStartingWith("x.json: at /devices/0/regions/0/sparse: ");
    }

    @Test
    void regionsThatAreTooLargeTogetherAreRefused() {
        String regions = "{ \"index\": %d, \"size\": \"0x8000000000\" }";
        List<String> many = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            many.add(regions.formatted(i));
        }
        String json = scenario("\"faults\": \"none\"", String.join(", ", many), "");

        assertThatThrownBy(() -> MmioScenarioDocument.parse("x.json", bytes(json)))
                .hasMessageContaining("at most 0x40000000000 are simulated");
    }

    @Test
    void moreThanIsFilledInASecondIsRefused() {
        String region = "{ \"index\": %d, \"size\": \"0x10000000\", \"flags\": [\"read\", \"mmap\"] }";
        List<String> regions = new ArrayList<>();
        for (int i = 10; i < 15; i++) {
            regions.add(region.formatted(i));
        }
        String json = scenario("\"faults\": \"fill\"", String.join(", ", regions), "");

        assertThatThrownBy(() -> MmioScenarioDocument.parse("x.json", bytes(json)))
                .hasMessageStartingWith("x.json: at /devices: at most 0x40000000 bytes of all regions are filled");
    }

    @Test
    void moreThanIsMappedForDmaInASecondIsRefused() {
        String map = "{ \"do\": \"dma-map\", \"iova\": 0, \"size\": \"0x4000000\" }, ";
        String unmap = "{ \"do\": \"dma-unmap\", \"iova\": 0, \"size\": \"0x4000000\" }";
        String json = scenario("\"faults\": \"none\"", "", (map + unmap + ", ").repeat(8) + map + unmap);

        assertThatThrownBy(() -> MmioScenarioDocument.parse("x.json", bytes(json)))
                .hasMessageStartingWith("x.json: at /operations: at most 0x40000000 bytes of guest memory");
    }

    @Test
    void randomScenariosEndAndCanBeTakenBack() {
        run(20260811, 400);
    }

    @Test
    @Tag("fuzz")
    void manyRandomScenariosEndAndCanBeTakenBack() {
        assertThat(LongFuzz.run("mmio scenarios", 100_000, 1000, MmioHostileTest::run))
                .isPositive();
    }

    private static void run(long firstSeed, int cases) {
        SplittableRandom seeds = new SplittableRandom(firstSeed);
        int ran = 0;
        for (int i = 0; i < cases; i++) {
            long seed = seeds.nextLong();
            String json = random(new SplittableRandom(seed));
            try {
                MmioScenario scenario =
                        MmioScenarioDocument.parse("random", bytes(json)).value();
                takeBack(MmioSimulation.run(scenario), seed);
                ran++;
            } catch (ZmdevException e) {
                assertThat(e).as("seed %d: %s", seed, json).hasMessageNotContaining("null");
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + json, e);
            }
        }
        assertThat(ran).as("seed %d", firstSeed).isGreaterThan(cases / 10);
    }

    /** Every state is the same on the way back. */
    private static void takeBack(MmioRun run, long seed) {
        TimeTravel travel = run.timeTravel();
        assertThat(MmioResultDocument.text(run, List.of())).isNotBlank();
        List<Long> hashes = new ArrayList<>();
        hashes.add(travel.stateHash());
        while (travel.back()) {
            hashes.add(travel.stateHash());
        }
        for (int i = hashes.size() - 1; i >= 0; i--) {
            assertThat(travel.stateHash())
                    .as("seed %d, step %d", seed, travel.position())
                    .isEqualTo(hashes.get(i));
            travel.step();
        }
    }

    private static String scenario(String device, String regions, String operations) {
        return """
                { "format": "zmdev.scenario/1", "kind": "mmio", "name": "random", "memory": "0x8000",
                  "parent": { "bar0": { "address": "0xe0000000", "size": "0x10000" } },
                  "devices": [{ "id": "a", %s, "regions": [%s] },
                              { "id": "b", %s, "regions": [{ "index": "bar0", "size": "0x1000", "flags": ["read", "write", "mmap"] }] }],
                  "overlap": "unchecked", "operations": [%s] }
                """.formatted(device, regions, device, operations);
    }

    private static String random(SplittableRandom random) {
        String device = "\"layout\": \"%s\", \"faults\": \"%s\", \"midLayer\": \"%s\", \"inKernelDelivery\": %s"
                .formatted(
                        of(random, "shift-40", "packed"),
                        of(random, "identity", "validate", "fill", "none"),
                        of(random, "thin", "cached", "imposed-shift-40"),
                        random.nextBoolean());
        String regions = """
                { "index": "bar0", "size": "0x4000", "flags": ["read", "write", "mmap"], "sparse": [{ "offset": "0x1000", "size": "0x2000" }] },
                { "index": "bar2", "size": "0x20", "space": "io" }, { "index": "rom", "size": "0x800", "flags": ["read"] },
                { "index": 9, "size": "0x%x", "offset": "0x%x" }
                """.formatted(random.nextInt(0x3000), random.nextInt(0x8000));
        List<String> operations = new ArrayList<>();
        if (random.nextInt(8) > 0) {
            operations.add("{ \"do\": \"program-bars\", \"on\": \"a\" }");
            operations.add(
                    "{ \"do\": \"program-bars\", \"on\": \"b\", \"memory\": \"0xc0100000\", \"io\": \"0x2000\" }");
        }
        int count = random.nextInt(1, 30);
        for (int i = 0; i < count; i++) {
            operations.add(operation(random));
        }
        return scenario(device, regions, String.join(",\n", operations));
    }

    private static String operation(SplittableRandom random) {
        String on = of(random, "a", "a", "b");
        String place = "\"on\": \"%s\", \"region\": %s, \"offset\": %s"
                .formatted(on, random.nextInt(3) > 0 ? "\"bar0\"" : of(random, REGIONS), of(random, OFFSETS));
        String length = "\"length\": " + of(random, LENGTHS);
        String through = of(random, "guest", "guest", "guest", "mapping", "file");
        return switch (random.nextInt(16)) {
            case 0 -> "{ \"do\": \"mmap\", %s, %s }".formatted(place, length);
            case 1 -> "{ \"do\": \"mmap\", \"on\": \"%s\", \"region\": \"bar0\" }".formatted(on);
            case 2, 3 ->
                "{ \"do\": \"register\", \"path\": \"%s\", %s, %s%s }"
                        .formatted(
                                PATHS[random.nextInt(4)],
                                place,
                                length,
                                random.nextBoolean() ? ", \"datamatch\": 7, \"listener\": \"vfio\"" : "");
            case 4, 5, 6 ->
                "{ \"do\": \"write\", \"through\": \"%s\", %s, \"value\": %d, \"length\": %d }"
                        .formatted(through, place, of(random, 7, 7, 9), of(random, 1, 2, 4, 4, 8));
            case 7, 8 -> "{ \"do\": \"read\", \"through\": \"%s\", %s, %s }".formatted(through, place, length);
            case 9 ->
                "{ \"do\": \"read\", \"address\": \"0x%x\", \"length\": %d }"
                        .formatted(0xc0000000L + random.nextInt(0x8000), random.nextInt(1, 65));
            case 10 ->
                "{ \"do\": \"write\", \"on\": \"a\", \"region\": \"config\", \"offset\": %d, \"value\": %d }"
                        .formatted(4 * random.nextInt(64), of(random, 0, 1, 3, -1, random.nextInt()));
            case 11 -> of(random, "{ \"do\": \"main-loop\" }", "{ \"do\": \"close\", \"on\": \"%s\" }".formatted(on));
            case 12 ->
                "{ \"do\": \"%s\", \"iova\": %d, \"size\": %d }"
                        .formatted(
                                of(random, "dma-map", "dma-unmap"),
                                0x1000 * random.nextInt(9),
                                0x1000 * random.nextInt(9));
            case 13 ->
                "{ \"do\": \"%s\", \"on\": \"%s\", \"iova\": %d, \"pages\": %d }"
                        .formatted(of(random, "pin", "unpin"), on, random.nextInt(0x9000), random.nextInt(1, 4));
            case 14 ->
                "{ \"do\": \"set-irq\", \"on\": \"%s\", \"irq\": \"%s\", \"delivery\": \"%s\" }"
                        .formatted(on, of(random, "intx", "msi"), of(random, "qemu", "irqfd", "irqfd-resample"));
            default -> "{ \"do\": \"%s\", \"on\": \"%s\" }".formatted(of(random, "interrupt", "lower", "eoi"), on);
        };
    }

    @SafeVarargs
    private static <T> T of(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
