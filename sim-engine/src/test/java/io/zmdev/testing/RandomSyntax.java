package io.zmdev.testing;

import io.zmdev.model.ap.Mask256;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything that people write where the kernel expects a number, a mask or a UUID, right and wrong. */
final class RandomSyntax {

    private static final List<String> NO_NUMBERS = List.of(
            "garbage",
            "x",
            "-1",
            "-0",
            "5,6",
            "5-6",
            "0x",
            "0b101",
            "1e1",
            "+",
            "++5",
            "0x-5",
            " 6",
            "6 ",
            "\t5",
            "6\t",
            "5\n\n",
            "\n",
            " ",
            "",
            "0xg",
            "08",
            "09",
            "5.0004",
            "18446744073709551616",
            "99999999999999999999999");

    private static final List<String> TOO_LARGE = List.of(
            "256",
            "257",
            "0x100",
            "0400",
            "65535",
            "65536",
            "4294967295",
            "4294967296",
            "0xffffffff",
            "9223372036854775808",
            "18446744073709551615");

    private static final List<String> NO_MASKS = List.of(
            "garbage",
            "",
            " ",
            "\n",
            ",",
            "-",
            "+",
            "-5-",
            "--5",
            "+-5",
            "5",
            "5,6",
            "-5,,-6",
            "-5;-6",
            "-5 -6",
            "-300",
            "+256",
            "-0x100",
            "+0xzz",
            "-0x5,-0x6x",
            "0xzz",
            "0x",
            "0x12,-5",
            "-5,0x12",
            "-6-5",
            "+7-300",
            "-5- 6",
            "-08",
            "0x" + "f".repeat(65),
            "f".repeat(64),
            "0X12",
            "-1e1",
            "+5 ",
            " +5",
            "-5\t",
            "-5\n-6",
            ",+1",
            "+1,");

    private final Dice dice;

    RandomSyntax(Dice dice) {
        this.dice = dice;
    }

    /** What is written into an attribute that takes one id: mostly the id in one of its spellings. */
    String id(int id) {
        return dice.weighted(List.of(
                        new Dice.Weighted<>(80, spelling(id)),
                        new Dice.Weighted<>(10, dice.of(NO_NUMBERS)),
                        new Dice.Weighted<>(6, dice.of(TOO_LARGE)),
                        new Dice.Weighted<>(4, spelling(dice.below(256)))))
                + (dice.percent(12) ? "\n" : "");
    }

    /** A spelling that kstrtoul(base 0) reads as the id. */
    String spelling(int id) {
        return dice.of(
                "%d".formatted(id),
                "%d".formatted(id),
                "0x%x".formatted(id),
                "0x%04x".formatted(id),
                "0X%X".formatted(id),
                "0%o".formatted(id),
                "00%o".formatted(id),
                "+%d".formatted(id));
    }

    /** What is written into apmask or aqmask: changes of the given ids, ranges, absolute masks, and what is none of them. */
    String mask(List<Integer> ids) {
        return dice.weighted(List.of(
                        new Dice.Weighted<>(62, changes(ids)),
                        new Dice.Weighted<>(14, absolute(ids)),
                        new Dice.Weighted<>(8, range()),
                        new Dice.Weighted<>(16, dice.of(NO_MASKS))))
                + (dice.percent(15) ? "\n" : "");
    }

    private String changes(List<Integer> ids) {
        String sign = dice.of("-", "-", "+");
        return IntStream.rangeClosed(1, dice.between(1, 4))
                .mapToObj(i -> (dice.percent(10) ? dice.of("-", "+") : sign) + signless(dice.of(ids)))
                .collect(Collectors.joining(","));
    }

    private String signless(int id) {
        return dice.of(
                "%d".formatted(id),
                "%d".formatted(id),
                "0x%x".formatted(id),
                "0x%02X".formatted(id),
                "0%o".formatted(id));
    }

    private String range() {
        int from = dice.below(256);
        int to = Math.min(255, from + dice.below(40));
        return dice.of("+", "-") + signless(from) + "-" + signless(to)
                + (dice.percent(30) ? ",-" + signless(dice.below(256)) : "");
    }

    private String absolute(List<Integer> ids) {
        return switch (dice.below(5)) {
            case 0 -> Mask256.ALL.toHex();
            case 1 -> Mask256.ALL.minus(Mask256.of(dice.of(ids), dice.of(ids))).toHex();
            case 2 -> Mask256.of(dice.of(ids), dice.of(ids), dice.below(256)).toHex();
            case 3 -> "0x" + Long.toHexString(dice.bits() >>> dice.between(0, 60));
            default -> "0x" + "%x".formatted(dice.bits()).repeat(4).substring(0, dice.between(1, 40));
        };
    }

    /** What is written into ap_config: three masks, and what is not quite that. */
    String apConfig(List<Integer> adapters, List<Integer> domains) {
        String first = maskOf(adapters);
        String second = maskOf(domains);
        String third = maskOf(domains);
        String masks = first + "," + second + "," + third;
        return switch (dice.below(14)) {
            case 0 -> first + "," + second;
            case 1 -> masks + "," + third;
            case 2 -> masks.replace("0x", "");
            case 3 ->
                dice.of(
                        "garbage",
                        "",
                        ",,",
                        "0x0,0x0,0x0",
                        "0x0,0x0",
                        "0x1,0x2,0x3",
                        "-5,+6,+4",
                        masks + " ",
                        " " + masks);
            case 4 -> masks.toUpperCase(Locale.ROOT);
            case 5 -> first + ", " + second + "," + third;
            case 6 -> Mask256.ALL.toHex() + "," + second + "," + third;
            default -> masks + (dice.percent(40) ? "\n" : "");
        };
    }

    private String maskOf(List<Integer> ids) {
        Mask256 mask = Mask256.NONE;
        for (int i = dice.below(4); i > 0; i--) {
            mask = mask.with(dice.percent(94) ? dice.of(ids) : dice.below(256));
        }
        return mask.toHex();
    }

    /** A UUID that the kernel takes, lower case. */
    String uuid() {
        long high = dice.bits();
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(
                        high >>> 32,
                        (high >>> 16) & 0xffff,
                        (high & 0xfff) | 0x4000,
                        dice.between(0x8000, 0xbfff),
                        dice.bits() >>> 16);
    }

    /** Another spelling of the UUID that the kernel takes as well. */
    String goodUuid(String uuid) {
        return dice.of(uuid, uuid, uuid + "\n", uuid.toUpperCase(Locale.ROOT), uuid.toUpperCase(Locale.ROOT) + "\n");
    }

    /** Something like the UUID; the kernel takes 37 characters whatever the last one is. */
    String oddUuid(String uuid) {
        return dice.of(
                "{" + uuid + "}",
                " " + uuid,
                uuid + " ",
                uuid + "0",
                uuid + "\n\n",
                uuid.substring(1),
                uuid.replace("-", ""),
                uuid.replace('-', '_'),
                uuid.substring(0, 35) + "g",
                uuid.substring(0, 8) + "--" + uuid.substring(10),
                "garbage",
                "",
                "\n");
    }

    /** What is written into remove: mostly what removes. */
    String removal() {
        return dice.percent(75)
                ? dice.of("1", "1\n")
                : dice.of("0", "x", "", "-1", "2", "0x1", "00", "1 ", " 1", "yes", "256");
    }
}
