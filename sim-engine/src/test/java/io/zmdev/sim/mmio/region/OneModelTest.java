package io.zmdev.sim.mmio.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.vfioccw.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The regions of vfio-ccw and of vfio-pci are instances of one model. */
class OneModelTest {

    /** As QEMU finds them on a real kernel: 1 KiB apart, capabilities where the index says nothing. */
    @Test
    void theRegionsOfVfioCcwAreThoseThatItsDriverTells() {
        assertThat(Region.MAP.problems()).isEmpty();
        assertThat(Region.MAP.regions()).extracting(RegionInfo::offset).containsExactly(0L, 0x400L, 0x800L, 0xc00L);
        assertThat(Region.MAP.regions()).extracting(RegionInfo::size).containsExactly(124L, 8L, 52L, 8L);
        assertThat(Region.MAP.regions().stream().map(region -> region.shape().flagBits()))
                .containsExactly(3, 11, 9, 9);
        assertThat(Region.CRW.info().shape().type()).contains(new RegionType(RegionType.CCW, 3));
    }

    @Test
    void thoseOfVfioPciDifferInLayoutOnly() {
        RegionMap pci = OffsetLayout.Shifted.VFIO_PCI.lay(List.of(
                RegionShape.plain(PciRegion.BAR0.index(), PciRegion.BAR0.id(), 0x1000, RegionFlag.READ_WRITE),
                RegionShape.plain(PciRegion.CONFIG.index(), PciRegion.CONFIG.id(), 0x100, RegionFlag.READ_WRITE)));

        assertThat(pci.problems()).isEmpty();
        assertThat(pci.at((7L << 40) | 0x10, 4)).contains(pci.regions().get(1));
        assertThat(Region.MAP.at(0x404, 4)).contains(Region.ASYNC.info());
        assertThat(Region.MAP.at(0x408, 1))
                .as("behind the end of the async region")
                .isEmpty();
    }
}
