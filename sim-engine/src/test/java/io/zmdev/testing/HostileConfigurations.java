package io.zmdev.testing;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random configurations whose names are what somebody would choose who wants an exported file to do something else. */
public final class HostileConfigurations {

    /** Whatever runs one of the commands in these names makes this file, if the name of its folder is put in. */
    public static final String CANARY = "CANARY";

    private static final List<String> NAMES = List.of(
            "web1",
            "two words",
            "it's \"quoted\"",
            "$(touch CANARY)",
            "`touch CANARY`",
            "'; touch CANARY; '",
            "\"; touch CANARY; \"",
            "a\ntouch CANARY\n",
            "a\r\ntouch CANARY #",
            "\\\ntouch CANARY",
            "& touch CANARY &",
            "| touch CANARY",
            "> CANARY",
            "--help",
            "-rf /",
            "../../../CANARY",
            "/etc/passwd",
            "a/b",
            ".",
            "..",
            ".hidden",
            " leading and trailing ",
            "{{ lookup('pipe', 'touch CANARY') }}",
            "{% for x in [] %}",
            "!unsafe x",
            "*alias",
            "key: value # comment",
            "- item",
            "]]><x/>&amp;<!--",
            "&lt;&#0;&entity;",
            "=cmd|'/C touch CANARY'!A1",
            "@SUM(1)",
            "+1",
            "'apostrophe",
            "a,b;c\td",
            "\u001b[31mred\u001b[0m\u0007",
            "\u202eright to left\u202c",
            "\u05e9\u05dc\u05d5\u05dd",
            "\ud83d\ude00 smile",
            "nul\u0000byte",
            "\ufeffbom",
            "\u2028line\u2029paragraph",
            "%s %n %d",
            "x".repeat(10_000));

    /** What shells, XML, YAML, Jinja, CSV and Markdown read in other ways than people do, and what people read so. */
    private static final int[] ALPHABET =
            " \t\n\r'\"`$(){}[]<>&|;\\/.,:-#!?*~=@%^+_a0\u202e\u2066\u05d0\u200b\ufeff\u0001\u0007\u007f\u0085\u2028é\ud83d\ude00"
                    .codePoints()
                    .toArray();

    private HostileConfigurations() {}

    /** A configuration with every kind of object, each named at random. */
    public static Configuration next(SplittableRandom random, String canary) {
        List<DesiredDevice> devices = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            devices.add(device(random, i, canary));
        }
        List<Guest> guests = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            String name = name(random, canary);
            String plain = name.replaceAll("[^ -~]|/", "_");
            if (!taken.contains(plain)) {
                taken.add(plain);
                guests.add(new Guest(
                        name,
                        false,
                        devices.stream()
                                .map(DesiredDevice::uuid)
                                .filter(uuid -> random.nextInt(3) == 0)
                                .toList()));
            }
        }
        return new Configuration(name(random, canary), masks(random), devices, guests);
    }

    /** One of the names, some of them one behind the other, or characters at random. */
    private static String name(SplittableRandom random, String canary) {
        StringBuilder name = new StringBuilder();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = random.nextInt(2, 5); i > 0; i--) {
                    name.append(NAMES.get(random.nextInt(NAMES.size())));
                }
            }
            case 1 -> {
                for (int i = random.nextInt(1, 40); i > 0; i--) {
                    name.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
                }
            }
            default -> name.append(NAMES.get(random.nextInt(NAMES.size())));
        }
        return name.toString().replace(CANARY, canary);
    }

    private static DesiredDevice device(SplittableRandom random, int number, String canary) {
        MdevUuid uuid = new MdevUuid("%08x-0000-4000-8000-%012x".formatted(random.nextInt(), number));
        String name = name(random, canary);
        boolean autostart = random.nextBoolean();
        State state = random.nextInt(5) == 0 ? State.ABSENT : State.PRESENT;
        return switch (random.nextInt(4)) {
            case 0 ->
                new DesiredDevice.Ccw(
                        uuid,
                        name,
                        autostart,
                        state,
                        new SubchannelId(0, random.nextInt(4), 0x300 + number),
                        random.nextBoolean()
                                ? Optional.of(new DeviceNumber(0xfe, 0, random.nextInt(0x10000)))
                                : Optional.empty());
            case 1 ->
                new DesiredDevice.VirtualMatrix(
                        uuid,
                        name,
                        autostart,
                        state,
                        "least-work",
                        new VirtualMapping(mapping(random), mapping(random)));
            default ->
                new DesiredDevice.Matrix(
                        uuid, name, autostart, state, new ApMatrix(ids(random, 4), ids(random, 4), ids(random, 3)));
        };
    }

    private static SortedMap<Integer, Mask256> mapping(SplittableRandom random) {
        SortedMap<Integer, Mask256> mapping = new TreeMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            mapping.put(random.nextInt(256), ids(random, 3));
        }
        return mapping;
    }

    private static MaskRequest masks(SplittableRandom random) {
        Mask256 free = ids(random, 4);
        Mask256 freeDomains = ids(random, 4);
        return switch (random.nextInt(4)) {
            case 0 -> MaskRequest.UNCHANGED;
            case 1 ->
                new MaskRequest(
                        Mask256.NONE,
                        Mask256.NONE,
                        Mask256.NONE,
                        Mask256.NONE,
                        Optional.of(ids(random, 200)),
                        random.nextBoolean() ? Optional.of(Mask256.NONE) : Optional.empty());
            default ->
                new MaskRequest(
                        free,
                        freeDomains,
                        ids(random, 3).minus(free),
                        ids(random, 3).minus(freeDomains),
                        Optional.empty(),
                        Optional.empty());
        };
    }

    private static Mask256 ids(SplittableRandom random, int most) {
        return Mask256.of(random.ints(random.nextInt(most + 1), 0, 256));
    }
}
