package io.zmdev.testing;

import io.zmdev.model.host.DeviceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Random channel-I/O scenarios ({@code zmdev.scenario/1}, client {@code vfio}, channel {@code qemu-css}): one to three channel
 * programs with all that can be right and wrong about CCWs, IDAWs, ORBs and the VFIO regions.
 *
 * <p>A TIC only leads to higher addresses and no random bytes read as a TIC, so that no program runs for ever. A request that
 * starts something is always followed by a wait.
 */
public final class RandomChannelProgram {

    private static final int MEMORY = 0x10_0000;
    private static final int TRANSFER_IN_CHANNEL = 0x08;
    private static final List<Integer> PROGRAMS = List.of(0x1000, 0x5000, 0x9000);
    private static final int FIRST_DATA = 0x2_0000;
    private static final int FIRST_IDAWS = 0x8_0000;
    private static final List<Integer> COUNTS =
            List.of(0, 1, 1, 4, 4, 7, 8, 8, 16, 16, 32, 33, 64, 100, 255, 256, 257, 300, 2048, 4096, 5000);
    private static final List<Integer> COMMANDS = List.of(
            0x00, 0x01, 0x02, 0x05, 0x06, 0x0d, 0x0f, 0x10, 0x11, 0x14, 0x27, 0x2c, 0x41, 0x42, 0x5a, 0x63, 0x77, 0x87,
            0x9d, 0xa4, 0xf0, 0xff);
    private static final List<String> RARE_BITS =
            List.of("str", "mod", "sync", "isic", "alcc", "ssic", "ils", "midaw", "orbx", "tm");
    private static final String FILLS = "15ac";

    private final Dice dice;
    private final List<String> data = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final int hole;
    private int nextData = FIRST_DATA;
    private int nextIdaws = FIRST_IDAWS;

    private RandomChannelProgram(Dice dice) {
        this.dice = dice;
        hole = dice.percent(30) ? dice.between(0x60, 0x6f) << 12 : 0;
    }

    /** A scenario document for Linux 6.12; the same seed gives the same text. */
    public static String document(String name, long seed, DeviceModel model) {
        return document(name, seed, model, "6.12");
    }

    /**
     * A scenario document; the same arguments give the same text.
     *
     * @param kernel such as {@code 6.12}
     */
    public static String document(String name, long seed, DeviceModel model, String kernel) {
        return new RandomChannelProgram(new Dice(seed)).scenario(name, model, kernel);
    }

    private String scenario(String name, DeviceModel model, String kernel) {
        int programs = dice.of(1, 1, 2, 2, 3);
        for (int i = 0; i < programs; i++) {
            if (dice.percent(25)) {
                interlude();
            }
            start(PROGRAMS.get(i));
        }
        if (dice.percent(25)) {
            interlude();
        }
        return """
            { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "%s", "kernel": "%s",
              "transport": "region-eventfd", "channel": "qemu-css", "device": { "model": "%s" },
              "memory": { "size": "0x%x", "unmapped": [%s],
                "data": [%s] },
              "program": [%s],
              "requests": [%s] }
            """.formatted(
                        name,
                        kernel,
                        model.id(),
                        MEMORY,
                        hole == 0 ? "" : "{ \"at\": \"0x%x\", \"size\": \"0x1000\" }".formatted(hole),
                        lines(data),
                        lines(program),
                        lines(requests));
    }

    private static String lines(List<String> elements) {
        return elements.isEmpty() ? "" : "\n    " + String.join(",\n    ", elements) + " ";
    }

    // --- requests
    // ------------------------------------------------------------------------------------------------------

    /** What one program and its ORB agree on. */
    private record Shape(boolean format1, boolean wide, boolean blocks2k) {

        int idawSize() {
            return wide ? 8 : 4;
        }

        int block() {
            return wide && !blocks2k ? 4096 : 2048;
        }
    }

    private void start(int at) {
        Shape shape = new Shape(dice.percent(88), dice.percent(35), dice.percent(35));
        int cpa = writeProgram(shape, at);
        requests.add("{ \"do\": \"ssch\", \"orb\": { %s }%s }".formatted(orb(shape, cpa), region()));
        requests.add("{ \"do\": \"wait\" }");
        requests.add("{ \"do\": \"tsch\" }");
    }

