package io.zmdev.hw.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.vfioccw.Region;
import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The structures for the kernel are byte by byte what a C compiler makes of the kernel's own headers on this machine. */
class VfioStructuresTest {

    private static final HexFormat HEX = HexFormat.of();

    /** Each line that it prints is a request and the structure with the values of the tests. */
    private static final String PROGRAM = """
            #include <linux/vfio.h>
            #include <linux/vfio_ccw.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <string.h>

            static void print(unsigned long request, const void *structure, size_t size)
            {
                printf("%lx ", request);
                for (size_t i = 0; i < size; i++)
                    printf("%02x", ((const unsigned char *)structure)[i]);
                putchar('\\n');
            }

            int main(void)
            {
                struct vfio_region_info region = { .argsz = sizeof(region), .index = 2 };
                struct vfio_iommu_type1_dma_map map = { .argsz = sizeof(map), .vaddr = 0x7f1234567000, .iova = 0x10000,
                    .size = 0x80000000, .flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE };
                char buffer[sizeof(struct vfio_irq_set) + sizeof(int)];
                struct vfio_irq_set *set = (void *)buffer;
                int fd = 9;

                *set = (struct vfio_irq_set){ .argsz = sizeof(buffer), .count = 1, .index = VFIO_CCW_CRW_IRQ_INDEX,
                    .flags = VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_TRIGGER };
                memcpy(set->data, &fd, sizeof(fd));
                print(VFIO_DEVICE_GET_REGION_INFO, &region, sizeof(region));
                print(VFIO_IOMMU_MAP_DMA, &map, sizeof(map));
                print(VFIO_DEVICE_SET_IRQS, set, sizeof(buffer));
                print(VFIO_GROUP_SET_CONTAINER, &fd, sizeof(fd));
                printf("%x %x %x %x\\n", VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU, VFIO_GROUP_GET_DEVICE_FD, VFIO_DEVICE_RESET);
                printf("%zu %zu\\n", offsetof(struct vfio_region_info, size), offsetof(struct vfio_region_info, offset));
                printf("%zu %zu %zu %zu\\n", sizeof(struct ccw_io_region), offsetof(struct ccw_io_region, scsw_area),
                    offsetof(struct ccw_io_region, irb_area), offsetof(struct ccw_io_region, ret_code));
                printf("%zu %zu %d %d\\n", sizeof(struct ccw_cmd_region), offsetof(struct ccw_cmd_region, ret_code),
                    VFIO_CCW_ASYNC_CMD_HSCH, VFIO_CCW_ASYNC_CMD_CSCH);
                return 0;
            }
            """;

    @Test
    void requestsAndStructuresAreThoseOfTheHeaders(@TempDir Path folder) throws IOException {
        Tool.assumeInstalled("cc");
        Files.writeString(folder.resolve("print.c"), PROGRAM);
        Tool.Outcome printed =
                Tool.run(folder, Map.of(), List.of("sh", "-c", "cc -std=gnu17 -o print print.c && ./print"));

        assertThat(printed.output()).isEqualTo("""
                    %x %s
                    %x %s
                    %x %s
                    %x %s
                    %x %x %x %x
                    16 24
                    %d %d %d %d
                    %d %d %d %d
                    """.formatted(
                        VfioStructures.VFIO_DEVICE_GET_REGION_INFO,
                        HEX.formatHex(VfioStructures.regionInfo(2)),
                        VfioStructures.VFIO_IOMMU_MAP_DMA,
                        HEX.formatHex(VfioStructures.dmaMap(0x7f1234567000L, 0x10000, 0x80000000L)),
                        VfioStructures.VFIO_DEVICE_SET_IRQS,
                        HEX.formatHex(VfioStructures.signal(VfioStructures.CRW_IRQ, 9)),
                        VfioStructures.VFIO_GROUP_SET_CONTAINER,
                        HEX.formatHex(VfioStructures.descriptor(9)),
                        VfioStructures.VFIO_SET_IOMMU,
                        VfioStructures.TYPE1V2_IOMMU,
                        VfioStructures.VFIO_GROUP_GET_DEVICE_FD,
                        VfioStructures.VFIO_DEVICE_RESET,
                        Region.IO.size(),
                        Region.SCSW,
                        Region.IRB,
                        Region.RET_CODE,
                        Region.ASYNC.size(),
                        Region.COMMAND_RET_CODE,
                        Region.COMMAND_HSCH,
                        Region.COMMAND_CSCH));
    }

    /** struct vfio_device_bind_iommufd, vfio_device_attach_iommufd_pt, iommu_ioas_alloc and iommu_ioas_map of Linux 6.12. */
    @Test
    void structuresOfIommufdHaveTheirSizeFirstAndTheirFieldsInPlace() {
        assertThat(words(VfioStructures.bind(7))).containsExactly(16, 0, 7, 0);
        assertThat(words(VfioStructures.attach(3))).containsExactly(12, 0, 3);
        assertThat(words(VfioStructures.addressSpace())).containsExactly(12, 0, 0);
        assertThat(words(VfioStructures.ioasMap(3, 0, 0, 0))).containsExactly(40, 7, 3, 0, 0, 0, 0, 0, 0, 0);
        ByteBuffer map = ByteBuffer.wrap(VfioStructures.ioasMap(3, 0x7f1234567000L, 0x10000, 0x80000000L))
                .order(ByteOrder.nativeOrder());
        assertThat(map.getLong(16)).isEqualTo(0x7f1234567000L);
        assertThat(map.getLong(24)).isEqualTo(0x80000000L);
        assertThat(map.getLong(32)).isEqualTo(0x10000);
    }

    private static int[] words(byte[] structure) {
        int[] words = new int[structure.length / Integer.BYTES];
        ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder()).asIntBuffer().get(words);
        return words;
    }
}
