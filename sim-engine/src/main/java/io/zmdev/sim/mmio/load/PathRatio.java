package io.zmdev.sim.mmio.load;

import io.zmdev.sim.mmio.AccessStream;
import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.FaultPolicy;
import io.zmdev.sim.mmio.MidLayer;
import io.zmdev.sim.mmio.MmioCost;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.Operation;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.pci.ConfigSpace;
import io.zmdev.sim.mmio.region.OffsetLayout;
import io.zmdev.sim.mmio.region.PciRegion;
import io.zmdev.sim.mmio.region.RegionFlag;
import io.zmdev.sim.mmio.region.RegionShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How much longer one path is than another: a write of 4 bytes to a register of memory or to a port. */
public final class PathRatio {

    private static final String DEVICE = "device";
    private static final long SIZE = 0x1000;
    private static final long PORTS = 0x40;
    private static final long GUEST_MEMORY = 0x1000;

    private PathRatio() {}

    /** What the write goes to. */
    public enum Register {
        MEMORY(PciRegion.BAR0),
        PORT(PciRegion.BAR1);

        private final PciRegion region;

        Register(PciRegion region) {
            this.region = region;
        }
    }

    /**
     * The cycles of the vCPU for a write on a path.
     *
     * @param costs in place of those of {@link MmioCost}, by id
     */
    public static long cycles(TrapPath path, Register register, Map<String, Long> costs) {
        AccessStream stream = MmioSimulation.stream(OnPath.of(scenario(register, costs), path));
        stream.next();
        return stream.next();
    }

    /** The same with a driver that needs so many cycles for a register. */
    public static long cycles(TrapPath path, Register register, Map<String, Long> costs, long emulation) {
        Map<String, Long> changed = new HashMap<>(costs);
        changed.put(MmioCost.EMULATE.id(), emulation);
        return cycles(path, register, changed);
    }

    /** The scenario of a write to memory. */
    static MmioScenario memoryWrite(Map<String, Long> costs) {
        return scenario(Register.MEMORY, costs);
    }

    private static MmioScenario scenario(Register register, Map<String, Long> costs) {
        List<RegionShape> shapes = List.of(
                RegionShape.plain(PciRegion.BAR0.index(), PciRegion.BAR0.id(), SIZE, RegionFlag.READ_WRITE),
                RegionShape.plain(PciRegion.BAR1.index(), PciRegion.BAR1.id(), PORTS, RegionFlag.READ_WRITE),
                RegionShape.plain(
                        PciRegion.CONFIG.index(), PciRegion.CONFIG.id(), ConfigSpace.SIZE, RegionFlag.READ_WRITE));
        DeviceSpec device = new DeviceSpec(
                DEVICE,
                OffsetLayout.Shifted.VFIO_PCI.lay(shapes),
                List.of(
                        new Bar(PciRegion.BAR0.index(), Bar.Kind.MEMORY, SIZE, false),
                        new Bar(PciRegion.BAR1.index(), Bar.Kind.IO, PORTS, false)),
                Map.of(),
                FaultPolicy.NONE,
                MidLayer.THIN,
                true);
        Operation write = new Operation.Access(
                DEVICE,
                Operation.Access.Through.GUEST,
                OptionalInt.of(register.region.index()),
                0,
                Integer.BYTES,
                new byte[] {1, 0, 0, 0});
        return new MmioScenario(
                "ratio",
                "",
                Map.of(),
                List.of(device),
                GUEST_MEMORY,
                MmioScenario.OverlapRule.REFUSED,
                List.of(write),
                costs);
    }
}
