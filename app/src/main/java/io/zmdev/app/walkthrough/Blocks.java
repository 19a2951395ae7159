package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.sim.vfioccw.HostMemory;
import io.zmdev.sim.vfioccw.Region;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Finds the control block that a step is about. */
final class Blocks {

    /** More plain bytes than this are not shown. */
    private static final int MOST_BYTES = 64;

    /** A control block at a fixed place. */
    private record Place(String area, long offset, Structure structure, String title) {

        boolean contains(Range range) {
            return range.area().equals(area) && range.offset() >= offset && range.offset() < offset + structure.size();
        }
    }

    private final RunIndex index;
    private final List<Place> places;

    Blocks(RunIndex index) {
        this.index = index;
        places = index.areas().map(Blocks::places).orElse(List.of());
    }

    private static List<Place> places(Areas areas) {
        return List.of(
                new Place(areas.region(Region.IO), Region.ORB, Structures.ORB, text("block.regionOrb")),
                new Place(areas.region(Region.IO), Region.SCSW, Structures.SCSW, text("block.regionScsw")),
                new Place(areas.region(Region.IO), Region.IRB, Structures.IRB, text("block.regionIrb")),
                new Place(areas.region(Region.SCHIB), 0, Structures.SCHIB, text("block.regionSchib")),
                new Place(areas.region(Region.CRW), 0, Structures.CRW, text("block.regionCrw")),
                new Place(areas.subchannel(), SubchannelState.SCHIB, Structures.SCHIB, text("block.schib")),
                new Place(areas.subchannel(), SubchannelState.ORB, Structures.ORB, text("block.orb")),
                new Place(areas.subchannel(), SubchannelState.SENSE, Structures.SENSE, text("block.sense")));
    }

    /**
     * What the last of so many steps touched: a control block rather than plain data, what it wrote rather than what it read.
     * Moves the run to that position.
     */
    Optional<Block> at(int position) {
        if (position == 0) {
            return Optional.empty();
        }
        Step step = index.run().steps().get(position - 1);
        List<Range> written = step.writes().stream()
                .map(change -> new Range(change.area(), change.offset(), change.length()))
                .toList();
        List<Range> touched =
                Stream.concat(written.stream(), step.reads().stream()).toList();
        return touched.stream()
                .flatMap(range -> placeOf(range, position).stream())
                .findFirst()
                .or(() ->
                        touched.stream().flatMap(range -> plain(range).stream()).findFirst())
                .map(place -> block(place, written.isEmpty() ? step.reads() : written, position));
    }

    private Optional<Place> placeOf(Range range, int position) {
        return places.stream()
                .filter(place -> place.contains(range))
                .findFirst()
                .or(() -> guestCcw(range))
                .or(() -> kernelWord(range, position));
    }

    private Optional<Place> guestCcw(Range range) {
        if (!range.area().equals(Areas.GUEST)) {
            return Optional.empty();
        }
        for (Scenario.Segment segment : index.run().scenario().program()) {
            long end = segment.at() + (long) segment.ccws().size() * Ccw.SIZE;
            if (range.offset() >= segment.at() && range.offset() < end) {
                long start = range.offset() - (range.offset() - segment.at()) % Ccw.SIZE;
                return Optional.of(new Place(Areas.GUEST, start, index.guestCcw(), text("block.guestCcw", hex(start))));
            }
        }
        return Optional.empty();
    }

    /** A translated CCW, or a word of a list that the driver made. */
    private Optional<Place> kernelWord(Range range, int position) {
        if (index.areas().filter(areas -> range.area().equals(areas.kernel())).isEmpty()) {
            return Optional.empty();
        }
        long start = range.offset() & -Ccw.SIZE;
        String address = hex(HostMemory.KERNEL_BASE + start);
        boolean ccw = index.segmentsAt(position).stream()
                .anyMatch(segment -> start >= segment.kernelOffset()
                        && start < segment.kernelOffset() + (long) segment.ccws() * Ccw.SIZE);
        return Optional.of(
                ccw
                        ? new Place(range.area(), start, Structures.CCW1, text("block.hostCcw", address))
                        : new Place(range.area(), start, Structures.IDAW2, text("block.idaw", address)));
    }

    /** Data that has no layout. */
    private static Optional<Place> plain(Range range) {
        if (!range.area().equals(Areas.GUEST)) {
            return Optional.empty();
        }
        int length = Math.min(range.length(), MOST_BYTES);
        Structure bytes = new Structure("", length, List.of());
        return Optional.of(new Place(range.area(), range.offset(), bytes, text("block.data", hex(range.offset()))));
    }

    private Block block(Place place, List<Range> touched, int position) {
        TimeTravel time = index.run().timeTravel();
        int size = place.structure().size();
        time.seek(position - 1);
        byte[] before = time.read(place.area(), place.offset(), size);
        OptionalInt writer = time.lastWriter(place.area(), place.offset());
        time.seek(position);
        byte[] bytes = time.read(place.area(), place.offset(), size);
        BitSet lit = new BitSet();
        for (Range range : touched) {
            if (range.area().equals(place.area())) {
                int from = Math.clamp(range.offset() - place.offset(), 0, size);
                int to = Math.clamp(range.offset() + range.length() - place.offset(), 0, size);
                lit.set(from, Math.max(from, to));
            }
        }
        return new Block(
                place.title(),
                place.area(),
                place.offset(),
                Optional.of(place.structure())
                        .filter(structure -> !structure.layouts().isEmpty()),
                bytes,
                lit,
                before,
                writer.isPresent() ? Optional.of(index.run().steps().get(writer.getAsInt())) : Optional.empty());
    }

    private static String hex(long address) {
        return "%x".formatted(address);
    }
}
