package io.zmdev.testing;

import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Random machines that the lab can be: any cards and domains, and a channel subsystem of the devices that QEMU has, behind the
 * lab's own disk and shared folder.
 */
public final class RandomHost {

    /** What sort of AP configuration a machine has. */
    public enum Shape {
        /** Without APXA: at most 64 adapters and 16 domains. */
        NO_APXA,
        /** With APXA, a few adapters and domains anywhere. */
        FEW,
        /** With APXA, up to 128 queues. */
        MANY;

        private Sizes sizes() {
            return switch (this) {
                case NO_APXA -> new Sizes(false, List.of(63), List.of(15), List.of(1, 2, 3, 6), List.of(1, 2, 4));
                case FEW ->
                    new Sizes(true, List.of(15, 63, 255), List.of(15, 84, 255), List.of(1, 2, 3, 4), List.of(1, 2, 3));
                case MANY -> new Sizes(true, List.of(63, 255), List.of(84, 255), List.of(8, 12, 16), List.of(6, 8));
            };
        }
    }

    /** What a shape leaves to chance: highest ids, and numbers of adapters and usage domains. */
    private record Sizes(
            boolean apxa,
            List<Integer> maxAdapters,
            List<Integer> maxDomains,
            List<Integer> adapters,
            List<Integer> domains) {

        Sizes {
            maxAdapters = List.copyOf(maxAdapters);
            maxDomains = List.copyOf(maxDomains);
            adapters = List.copyOf(adapters);
            domains = List.copyOf(domains);
        }
    }

    private final Dice dice;
    private final Sizes sizes;

    private RandomHost(Dice dice, Shape shape) {
        this.dice = dice;
        sizes = shape.sizes();
    }

    /** A {@code zmdev.host/1} document of a machine of any shape with Linux 6.12; the same seed gives the same text. */
    public static String document(String name, long seed) {
        Dice dice = new Dice(seed);
        return new RandomHost(dice, dice.of(Shape.values())).host(name, "6.12");
    }

    /**
     * A {@code zmdev.host/1} document; the same arguments give the same text.
     *
     * @param kernel such as {@code 6.12}
     */
    public static String document(String name, long seed, Shape shape, String kernel) {
        return new RandomHost(new Dice(seed), shape).host(name, kernel);
    }

    private String host(String name, String kernel) {
        return """
            { "format": "zmdev.host/1", "name": "%s", "kernel": "%s",
              "ap": %s,
              "css": %s,
              "modules": ["ap", "zcrypt", "zcrypt_cex4", "kvm", "vfio", "mdev", "vfio_ap", "vfio_ccw"] }
            """.formatted(name, kernel, ap(), css());
    }

    private String ap() {
        int maxAdapter = dice.of(sizes.maxAdapters());
        int maxDomain = dice.of(sizes.maxDomains());
        List<Integer> adapters = ids(dice.of(sizes.adapters()), maxAdapter);
        List<Integer> domains = ids(dice.of(sizes.domains()), maxDomain);
        TreeSet<Integer> control = new TreeSet<>(domains);
        control.addAll(ids(dice.below(4) + 1, maxDomain));
        return """
            { "apxa": %s, "maxAdapter": %d, "maxDomain": %d,
                "cards": [ %s ],
                "usageDomains": %s, "controlDomains": %s,
                "apmask": "%s", "aqmask": "%s" }""".formatted(
                        sizes.apxa(),
                        maxAdapter,
                        maxDomain,
                        adapters.stream().map(this::card).collect(Collectors.joining(",\n               ")),
                        domains,
                        control,
                        mask(adapters),
                        mask(domains));
    }

    /** So many ids, or fewer: beginning at 0 without a gap, or anywhere. */
    private List<Integer> ids(int count, int highest) {
        TreeSet<Integer> ids = new TreeSet<>();
        boolean dense = dice.percent(35);
        for (int i = 0; i < count && i <= highest; i++) {
            ids.add(dense ? i : dice.percent(8) ? highest : dice.between(0, highest));
        }
        return List.copyOf(ids);
    }

    private String card(int id) {
        return "{ \"id\": %d, \"type\": \"CEX%d%c\", \"config\": %s, \"chkstop\": %s, \"online\": %s }"
                .formatted(
                        id,
                        dice.between(4, 8),
                        dice.of('A', 'C', 'P'),
                        !dice.percent(8),
                        dice.percent(4),
                        !dice.percent(8));
    }

    private Mask256 mask(List<Integer> ids) {
        return switch (dice.below(4)) {
            case 0 -> Mask256.ALL.minus(Mask256.of(dice.of(ids), dice.below(256)));
            case 1 -> new Mask256(dice.bits(), dice.bits(), dice.bits(), dice.bits());
            default -> Mask256.ALL;
        };
    }

    private String css() {
        List<String> models = new ArrayList<>(List.of("virtio-rng", "virtio-serial"));
        for (int i = dice.below(5); i > 0; i--) {
            models.add(dice.of("virtio-rng", "virtio-serial", "virtio-net"));
        }
        if (dice.percent(80)) {
            models.add(dice.below(models.size()), "tn3270");
        }
        TreeSet<Integer> numbers = new TreeSet<>();
        while (numbers.size() < models.size()) {
            numbers.add(dice.percent(50) ? dice.between(3, 0xffff) : dice.between(0x1000, 0x100f));
        }
        List<Integer> free = new ArrayList<>(numbers);
        int[] next = {2, 0, 0, 0};
        List<String> subchannels =
                new ArrayList<>(List.of(subchannel(0, 0, 0x0001, "virtio-blk"), subchannel(0, 1, 0x0002, "virtio-9p")));
        for (String model : models) {
            int set = dice.percent(75) ? 0 : dice.below(4);
            subchannels.add(subchannel(set, next[set]++, free.remove(dice.below(free.size())), model));
        }
        return """
            { "chpids": [ { "id": "0.00", "online": true }%s ],
                "subchannels": [ %s ] }""".formatted(
                        models.contains("tn3270") ? ", { \"id\": \"0.01\", \"online\": true }" : "",
                        String.join(",\n                     ", subchannels));
    }

    /** QEMU puts virtio devices behind channel path 0 and a 3270 behind path 1. */
    private static String subchannel(int set, int number, int device, String model) {
        boolean terminal = model.equals("tn3270");
        return """
            { "id": "0.%d.%04x", "device": "0.%d.%04x", "model": "%s", "chpids": ["0.0%d"], \
            "pim": "80", "pam": "80", "pom": "ff", "driver": "io_subchannel", "online": %s }""".formatted(set, number, set, device, model, terminal ? 1 : 0, !terminal);
    }
}
