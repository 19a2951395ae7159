package io.zmdev.sim.mmio;

import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.region.RegionMap;
import java.util.List;
import java.util.Map;

/**
 * A mediated PCI device.
 *
 * @param id for people; unique in a scenario
 * @param regions where the leaf driver put them
 * @param bars those regions that are BARs
 * @param slices what of the parent the driver gives the device, by index of the region
 * @param faults what backs its mapped pages
 * @param midLayer what its file operations pass
 * @param inKernelDelivery the driver's private control variable, as KVMGT's: registers in-kernel handlers on request
 */
public record DeviceSpec(
        String id,
        RegionMap regions,
        List<Bar> bars,
        Map<Integer, Slice> slices,
        FaultPolicy faults,
        MidLayer midLayer,
        boolean inKernelDelivery) {

    public DeviceSpec {
        bars = List.copyOf(bars);
        slices = Map.copyOf(slices);
    }

    /**
     * Part of a BAR of the parent that backs the start of a region.
     *
     * @param offset in the parent's BAR of the same index, in bytes
     * @param size in bytes; what lies beyond in the region is granted to nobody
     */
    public record Slice(long offset, long size) {}
}
