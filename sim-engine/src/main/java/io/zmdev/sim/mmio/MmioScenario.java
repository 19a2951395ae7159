package io.zmdev.sim.mmio;

import java.util.List;
import java.util.Map;

/**
 * Mediated PCI devices of one parent, and what a guest and QEMU do with them.
 *
 * @param note what it teaches, may be empty
 * @param parent the parent's BARs by index of the region
 * @param devices at least one
 * @param memory the guest's, in bytes
 * @param overlap what happens when the leaf driver's ranges overlap
 * @param costs cycles that replace those of {@link MmioCost}, by id
 */
public record MmioScenario(
        String name,
        String note,
        Map<Integer, ParentBar> parent,
        List<DeviceSpec> devices,
        long memory,
        OverlapRule overlap,
        List<Operation> operations,
        Map<String, Long> costs) {

    public MmioScenario {
        parent = Map.copyOf(parent);
        devices = List.copyOf(devices);
        operations = List.copyOf(operations);
        costs = Map.copyOf(costs);
    }

    /**
     * A BAR of the parent.
     *
     * @param address host physical
     * @param size in bytes
     */
    public record ParentBar(long address, long size) {}

    /** Who looks at the ranges of the device file. */
    public enum OverlapRule {
        /** This program: a device with problems is not opened. */
        REFUSED,
        /** Nobody, as in the kernel: the leaf driver takes the first region that the position is in. */
        UNCHECKED
    }
}
