package io.zmdev.sim.mmio.region;

import java.util.ArrayList;
import java.util.List;

/**
 * How a leaf driver lays its regions out in the device file. It is the driver's own business: nothing above it may compute an
 * offset from an index, or the other way round (review of the mediated PCI patches, August 2016).
 */
public sealed interface OffsetLayout {

    /** The regions with their offsets, in the order given. */
    RegionMap lay(List<RegionShape> shapes);

    /**
     * Offset = index &lt;&lt; shift: vfio-pci shifts by 40, vfio-ccw by 10. A region larger than 2^shift runs into the next.
     *
     * @param shift 10..40
     */
    record Shifted(int shift) implements OffsetLayout {

        /** VFIO_PCI_OFFSET_SHIFT, private to vfio-pci. */
        public static final Shifted VFIO_PCI = new Shifted(40);

        /** VFIO_CCW_OFFSET_SHIFT, private to vfio-ccw. */
        public static final Shifted VFIO_CCW = new Shifted(10);

        @Override
        public RegionMap lay(List<RegionShape> shapes) {
            return new RegionMap(shapes.stream()
                    .map(shape -> new RegionInfo(shape, (long) shape.index() << shift))
                    .toList());
        }
    }

    /**
     * One region after the other, each at a multiple of the alignment.
     *
     * @param alignment a power of two, in bytes
     */
    record Packed(long alignment) implements OffsetLayout {

        @Override
        public RegionMap lay(List<RegionShape> shapes) {
            List<RegionInfo> infos = new ArrayList<>();
            long next = 0;
            for (RegionShape shape : shapes) {
                infos.add(new RegionInfo(shape, next));
                next += (shape.size() + alignment - 1) & -alignment;
            }
            return new RegionMap(infos);
        }
    }
}
