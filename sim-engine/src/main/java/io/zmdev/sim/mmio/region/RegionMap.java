package io.zmdev.sim.mmio.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All regions of a device file. */
public record RegionMap(List<RegionInfo> regions) {

    public RegionMap {
        regions = List.copyOf(regions);
    }

    /** The region with this index, if the device has one. */
    public Optional<RegionInfo> byIndex(int index) {
        return regions.stream().filter(region -> region.index() == index).findFirst();
    }

    /** The first region that all these bytes of the device file belong to. */
    public Optional<RegionInfo> at(long position, long length) {
        return regions.stream()
                .filter(region -> region.covers(position, length))
                .findFirst();
    }

    /**
     * What is wrong with the offsets and the parts that may be mapped; empty for a map that user space can work with. The kernel
     * checks none of it above the leaf driver.
     */
    public List<RegionProblem> problems() {
        List<RegionProblem> problems = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            RegionInfo region = regions.get(i);
            if (region.offset() < 0 || region.end() < region.offset()) {
                problems.add(new RegionProblem.BeyondFile(region));
                continue;
            }
            for (RegionInfo other : regions.subList(0, i)) {
                boolean someBytes = region.size() > 0 && other.size() > 0;
                if (someBytes && region.offset() < other.end() && other.offset() < region.end()) {
                    problems.add(new RegionProblem.Overlap(other, region));
                }
            }
            for (SparseArea area : region.shape().mappable()) {
                if (!region.shape().contains(area.offset(), area.size())) {
                    problems.add(new RegionProblem.AreaOutside(region, area));
                } else if (!region.shape().mayMap(area.offset(), area.size())) {
                    problems.add(new RegionProblem.AreaNotOfPages(region, area));
                }
            }
        }
        return problems;
    }
}
