package io.zmdev.sim.flow;

import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;

/**
 * What happens before a device can be used, Q0: modules, probe, mediated device, IOMMU and VFIO group, open. The order of the calls
 * is the one recorded from QEMU 10.0 on Linux 6.12; in brackets the names of the time when vfio-ccw was merged.
 */
enum SetupStep implements StepKind {
    REGISTER_DRIVER(
            "Q0.1",
            "vfio_ccw.ko registers its driver for I/O subchannels and its driver for mediated devices"
                    + " [2017: mdev_register_driver() was vfio_mdev.ko's, for all kinds of mediated devices]",
            "vfio_ccw_sch_init, css_driver_register, mdev_register_driver"),
    PROBE(
            "Q0.2",
            "the driver is bound to the subchannel and registers it as a parent: mdev_supported_types/vfio_ccw-io appears"
                    + " [2017: mdev_register_device(); mdev_create, mdev_destroy and mdev_supported_types]",
            "vfio_ccw_sch_probe, mdev_register_parent"),
    CREATE(
            "Q0.3",
            "a UUID is written to mdev_supported_types/vfio_ccw-io/create: the one mediated device of the subchannel"
                    + " [2017: to mdev_create]",
            "create_store, mdev_device_create"),
    ATTACH(
            "Q0.4",
            "vfio_ccw_mdev takes the mediated device, which gets an IOMMU group without an IOMMU and a VFIO group"
                    + " [2017: vfio_mdev.ko probed it]",
            "vfio_ccw_mdev_probe, vfio_register_emulated_iommu_dev"),
    OPEN_GROUP("Q0.5", "open /dev/vfio/%1$d, VFIO_GROUP_GET_STATUS: viable", "vfio_device_attach"),
    OPEN_CONTAINER(
            "Q0.6",
            "open /dev/vfio/vfio, VFIO_GET_API_VERSION, VFIO_CHECK_EXTENSION, VFIO_GROUP_SET_CONTAINER",
            "vfio_container_connect"),
    SET_IOMMU("Q0.7", "VFIO_SET_IOMMU type1v2, VFIO_IOMMU_GET_INFO", "vfio_container_connect"),
    MAP_DMA(
            "Q0.8",
            "VFIO_IOMMU_MAP_DMA of 0x%2$x bytes at guest address %1$08x: noted, nothing is pinned",
            "vfio_dma_map, vfio_dma_do_map"),
    GET_DEVICE("Q0.9", "VFIO_GROUP_GET_DEVICE_FD: the kernel opens the device", "vfio_group_ioctl_get_device_fd");

    @SuppressWarnings("ImmutableEnumChecker") // strings and pure functions
    private final StepDescription description;

    SetupStep(String id, String format, String source) {
        this.description = StepDescription.of(id, format, source);
    }

    @Override
    public StepDescription description() {
        return description;
    }
}