    private String orb(Shape shape, int cpa) {
        List<String> fields = new ArrayList<>(List.of(
                "\"cpa\": \"0x%x\"".formatted(dice.percent(93) ? cpa : wrongAddress(cpa)),
                "\"fmt\": %d".formatted(shape.format1() ? 1 : 0),
                "\"pfch\": %s".formatted(dice.percent(85)),
                "\"lpm\": \"%s\""
                        .formatted(dice.percent(97) ? "0x80" : dice.of("0x00", "0x40", "0x01", "0x7f", "0xff", "0xc0")),
                "\"intparm\": \"0x%x\"".formatted(dice.bits() >>> 33)));
        if (shape.wide()) {
            fields.add("\"c64\": true");
        }
        if (shape.blocks2k()) {
            fields.add("\"i2k\": true");
        }
        if (dice.percent(8)) {
            fields.add("\"spnd\": true");
        }
        if (dice.percent(8)) {
            fields.add("\"%s\": true".formatted(dice.of(RARE_BITS)));
        }
        if (dice.percent(3)) {
            fields.add("\"key\": %d".formatted(dice.between(1, 15)));
        }
        return String.join(", ", fields);
    }

    private int wrongAddress(int cpa) {
        return dice.of(
                0x4000_0000,
                0x8000_0000 | cpa,
                cpa + 4,
                cpa + 1,
                cpa + 2,
                0,
                MEMORY - 8,
                MEMORY,
                MEMORY - 4,
                cpa + 8,
                hole);
    }

    /** What is unusual about the write of the region, mostly nothing. */
    private String region() {
        return switch (dice.below(24)) {
            case 0 -> ", \"fctl\": %d".formatted(dice.of(0, 1, 2, 3, 5, 6, 7));
            case 1 -> ", \"length\": %d".formatted(dice.of(0, 4, 12, 16, 24, 28, 100, 120, 123));
            case 2 -> ", \"retCode\": %d".formatted(dice.of(-5, -1, 7, 0));
            default -> "";
        };
    }

    /** A request that is not a start. */
    private void interlude() {
        switch (dice.below(8)) {
            case 0, 1, 2 ->
                requests.addAll(List.of(
                        "{ \"do\": \"%s\" }".formatted(dice.of("hsch", "csch")),
                        "{ \"do\": \"wait\" }",
                        "{ \"do\": \"tsch\" }"));
            case 3 -> requests.add("{ \"do\": \"reset\" }");
            case 4 ->
                requests.addAll(List.of(
                        "{ \"do\": \"write-region\", \"region\": \"async\", \"offset\": %d, \"hex\": \"%s\" }"
                                .formatted(
                                        dice.of(0, 0, 0, 4, 8),
                                        dice.of("0000000000000000", "0000000300000000", "00000004", "00000002", "00")),
                        "{ \"do\": \"wait\" }"));
            case 5 ->
                requests.add("{ \"do\": \"read-region\", \"region\": \"%s\", \"offset\": %d, \"length\": %d }"
                        .formatted(dice.of("crw", "async"), dice.of(0, 0, 4, 8), dice.of(4, 8, 9, 1)));
            case 6 ->
                requests.add("{ \"do\": \"write-region\", \"region\": \"%s\", \"offset\": 0, \"hex\": \"00000000\" }"
                        .formatted(dice.of("schib", "crw")));
            default -> requests.add("{ \"do\": \"stsch\" }");
        }
    }

    // --- programs
    // ------------------------------------------------------------------------------------------------------

    /** Writes a program of one to four segments and returns where it begins. */
    private int writeProgram(Shape shape, int at) {
        boolean nearTheEnd = dice.percent(4);
        int first = nearTheEnd ? MEMORY - 0x808 : dice.percent(4) ? at + 0x7f0 : at;
        int segment = first;
        for (int left = nearTheEnd ? 1 : dice.of(1, 1, 1, 2, 2, 3, 4); left > 0; left--) {
            List<String> ccws = new ArrayList<>();
            for (int i = nearTheEnd ? 6 : segmentLength(); i > 0; i--) {
                ccws.add(ccw(shape, left == 1 && i == 1));
            }
            int next = segment + 8 * ccws.size() + dice.of(16, 0x80, 0x100, 0x200, 0x400);
            if (left > 1) {
                ccws.add(transfer(shape, dice.percent(96) ? next : dice.of(0x4000_0000, next + 4, MEMORY)));
            }
            program.add(
                    "{ \"at\": \"0x%x\", \"ccws\": [\n      %s ] }".formatted(segment, String.join(",\n      ", ccws)));
            segment = next;
        }
        return first;
    }

    private int segmentLength() {
        return dice.percent(2) ? dice.between(200, 258) : dice.between(1, 6);
    }

    private String transfer(Shape shape, int target) {
        return format(shape, TRANSFER_IN_CHANNEL, List.of(), dice.percent(90) ? 0 : dice.of(1, 5), target);
    }

