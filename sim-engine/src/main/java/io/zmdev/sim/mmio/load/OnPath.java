package io.zmdev.sim.mmio.load;

import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.Operation;
import io.zmdev.sim.mmio.Operation.Access.Through;
import io.zmdev.sim.mmio.Operation.Register.Listener;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.region.PciRegion;
import io.zmdev.sim.mmio.region.RegionInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A scenario whose guest makes the same accesses on another path. */
public final class OnPath {

    private static final long MEMORY_BASE = 0xc000_0000L;
    private static final int PORT_BASE = 0x1000;

    /** More than six BARs of 256 ports. */
    private static final int PORTS_OF_A_DEVICE = 0x800;

    private OnPath() {}

    /**
     * The BARs are programmed, the path is registered for every BAR that the guest accesses, and then only those accesses are made.
     * An ioeventfd takes each value that is written, on its own; a read it can't take.
     */
    public static MmioScenario of(MmioScenario scenario, TrapPath path) {
        List<Operation.Access> accesses = accesses(scenario);
        Set<Operation> operations = new LinkedHashSet<>();
        long next = MEMORY_BASE;
        int port = PORT_BASE;
        for (DeviceSpec device : scenario.devices()) {
            operations.add(new Operation.ProgramBars(device.id(), next, port));
            next += device.bars().stream().mapToLong(bar -> 2 * bar.size()).sum();
            port += PORTS_OF_A_DEVICE;
        }
        for (Operation.Access access : accesses) {
            operations.addAll(registrations(scenario, access, path));
        }
        List<Operation> all = new ArrayList<>(operations);
        all.addAll(accesses);
        return new MmioScenario(
                scenario.name(),
                scenario.note(),
                scenario.parent(),
                scenario.devices().stream().map(OnPath::withInKernelDelivery).toList(),
                scenario.memory(),
                scenario.overlap(),
                all,
                scenario.costs());
    }

    /** The accesses of the guest to BARs. */
    public static List<Operation.Access> accesses(MmioScenario scenario) {
        return scenario.operations().stream()
                .filter(Operation.Access.class::isInstance)
                .map(Operation.Access.class::cast)
                .filter(access -> access.through() == Through.GUEST
                        && access.region().isPresent()
                        && access.region().getAsInt() < PciRegion.ROM.index())
                .toList();
    }

    private static List<Operation> registrations(MmioScenario scenario, Operation.Access access, TrapPath path) {
        int region = access.region().orElseThrow();
        return switch (path) {
            case USER_SPACE -> List.of();
            case BACK_DOOR, FD_OFFSET, COALESCED ->
                List.of(new Operation.Register(
                        access.on(), path, region, 0, size(scenario, access), OptionalLong.empty(), Listener.QEMU));
            case IOEVENTFD ->
                access.isWrite() && Long.bitCount(access.length()) == 1 && access.length() <= Long.BYTES
                        ? List.of(new Operation.Register(
                                access.on(),
                                path,
                                region,
                                access.offset(),
                                access.length(),
                                OptionalLong.of(value(access.data())),
                                Listener.QEMU))
                        : List.of();
            case DIRECT -> List.of(new Operation.Map(access.on(), region, 0, 0));
        };
    }

    private static long value(byte[] data) {
        long value = 0;
        for (int i = data.length - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (data[i] & 0xff);
        }
        return value;
    }

    private static long size(MmioScenario scenario, Operation.Access access) {
        return scenario.devices().stream()
                .filter(device -> device.id().equals(access.on()))
                .flatMap(device -> device.regions().byIndex(access.region().orElseThrow()).stream())
                .mapToLong(RegionInfo::size)
                .sum();
    }

    private static DeviceSpec withInKernelDelivery(DeviceSpec device) {
        return new DeviceSpec(
                device.id(),
                device.regions(),
                device.bars(),
                device.slices(),
                device.faults(),
                device.midLayer(),
                true);
    }
}
