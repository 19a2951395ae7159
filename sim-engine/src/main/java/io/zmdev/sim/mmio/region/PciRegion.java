package io.zmdev.sim.mmio.region;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the region indexes of a VFIO PCI device mean (VFIO_PCI_*_REGION_INDEX); those from {@link #COUNT} on are the driver's own.
 * Being a PCI device fixes these indexes, and nothing about offsets.
 */
public enum PciRegion {
    BAR0(0),
    BAR1(1),
    BAR2(2),
    BAR3(3),
    BAR4(4),
    BAR5(5),
    ROM(6),
    CONFIG(7),
    VGA(8);

    /** VFIO_PCI_NUM_REGIONS. */
    public static final int COUNT = 9;

    private final int index;

    PciRegion(int index) {
        this.index = index;
    }

    /** The index in VFIO_DEVICE_GET_REGION_INFO. */
    public int index() {
        return index;
    }

    /** The name in the file formats. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this index; empty for a driver's own. */
    public static Optional<PciRegion> ofIndex(int index) {
        return Arrays.stream(values()).filter(region -> region.index() == index).findFirst();
    }
}
