package io.zmdev.app.regions;

import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.mmio.region.RegionProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A region of a device.
 *
 * @param overlaps with other regions
 */
record RegionRow(String device, RegionInfo region, List<RegionProblem.Overlap> overlaps) {

    RegionRow {
        overlaps = List.copyOf(overlaps);
    }

    /** By device, then by offset in the device file. */
    static List<RegionRow> of(MmioScenario scenario) {
        return scenario.devices().stream()
                .flatMap(device -> device.regions().regions().stream()
                        .sorted(Comparator.comparingLong(RegionInfo::offset))
                        .map(region -> new RegionRow(device.id(), region, overlaps(device, region))))
                .toList();
    }

    String flags() {
        return region.shape().flags().stream()
                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    String mappable() {
        return region.shape().mappable().stream()
                .map(area -> "%x+%x".formatted(area.offset(), area.size()))
                .collect(Collectors.joining(", "));
    }

    /** Where it is in the device file, how large it is and what may be done with it; numbers hexadecimal. */
    String place() {
        return "@%x +%x %s".formatted(region.offset(), region.size(), flags());
    }

    /** The logarithm to base 2 of its size, at least 0. */
    double bits() {
        return Math.log(Math.max(1.0, (double) region.size())) / Math.log(2);
    }

    /** How much of the region so many bytes are, 0..1. */
    double part(long bytes) {
        return region.size() == 0 ? 0 : Math.clamp((double) bytes / region.size(), 0.0, 1.0);
    }

    private static List<RegionProblem.Overlap> overlaps(DeviceSpec device, RegionInfo region) {
        return device.regions().problems().stream()
                .filter(RegionProblem.Overlap.class::isInstance)
                .map(RegionProblem.Overlap.class::cast)
                .filter(overlap ->
                        overlap.first().equals(region) || overlap.second().equals(region))
                .toList();
    }
}
