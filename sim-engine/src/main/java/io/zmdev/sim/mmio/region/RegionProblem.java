package io.zmdev.sim.mmio.region;

/** Why user space could not work with a region map. */
public sealed interface RegionProblem {

    /** The name in the file formats. */
    String id();

    /** What is wrong, where, and why it matters. */
    String text();

    /** Two regions share a range of the device file. */
    record Overlap(RegionInfo first, RegionInfo second) implements RegionProblem {

        /** The first byte of the device file that they share. */
        public long from() {
            return Math.max(first.offset(), second.offset());
        }

        /** The first byte after those that they share. */
        public long to() {
            return Math.min(first.end(), second.end());
        }

        @Override
        public String id() {
            return "overlap";
        }

        @Override
        public String text() {
            return ("%s at 0x%x..0x%x and %s at 0x%x..0x%x of the device file share 0x%x..0x%x: a pread or pwrite there can"
                            + " mean either. The leaf driver chose the offsets and must keep the ranges apart; no layer above it checks")
                    .formatted(
                            first.name(),
                            first.offset(),
                            first.end() - 1,
                            second.name(),
                            second.offset(),
                            second.end() - 1,
                            from(),
                            to() - 1);
        }
    }

    /** An offset that loff_t can't hold. */
    record BeyondFile(RegionInfo region) implements RegionProblem {

        @Override
        public String id() {
            return "beyond-file";
        }

        @Override
        public String text() {
            return "%s does not end below 2^63: pread and pwrite can't reach it".formatted(region.name());
        }
    }

    /** A part to be mapped that is not in the region. */
    record AreaOutside(RegionInfo region, SparseArea area) implements RegionProblem {

        @Override
        public String id() {
            return "area-outside";
        }

        @Override
        public String text() {
            return "the area 0x%x..0x%x that may be mapped is not inside %s of 0x%x bytes"
                    .formatted(area.offset(), area.offset() + area.size() - 1, region.name(), region.size());
        }
    }

    /** A part to be mapped that is not made of whole pages. */
    record AreaNotOfPages(RegionInfo region, SparseArea area) implements RegionProblem {

        @Override
        public String id() {
            return "area-not-of-pages";
        }

        @Override
        public String text() {
            return "the area of 0x%x bytes at 0x%x of %s may be mapped but is not made of whole pages: its last page would show what is beside it"
                    .formatted(area.size(), area.offset(), region.name());
        }
    }
}
