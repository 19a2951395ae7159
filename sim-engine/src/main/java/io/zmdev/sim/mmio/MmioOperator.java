package io.zmdev.sim.mmio;

import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.mmio.GuestWindows.Window;
import io.zmdev.sim.mmio.Operation.Register.Listener;
import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.pci.ConfigSpace;
import io.zmdev.sim.mmio.region.PciRegion;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.mmio.region.RegionShape;
import io.zmdev.sim.mmio.region.SparseArea;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does the operations of a scenario on a machine. */
final class MmioOperator {

    private static final int WORD = 4;
    private static final long UNSIGNED_INT = 0xffff_ffffL;
    private static final byte[] ALL_ONES = {-1, -1, -1, -1};

    private final MmioMachine machine;
    private final MmioTimeline timeline;
    private int nextEventfd;

    MmioOperator(MmioMachine machine) {
        this.machine = machine;
        this.timeline = machine.timeline();
    }

    Outcome perform(Operation operation) {
        return switch (operation) {
            case Operation.AskRegion ask -> ask(ask);
            case Operation.ProgramBars program -> program(program);
            case Operation.Map map -> new Outcome.Called(answer(map(map)));
            case Operation.Register register -> new Outcome.Called(answer(register(register)));
            case Operation.Access access -> accessed(access);
            case Operation.Close(String on) -> close(machine.device(on));
            case Operation.MainLoop loop -> loop();
            case Operation.MapDma(long iova, long size) ->
                new Outcome.Called(machine.dma().map(iova, size));
            case Operation.UnmapDma(long iova, long size) ->
                new Outcome.Called(machine.dma().unmap(iova, size));
            case Operation.Pin(String on, long iova, int pages) ->
                new Outcome.Called(machine.dma().pin(machine.device(on).number(), iova, pages));
            case Operation.Unpin(String on, long iova, int pages) ->
                new Outcome.Called(machine.dma().unpin(machine.device(on).number(), iova, pages));
            case Operation.CopyDma copy -> copied(copy);
            case Operation.SetIrq(String on, Operation.SetIrq.Irq irq, Operation.SetIrq.Delivery delivery) -> {
                machine.irq(machine.device(on)).set(irq, delivery);
                yield new Outcome.Called(Optional.empty());
            }
            case Operation.Raise(String on) ->
                new Outcome.Interrupted(machine.irq(machine.device(on)).raise());
            case Operation.Lower(String on) -> {
                machine.irq(machine.device(on)).lower();
                yield new Outcome.Interrupted(false);
            }
            case Operation.EndOfInterrupt(String on) ->
                new Outcome.Interrupted(machine.irq(machine.device(on)).end());
        };
    }

    private Optional<Errno> answer(Optional<Errno> errno) {
        errno.ifPresent(number -> timeline.step(MmioStep.REFUSED, number.number(), 0, 0));
        return errno;
    }

    private Outcome ask(Operation.AskRegion ask) {
        DeviceFile device = machine.device(ask.on());
        int position = device.position(ask.region());
        if (position < 0) {
            timeline.step(MmioStep.REGION_INFO, ask.region(), 0, 0);
            return ask.region() < PciRegion.COUNT ? absent(ask.region()) : new Outcome.Region(Optional.empty());
        }
        timeline.step(
                MmioStep.REGION_INFO,
                ask.region(),
                device.region(position).size(),
                device.region(position).offset());
        return new Outcome.Region(Optional.of(device.region(position)));
    }

    private static Outcome absent(int index) {
        String name = PciRegion.ofIndex(index).map(PciRegion::id).orElseThrow();
        return new Outcome.Region(Optional.of(new RegionInfo(RegionShape.plain(index, name, 0, Set.of()), 0)));
    }

