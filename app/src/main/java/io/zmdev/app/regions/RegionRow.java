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

    private static List<RegionProblem.Overlap> overlaps(DeviceSpec device, RegionInfo region) {
        return device.regions().problems().stream()
                .filter(RegionProblem.Overlap.class::isInstance)
                .map(RegionProblem.Overlap.class::cast)
                .filter(overlap ->
                        overlap.first().equals(region) || overlap.second().equals(region))
                .toList();
    }
}
