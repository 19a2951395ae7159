package io.zmdev.hw.live;

import java.util.Arrays;
import java.util.Optional;

/** How a program gets at a VFIO device. */
public enum VfioWay {
    /** A group and a container, {@code /dev/vfio/GROUP} and {@code /dev/vfio/vfio}. */
    GROUP("group"),
    /** The device's own file and {@code /dev/iommu}; Linux 6.6 and later. */
    IOMMUFD("iommufd");

    private final String id;

    VfioWay(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    public static Optional<VfioWay> ofId(String id) {
        return Arrays.stream(values()).filter(way -> way.id.equals(id)).findFirst();
    }
}
