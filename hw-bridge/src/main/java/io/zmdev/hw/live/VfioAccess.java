package io.zmdev.hw.live;

import static io.zmdev.hw.live.OpenFiles.must;

import io.zmdev.hw.nativecalls.NativeFile;

/** An open VFIO device and the address space of its DMA. */
sealed interface VfioAccess {

    String CONTAINER = "/dev/vfio/vfio";
    String IOMMU = "/dev/iommu";

    NativeFile device();

    /** Lets the device read and write memory of this process, {@code size} bytes, at the guest address {@code iova}. */
    void map(long address, long iova, long size);

    /**
     * Opens a device, which enables its subchannel. Its files are kept in {@code files}.
     *
     * @throws io.zmdev.model.ZmdevException as {@link OpenFiles#must} does
     */
    static VfioAccess open(VfioWay way, CcwMdev mdev, OpenFiles files) {
        String file = mdev.files().get(way);
        if (file == null) {
            throw new IllegalArgumentException(mdev + " has no way " + way);
        }
        return switch (way) {
            case GROUP -> openGroup(file, mdev, files);
            case IOMMUFD -> openIommufd(file, files);
        };
    }

    private static VfioAccess openGroup(String file, CcwMdev mdev, OpenFiles files) {
        NativeFile container = files.open(CONTAINER);
        NativeFile group = files.open(file);
        must(
                group.ioctl(VfioStructures.VFIO_GROUP_SET_CONTAINER, VfioStructures.descriptor(container.descriptor())),
                "VFIO_GROUP_SET_CONTAINER of " + file);
        must(
                container.ioctl(VfioStructures.VFIO_SET_IOMMU, VfioStructures.TYPE1V2_IOMMU),
                "VFIO_SET_IOMMU type1v2 of " + CONTAINER);
        NativeFile device = files.keep(
                group.ioctlOpening(
                        VfioStructures.VFIO_GROUP_GET_DEVICE_FD,
                        VfioStructures.string(mdev.uuid().text())),
                "VFIO_GROUP_GET_DEVICE_FD of " + file);
        return new Group(container, device);
    }

    private static VfioAccess openIommufd(String file, OpenFiles files) {
        NativeFile iommu = files.open(IOMMU);
        NativeFile device = files.open(file);
        must(
                device.ioctl(VfioStructures.VFIO_DEVICE_BIND_IOMMUFD, VfioStructures.bind(iommu.descriptor())),
                "VFIO_DEVICE_BIND_IOMMUFD of " + file);
        byte[] made = VfioStructures.addressSpace();
        must(iommu.ioctl(VfioStructures.IOMMU_IOAS_ALLOC, made), "IOMMU_IOAS_ALLOC of " + IOMMU);
        int addressSpace = VfioStructures.addressSpaceId(made);
        must(
                device.ioctl(VfioStructures.VFIO_DEVICE_ATTACH_IOMMUFD_PT, VfioStructures.attach(addressSpace)),
                "VFIO_DEVICE_ATTACH_IOMMUFD_PT of " + file);
        return new Iommufd(iommu, addressSpace, device);
    }

    /** By a group. */
    record Group(NativeFile container, NativeFile device) implements VfioAccess {

        @Override
        public void map(long address, long iova, long size) {
            must(
                    container.ioctl(VfioStructures.VFIO_IOMMU_MAP_DMA, VfioStructures.dmaMap(address, iova, size)),
                    "VFIO_IOMMU_MAP_DMA of 0x%x bytes at 0x%x".formatted(size, iova));
        }
    }

    /** By iommufd. */
    record Iommufd(NativeFile iommu, int addressSpace, NativeFile device) implements VfioAccess {

        @Override
        public void map(long address, long iova, long size) {
            must(
                    iommu.ioctl(
                            VfioStructures.IOMMU_IOAS_MAP, VfioStructures.ioasMap(addressSpace, address, iova, size)),
                    "IOMMU_IOAS_MAP of 0x%x bytes at 0x%x".formatted(size, iova));
        }
    }
}
