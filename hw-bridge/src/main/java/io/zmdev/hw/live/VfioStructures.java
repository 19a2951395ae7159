package io.zmdev.hw.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The requests and structures of VFIO and iommufd that channel I/O needs ({@code include/uapi/linux/vfio.h}, {@code iommufd.h}). All
 * requests are {@code _IO(';', n)}, the same on every processor; fields are in the order of this machine.
 */
final class VfioStructures {

    static final int VFIO_SET_IOMMU = 0x3b66;
    static final int VFIO_GROUP_SET_CONTAINER = 0x3b68;
    static final int VFIO_GROUP_GET_DEVICE_FD = 0x3b6a;
    static final int VFIO_DEVICE_GET_REGION_INFO = 0x3b6c;
    static final int VFIO_DEVICE_SET_IRQS = 0x3b6e;
    static final int VFIO_DEVICE_RESET = 0x3b6f;
    static final int VFIO_IOMMU_MAP_DMA = 0x3b71;
    static final int VFIO_DEVICE_BIND_IOMMUFD = 0x3b76;
    static final int VFIO_DEVICE_ATTACH_IOMMUFD_PT = 0x3b77;
    static final int IOMMU_IOAS_ALLOC = 0x3b81;
    static final int IOMMU_IOAS_MAP = 0x3b85;

    static final int TYPE1V2_IOMMU = 3;

    /** The interrupts of a vfio_ccw device. */
    static final int IO_IRQ = 0;

    static final int CRW_IRQ = 1;
    static final int REQ_IRQ = 2;

    private static final int DATA_EVENTFD = 1 << 2;
    private static final int ACTION_TRIGGER = 1 << 5;

    private static final int MAP_READ_WRITE = 3;
    private static final int MAP_FIXED_WRITABLE_READABLE = 7;

    private static final int REGION_INFO_SIZE = 32;
    private static final int REGION_INFO_OFFSET = 24;
    private static final int REGION_INFO_LENGTH = 16;
    private static final int IRQ_SET_SIZE = 24;
    private static final int DMA_MAP_SIZE = 32;
    private static final int BIND_SIZE = 16;
    private static final int ATTACH_SIZE = 12;
    private static final int IOAS_ALLOC_SIZE = 12;
    private static final int IOAS_ALLOC_ID = 8;
    private static final int IOAS_MAP_SIZE = 40;

    private VfioStructures() {}

    /** struct vfio_region_info, to be filled in by the kernel. */
    static byte[] regionInfo(int index) {
        return structure(REGION_INFO_SIZE)
                .putInt(REGION_INFO_SIZE)
                .putInt(0)
                .putInt(index)
                .array();
    }

    /** Where a region is in the device file, in bytes. */
    static long regionOffset(byte[] regionInfo) {
        return ByteBuffer.wrap(regionInfo).order(ByteOrder.nativeOrder()).getLong(REGION_INFO_OFFSET);
    }

    /** In bytes. */
    static long regionSize(byte[] regionInfo) {
        return ByteBuffer.wrap(regionInfo).order(ByteOrder.nativeOrder()).getLong(REGION_INFO_LENGTH);
    }

    /** struct vfio_irq_set that has an interrupt signal an eventfd. */
    static byte[] signal(int irq, int eventfd) {
        return structure(IRQ_SET_SIZE)
                .putInt(IRQ_SET_SIZE)
                .putInt(DATA_EVENTFD | ACTION_TRIGGER)
                .putInt(irq)
                .putInt(0)
                .putInt(1)
                .putInt(eventfd)
                .array();
    }

    /** struct vfio_iommu_type1_dma_map, for reading and writing. */
    static byte[] dmaMap(long address, long iova, long size) {
        return structure(DMA_MAP_SIZE)
                .putInt(DMA_MAP_SIZE)
                .putInt(MAP_READ_WRITE)
                .putLong(address)
                .putLong(iova)
                .putLong(size)
                .array();
    }

    /** A file descriptor alone. */
    static byte[] descriptor(int descriptor) {
        return structure(Integer.BYTES).putInt(descriptor).array();
    }

    /** A string of C. */
    static byte[] string(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** struct vfio_device_bind_iommufd. */
    static byte[] bind(int iommufd) {
        return structure(BIND_SIZE).putInt(BIND_SIZE).putInt(0).putInt(iommufd).array();
    }

    /** struct vfio_device_attach_iommufd_pt. */
    static byte[] attach(int addressSpace) {
        return structure(ATTACH_SIZE)
                .putInt(ATTACH_SIZE)
                .putInt(0)
                .putInt(addressSpace)
                .array();
    }

    /** struct iommu_ioas_alloc, to be filled in by the kernel. */
    static byte[] addressSpace() {
        return structure(IOAS_ALLOC_SIZE).putInt(IOAS_ALLOC_SIZE).array();
    }

    /** The number of the address space that was made. */
    static int addressSpaceId(byte[] addressSpace) {
        return ByteBuffer.wrap(addressSpace).order(ByteOrder.nativeOrder()).getInt(IOAS_ALLOC_ID);
    }

    /** struct iommu_ioas_map, at the address of the guest, for reading and writing. */
    static byte[] ioasMap(int addressSpace, long address, long iova, long size) {
        return structure(IOAS_MAP_SIZE)
                .putInt(IOAS_MAP_SIZE)
                .putInt(MAP_FIXED_WRITABLE_READABLE)
                .putInt(addressSpace)
                .putInt(0)
                .putLong(address)
                .putLong(size)
                .putLong(iova)
                .array();
    }

    private static ByteBuffer structure(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }
}