    /** As firmware does: decoding off, size each BAR by writing all ones, place them, decoding on. */
    private Outcome program(Operation.ProgramBars program) {
        DeviceFile device = machine.device(program.on());
        int config = device.position(PciRegion.CONFIG.index());
        writeConfig(device, config, ConfigSpace.COMMAND, new byte[2]);
        List<Outcome.BarAddress> placed = new ArrayList<>();
        long nextMemory = program.memory();
        long nextPort = program.io();
        for (Bar bar : device.spec().bars()) {
            long size = size(device, config, bar);
            boolean port = bar.kind() == Bar.Kind.IO;
            long address = ((port ? nextPort : nextMemory) + size - 1) & -size;
            if ((!port && bar.kind() != Bar.Kind.MEMORY_64 && address + size > UNSIGNED_INT + 1)
                    || (port && address + size > 0x10000)) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        "program-bars: there is no room for BAR%d of 0x%x bytes at 0x%x; start lower"
                                .formatted(bar.index(), size, address));
            }
            place(device, config, bar, address);
            placed.add(new Outcome.BarAddress(bar.index(), size, address));
            if (port) {
                nextPort = address + size;
            } else {
                nextMemory = address + size;
            }
        }
        writeConfig(
                device,
                config,
                ConfigSpace.COMMAND,
                LittleEndian.bytes(ConfigSpace.COMMAND_IO | ConfigSpace.COMMAND_MEMORY, 2));
        return new Outcome.Bars(placed);
    }

    private long size(DeviceFile device, int config, Bar bar) {
        long ones = 0;
        for (int i = bar.registers() - 1; i >= 0; i--) {
            writeConfig(device, config, bar.register() + WORD * i, ALL_ONES);
            byte[] word = new byte[WORD];
            machine.accessConfig(device, config, bar.register() + WORD * (long) i, word, false);
            ones = (ones << Integer.SIZE) | LittleEndian.value(word, 0, WORD);
        }
        long typeBits = switch (bar.kind()) {
            case IO -> 0x3;
            case MEMORY, MEMORY_64 -> 0xf;
            case ROM -> 0x7ff;
        };
        long mask = bar.registers() == 1 ? UNSIGNED_INT : -1;
        return (~(ones & ~typeBits) & mask) + 1;
    }

    private void place(DeviceFile device, int config, Bar bar, long address) {
        long value = bar.kind() == Bar.Kind.ROM ? address | 1 : address;
        for (int i = 0; i < bar.registers(); i++) {
            byte[] word = LittleEndian.bytes(value >>> (Integer.SIZE * i), WORD);
            writeConfig(device, config, bar.register() + WORD * i, word);
        }
    }

    private void writeConfig(DeviceFile device, int config, int offset, byte[] data) {
        machine.accessConfig(device, config, offset, data, true);
    }

    private Optional<Errno> map(Operation.Map map) {
        DeviceFile device = machine.device(map.on());
        int position = device.position(map.region());
        if (!device.isOpen()) {
            return Optional.of(Errno.EBADF);
        }
        if (position < 0) {
            return Optional.of(Errno.EINVAL);
        }
        RegionShape shape = device.region(position).shape();
        List<SparseArea> areas =
                map.length() == 0 ? shape.mappable() : List.of(new SparseArea(map.offset(), map.length()));
        if (areas.isEmpty() || areas.stream().anyMatch(area -> !shape.mayMap(area.offset(), area.size()))) {
            return Optional.of(Errno.EINVAL);
        }
        for (SparseArea area : areas) {
            timeline.step(MmioStep.MMAP, device.region(position).offset() + area.offset(), area.size(), 0);
            machine.mappings(device).map(position, area);
            Window window = machine.windows().of(device, position);
            if (window != null) {
                timeline.step(MmioStep.MEMORY_SLOT, window.base() + area.offset(), area.size(), 0);
            }
        }
        return Optional.empty();
    }

    private Optional<Errno> register(Operation.Register register) {
        DeviceFile device = machine.device(register.on());
        int position = device.position(register.region());
        Window window = position < 0 ? null : machine.windows().of(device, position);
        if (window == null || !device.region(position).shape().contains(register.offset(), register.length())) {
            return Optional.of(Errno.EINVAL);
        }
        Optional<Errno> refused = refusal(register, device);
        if (refused.isPresent()) {
            return refused;
        }
        int eventfd = register.path() == TrapPath.IOEVENTFD ? nextEventfd : -1;
        long address = window.base() + register.offset();
        Optional<Errno> errno = machine.bus(window.port())
                .add(new KvmBus.Entry(
                        address,
                        register.length(),
                        register.path(),
                        device,
                        position,
                        register.offset(),
                        register.datamatch(),
                        eventfd,
                        register.listener()));
        if (errno.isPresent()) {
            return errno;
        }
        long file = device.region(position).offset() + register.offset();
        switch (register.path()) {
            case BACK_DOOR -> timeline.step(MmioStep.REGISTER_BACK_DOOR, address, register.length(), 0);
            case FD_OFFSET -> {
                timeline.step(MmioStep.REGISTER_FILE, address, register.length(), file);
                device.hold();
                timeline.step(MmioStep.FDGET, device.references(), 0, 0);
            }
            case IOEVENTFD -> {
                nextEventfd++;
                timeline.step(MmioStep.REGISTER_IOEVENTFD, address, register.length(), eventfd);
                if (register.listener() == Listener.VFIO) {
                    timeline.step(
                            MmioStep.REGISTER_LISTENER,
                            file,
                            register.datamatch().orElse(0),
                            0);
                }
            }
            case COALESCED -> timeline.step(MmioStep.REGISTER_COALESCED, address, register.length(), 0);
            case USER_SPACE, DIRECT -> {}
        }
        return Optional.empty();
    }

    private static Optional<Errno> refusal(Operation.Register register, DeviceFile device) {
        long length = register.length();
        return switch (register.path()) {
            case BACK_DOOR ->
                device.spec().inKernelDelivery() && length > 0 ? Optional.empty() : Optional.of(Errno.EOPNOTSUPP);
            case FD_OFFSET -> device.isOpen() && length > 0 ? Optional.empty() : Optional.of(Errno.EBADF);
            case IOEVENTFD -> {
                boolean lengthIsKnown = length == 1 || length == 2 || length == 4 || length == 8;
                boolean matchesLength =
                        lengthIsKnown || (length == 0 && register.datamatch().isEmpty());
                boolean hasListener = register.listener() == Listener.QEMU
                        || register.datamatch().isPresent();
                yield matchesLength && hasListener ? Optional.empty() : Optional.of(Errno.EINVAL);
            }
            case COALESCED -> length > 0 ? Optional.empty() : Optional.of(Errno.EINVAL);
            case USER_SPACE, DIRECT -> Optional.of(Errno.EINVAL);
        };
    }

    private Outcome accessed(Operation.Access access) {
        byte[] data = access.isWrite() ? access.data() : new byte[access.length()];
        Optional<Errno> errno = access(access, data);
        return new Outcome.Accessed(
                errno,
                access.isWrite() || errno.isPresent() ? new byte[0] : data,
                machine.parts(),
                Optional.ofNullable(machine.fault()));
    }

    /** Makes an access; what it reads goes into {@code data}. */
    Optional<Errno> access(Operation.Access access, byte[] data) {
        machine.startAccess();
        return switch (access.through()) {
            case GUEST -> throughGuest(access, data);
            case MAPPING -> throughMapping(access, data);
            case FILE -> throughFile(access, data);
        };
    }

    private Optional<Errno> throughGuest(Operation.Access access, byte[] data) {
        if (access.region().isEmpty()) {
            machine.accessMemory(access.offset(), data, data.length, access.isWrite());
            return Optional.empty();
        }
        DeviceFile device = machine.device(access.on());
        int position = device.position(access.region().getAsInt());
        if (position >= 0 && device.region(position).index() == PciRegion.CONFIG.index()) {
            machine.accessConfig(device, position, access.offset(), data, access.isWrite());
            return Optional.empty();
        }
        Window window = position < 0 ? null : machine.windows().of(device, position);
        if (window == null) {
            return Optional.of(Errno.ENXIO);
        }
        if (window.port()) {
            machine.accessPort(window.base() + access.offset(), data, data.length, access.isWrite());
        } else {
            machine.accessMemory(window.base() + access.offset(), data, data.length, access.isWrite());
        }
        return Optional.empty();
    }

    private Optional<Errno> throughMapping(Operation.Access access, byte[] data) {
        DeviceFile device = machine.device(access.on());
        int position =
                access.region().isPresent() ? device.position(access.region().getAsInt()) : -1;
        boolean mapped =
                position >= 0 && machine.accessMapping(device, position, access.offset(), data, access.isWrite());
        return mapped ? Optional.empty() : Optional.of(Errno.EFAULT);
    }

    private Optional<Errno> throughFile(Operation.Access access, byte[] data) {
        DeviceFile device = machine.device(access.on());
        long position = access.offset();
        if (access.region().isPresent()) {
            int region = device.position(access.region().getAsInt());
            if (region < 0) {
                return Optional.of(Errno.EINVAL);
            }
            position += device.region(region).offset();
        }
        int result = machine.accessFile(device, position, data, 0, data.length, access.isWrite());
        return result < 0 ? Errno.ofNumber(-result) : Optional.empty();
    }

    private Outcome close(DeviceFile device) {
        if (!device.isOpen()) {
            return new Outcome.Called(answer(Optional.of(Errno.EBADF)));
        }
        device.close();
        timeline.step(MmioStep.CLOSE, device.references(), 0, 0);
        if (device.isReleased()) {
            timeline.step(MmioStep.RELEASE);
        }
        return new Outcome.Called(Optional.empty());
    }

    private Outcome loop() {
        timeline.onOtherThread();
        int drained = machine.drainRing();
        List<Long> signals = machine.readEventfds();
        timeline.onVcpu();
        return new Outcome.Looped(signals, drained);
    }

    private Outcome copied(Operation.CopyDma copy) {
        boolean write = copy.data().length > 0;
        byte[] data = write ? copy.data() : new byte[copy.length()];
        Optional<Errno> errno = machine.dma().copy(copy.iova(), data, write);
        return new Outcome.Copied(errno, write || errno.isPresent() ? new byte[0] : Arrays.copyOf(data, data.length));
    }
}
