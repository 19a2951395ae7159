package io.zmdev.sim.mmio.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegionMapTest {

    private static final Set<RegionFlag> ALL = EnumSet.allOf(RegionFlag.class);

    private static final Set<RegionFlag> READ_WRITE = EnumSet.of(RegionFlag.READ, RegionFlag.WRITE);

    private static RegionShape bar(int index, long size) {
        return RegionShape.plain(index, "bar" + index, size, READ_WRITE);
    }

    @Test
    void theSameRegionsHaveOtherOffsetsWithEveryLeafDriver() {
        List<RegionShape> shapes = List.of(bar(0, 0x2000), bar(2, 0x10), bar(7, 0x100));

        assertThat(OffsetLayout.Shifted.VFIO_PCI.lay(shapes).regions())
                .extracting(RegionInfo::offset)
                .containsExactly(0L, 0x200_0000_0000L, 0x700_0000_0000L);
        assertThat(OffsetLayout.Shifted.VFIO_CCW.lay(shapes).regions())
                .extracting(RegionInfo::offset)
                .containsExactly(0L, 0x800L, 0x1c00L);
        assertThat(new OffsetLayout.Packed(0x1000).lay(shapes).regions())
                .extracting(RegionInfo::offset)
                .containsExactly(0L, 0x2000L, 0x3000L);
    }

    @Test
    void aRegionLargerThanTheShiftRunsIntoTheNext() {
        RegionMap map = OffsetLayout.Shifted.VFIO_CCW.lay(List.of(bar(0, 0x401), bar(1, 0x10)));

        assertThat(map.problems()).singleElement().isInstanceOfSatisfying(RegionProblem.Overlap.class, overlap -> {
            assertThat(overlap.from()).isEqualTo(0x400);
            assertThat(overlap.to()).isEqualTo(0x401);
            assertThat(overlap.text()).contains("bar0 at 0x0..0x400", "bar1 at 0x400..0x40f", "share 0x400..0x400");
        });
    }

    @Test
    void regionsThatTouchDoNotOverlap() {
        assertThat(OffsetLayout.Shifted.VFIO_CCW
                        .lay(List.of(bar(0, 0x400), bar(1, 0x400)))
                        .regions())
                .extracting(RegionInfo::end)
                .containsExactly(0x400L, 0x800L);
        assertThat(new RegionMap(List.of(new RegionInfo(bar(0, 0x1000), 0), new RegionInfo(bar(1, 0x1000), 0x1000)))
                        .problems())
                .isEmpty();
    }

    @Test
    void aRegionOfNoBytesOverlapsNothing() {
        assertThat(new RegionMap(List.of(
                                new RegionInfo(RegionShape.plain(1, "bar1", 0, Set.of()), 0x10),
                                new RegionInfo(RegionShape.plain(0, "bar0", 0x1000, ALL), 0x1000)))
                        .problems())
                .extracting(RegionProblem::id)
                .doesNotContain("overlap");
    }

    @Test
    void aRegionBeyondTheFileIsFound() {
        assertThat(new RegionMap(List.of(new RegionInfo(bar(0, 0x1000), Long.MAX_VALUE - 8))).problems())
                .extracting(RegionProblem::id)
                .containsExactly("beyond-file");
    }

    @Test
    void onlyWholePagesInsideTheRegionMayBeMapped() {
        RegionShape shape = new RegionShape(
                0,
                "bar0",
                0x4000,
                ALL,
                List.of(new SparseArea(0x1000, 0x1000), new SparseArea(0x2800, 0x800), new SparseArea(0x3000, 0x2000)),
                Optional.empty());

        assertThat(new RegionMap(List.of(new RegionInfo(shape, 0))).problems())
                .extracting(RegionProblem::id)
                .containsExactly("area-not-of-pages", "area-outside");
        assertThat(shape.mayMap(0x1000, 0x1000)).isTrue();
        assertThat(shape.mayMap(0x0, 0x1000)).isFalse();
        assertThat(shape.mayMap(0x1000, 0x2000)).isFalse();
        assertThat(shape.flagBits()).isEqualTo(0b1111);
    }

    /** Against every byte of a small file. */
    @Test
    void overlapsAreThoseOfTheBytes() {
        SplittableRandom seeds = new SplittableRandom(20160811);
        for (int round = 0; round < 2000; round++) {
            long seed = seeds.nextLong();
            SplittableRandom random = new SplittableRandom(seed);
            List<RegionInfo> regions = IntStream.range(0, 4)
                    .mapToObj(i -> new RegionInfo(
                            RegionShape.plain(i, "bar" + i, random.nextInt(12), EnumSet.of(RegionFlag.READ)),
                            random.nextInt(40)))
                    .toList();
            boolean shared = IntStream.range(0, 64)
                    .anyMatch(
                            at -> regions.stream().filter(r -> r.covers(at, 1)).count() > 1);
            assertThat(!new RegionMap(regions).problems().isEmpty())
                    .as("seed %d: %s", seed, regions)
                    .isEqualTo(shared);
        }
    }
}
