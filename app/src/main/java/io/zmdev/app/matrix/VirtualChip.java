package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;

/**
 * A virtual id beside the heads, near the real ones that it stands for. Lengths are pixels.
 *
 * @param id of the guest
 * @param real what it stands for
 */
record VirtualChip(VirtualDevice device, Side side, int id, Mask256 real, Bounds bounds) {

    /** Whether it is an adapter, beside the rows, or a domain, above the columns. */
    enum Side {
        ADAPTER("%02x"),
        DOMAIN("%04x");

        private final String digits;

        Side(String digits) {
            this.digits = digits;
        }
    }

    private static final double HEIGHT = 16;
    private static final double GAP = 3;
    /** Wide enough for four digits and the square in the guest's hue. */
    private static final double DOMAIN_WIDTH = 46;

    private static final double ADAPTER_WIDTH = 34;

    /** Every virtual id whose real ones are among the rows or columns. */
    static List<VirtualChip> of(MatrixPlaces places, List<VirtualDevice> devices) {
        List<VirtualChip> adapters = new ArrayList<>();
        List<VirtualChip> domains = new ArrayList<>();
        for (VirtualDevice device : devices) {
            device.mapping().adapters().entrySet().forEach(entry -> add(adapters, places, device, Side.ADAPTER, entry));
            device.mapping().domains().entrySet().forEach(entry -> add(domains, places, device, Side.DOMAIN, entry));
        }
        adapters.sort(Comparator.comparingDouble(chip -> chip.bounds.getMinY()));
        domains.sort(Comparator.comparingDouble(chip -> chip.bounds.getMinX()));
        List<VirtualChip> chips = new ArrayList<>();
        double y = Double.NEGATIVE_INFINITY;
        for (VirtualChip chip : adapters) {
            VirtualChip placed = chip.at(0, Math.max(y, chip.bounds.getMinY()));
            chips.add(placed);
            y = placed.bounds.getMaxY() + GAP;
        }
        double x = Double.NEGATIVE_INFINITY;
        for (VirtualChip chip : domains) {
            VirtualChip placed = chip.at(Math.max(x, chip.bounds.getMinX()), 0);
            chips.add(placed);
            x = placed.bounds.getMaxX() + GAP;
        }
        return chips;
    }

    private static void add(
            List<VirtualChip> chips,
            MatrixPlaces places,
            VirtualDevice device,
            Side side,
            Map.Entry<Integer, Mask256> entry) {
        VirtualChip unplaced = new VirtualChip(
                device,
                side,
                entry.getKey(),
                entry.getValue(),
                new BoundingBox(0, 0, side == Side.ADAPTER ? ADAPTER_WIDTH : DOMAIN_WIDTH, HEIGHT));
        unplaced.ends(places)
                .average()
                .ifPresent(middle -> chips.add(
                        switch (side) {
                            case ADAPTER -> unplaced.at(0, middle - HEIGHT / 2);
                            case DOMAIN -> unplaced.at(middle - DOMAIN_WIDTH / 2, 0);
                        }));
    }

    /** The middles of the rows or columns that it stands for. */
    DoubleStream ends(MatrixPlaces places) {
        MatrixGeometry geometry = places.geometry();
        return switch (side) {
            case ADAPTER -> shown(real.ids().map(geometry::rowOf)).mapToDouble(places::rowMiddle);
            case DOMAIN -> shown(real.ids().map(geometry::columnOf)).mapToDouble(places::columnMiddle);
        };
    }

    private static IntStream shown(IntStream indices) {
        return indices.filter(index -> index >= 0);
    }

    private VirtualChip at(double x, double y) {
        return new VirtualChip(device, side, id, real, new BoundingBox(x, y, bounds.getWidth(), bounds.getHeight()));
    }

    /** The id as the guest's tools print it. */
    String label() {
        return side.digits.formatted(id);
    }

    /** The real queues that it may come to, whatever the other half of the virtual queue is. */
    ApMatrix permutations() {
        ApMatrix all = device.real();
        return switch (side) {
            case ADAPTER -> all.withAdapters(real);
            case DOMAIN -> all.withDomains(real);
        };
    }

    String headline() {
        return text(
                "virtual." + side,
                device.owner(),
                label(),
                real.ids().mapToObj(side.digits::formatted).collect(Collectors.joining(", ")));
    }

    String detail() {
        return text("virtual.permutations", permutations().queueCount());
    }
}