    private String ccw(Shape shape, boolean last) {
        int command = switch (dice.below(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> 0x03;
            case 9, 10, 11, 12, 13 -> 0xe4;
            case 14, 15, 16 -> 0x04;
            default -> dice.of(COMMANDS);
        };
        List<String> flags = new ArrayList<>();
        add(flags, "SLI", 65);
        add(flags, "CC", last ? 2 : 97);
        add(flags, "CD", 3);
        add(flags, "SKIP", 4);
        add(flags, "PCI", 4);
        add(flags, "IDA", 16);
        add(flags, "S", 3);
        add(flags, "MIDA", 1);
        int count = dice.percent(98) ? dice.of(COUNTS) : dice.of(32768, 65535);
        return format(shape, command, flags, count, flags.contains("IDA") ? idaws(shape, count) : data(count));
    }

    private void add(List<String> flags, String flag, int percent) {
        if (dice.percent(percent)) {
            flags.add(flag);
        }
    }

    /** A format-1 CCW by its fields, a format-0 one as its bytes. */
    private static String format(Shape shape, int command, List<String> flags, int count, int address) {
        if (shape.format1()) {
            return "{ \"cmd\": \"0x%02X\", \"flags\": [%s], \"count\": %d, \"address\": \"0x%x\" }"
                    .formatted(
                            command,
                            flags.stream().map(flag -> '"' + flag + '"').collect(Collectors.joining(", ")),
                            count,
                            address);
        }
        int bits = 0;
        List<String> order = List.of("CD", "CC", "SLI", "SKIP", "PCI", "IDA", "S", "MIDA");
        for (String flag : flags) {
            bits |= 0x80 >> order.indexOf(flag);
        }
        return "{ \"hex\": \"%02x%06x%02x00%04x\" }".formatted(command, address & 0xff_ffff, bits, count);
    }

    // --- data
    // ----------------------------------------------------------------------------------------------------------

    /** Where so many bytes of data lie: a fresh area, filled at its beginning, or somewhere that is not there. */
    private int data(int count) {
        if (dice.percent(5)) {
            return dice.of(0x4000_0000, 0x7fff_f000, 0, MEMORY - 8, MEMORY, hole, hole - 8, hole + 0xff8);
        }
        if (nextData + count + 0x2000 > (hole == 0 ? FIRST_IDAWS : 0x6_0000)) {
            nextData = FIRST_DATA;
        }
        int page = nextData;
        int at = page + dice.of(0, 0, 1, 3, 7, 8, 0xf80, 0xff0, 0xff8, 0x7f8, dice.below(0x1000));
        nextData = (at + count + 0x1fff) & ~0xfff;
        fill(at, Math.min(count + 8, 40));
        return at;
    }

    private void fill(int at, int length) {
        String digit = String.valueOf(FILLS.charAt(dice.below(FILLS.length())));
        data.add("{ \"at\": \"0x%x\", \"hex\": \"%s\" }".formatted(at, (digit + digit).repeat(length)));
    }

    /**
     * Where the IDAWs for so many bytes lie: the first anywhere, the others at the beginning of a block, or wrong. No data that come
     * to storage run over the end of a page: whose the frame behind is depends on chance.
     */
    private int idaws(Shape shape, int count) {
        int at = nextIdaws + (dice.percent(4) ? shape.idawSize() / 2 : 0);
        nextIdaws += 0x200;
        int first = data(Math.min(count, 300));
        List<Integer> list = new ArrayList<>(List.of(first));
        int reached = shape.block() - Math.floorMod(first, shape.block());
        for (; reached < count && list.size() < 40; reached += shape.block()) {
            list.add((dice.between(0x30, 0x5e) << 12) + (shape.block() == 2048 && dice.percent(50) ? 2048 : 0));
        }
        if (dice.percent(6)) {
            int wrong = dice.below(list.size());
            list.set(
                    wrong,
                    dice.of(
                            0x4000_0000,
                            0x1000_0000,
                            wrong == 0 ? MEMORY - 1 : MEMORY - 0x7ff,
                            MEMORY,
                            hole,
                            wrong == 0 ? first + 1 : (first & ~0xfff) + 1,
                            0x3_0008));
        }
        data.add("{ \"at\": \"0x%x\", \"hex\": \"%s\" }"
                .formatted(
                        at,
                        list.stream().map(idaw -> hex(idaw, shape.idawSize())).collect(Collectors.joining())));
        return dice.percent(97) ? at : dice.of(0x4000_0000, MEMORY - 4, hole);
    }

    private static String hex(int value, int bytes) {
        return ("%0" + 2 * bytes + "x").formatted(value);
    }
}
