package io.zmdev.sim.mmio;

import io.zmdev.model.Errno;
import io.zmdev.sim.mmio.GuestWindows.Window;
import io.zmdev.sim.mmio.Outcome.Fault;
import io.zmdev.sim.mmio.Outcome.Part;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Guest, KVM and QEMU around the devices: takes each access of the guest along its path. Allocates nothing for an access while
 * nothing is recorded.
 *
 * <p>The same splitting and matching as KVM: an instruction is split at pages, what traps into parts of at most 8 bytes; the parts
 * go to KVM's bus until one is not taken there, and from that one on to user space.
 */
final class MmioMachine {

    private static final long PAGE = ParentDevice.PAGE;
    private static final int PART = Long.BYTES;

    private final MmioTimeline timeline;
    private final StateSpace space = new StateSpace();
    private final ParentDevice parent;
    private final List<DeviceFile> devices = new ArrayList<>();
    private final List<Mappings> mappings = new ArrayList<>();
    private final List<IrqLine> irqs = new ArrayList<>();
    private final GuestWindows windows = new GuestWindows(devices);
    private final KvmBus memoryBus = new KvmBus();
    private final KvmBus portBus = new KvmBus();
    private final CoalescedRing ring;
    private final DmaPages dma;
    private final Area eventfds;
    private final byte[] drained = new byte[CoalescedRing.ENTRY_BYTES];
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Fault fault;

    MmioMachine(MmioScenario scenario) {
        timeline = new MmioTimeline(scenario.costs());
        parent = new ParentDevice(space, scenario.parent());
        for (DeviceSpec spec : scenario.devices()) {
            DeviceFile device = new DeviceFile(space, devices.size(), spec, timeline, parent, windows::forget);
            devices.add(device);
            mappings.add(new Mappings(space, device, parent, timeline));
            irqs.add(new IrqLine(space, spec.id(), timeline));
        }
        ring = new CoalescedRing(space);
        dma = new DmaPages(space, timeline, scenario.memory(), scenario.devices());
        eventfds = space.add("eventfds", Math.max(1, scenario.operations().size()) * (long) Long.BYTES);
    }

    MmioTimeline timeline() {
        return timeline;
    }

    StateSpace space() {
        return space;
    }

    List<DeviceFile> devices() {
        return devices;
    }

    /** The device with this id; the reader has made sure that there is one. */
    DeviceFile device(String id) {
        for (DeviceFile device : devices) {
            if (device.spec().id().equals(id)) {
                return device;
            }
        }
        throw new IllegalArgumentException("there is no device " + id);
    }

    Mappings mappings(DeviceFile device) {
        return mappings.get(device.number());
    }

    IrqLine irq(DeviceFile device) {
        return irqs.get(device.number());
    }

    DmaPages dma() {
        return dma;
    }

    GuestWindows windows() {
        return windows;
    }

    KvmBus bus(boolean port) {
        return port ? portBus : memoryBus;
    }

    /** The parts of the access since the last {@link #startAccess}. */
    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** What went wrong since the last {@link #startAccess}. */
    @Nullable
    Fault fault() {
        return fault;
    }

    void startAccess() {
        parts.clear();
        fault = null;
    }

    /** An instruction of the guest on memory; what it reads goes into {@code data}. */
    void accessMemory(long address, byte[] data, int length, boolean write) {
        int done = 0;
        while (done < length && !isOver()) {
            int inPage = (int) Math.min(length - done, PAGE - ((address + done) & (PAGE - 1)));
            Window window = windows.memoryAt(address + done);
            if (window != null && isDirect(window, address + done)) {
                direct(window, address + done, data, done, inPage, write);
            } else {
                trap(address + done, data, done, inPage, write);
            }
            done += inPage;
        }
    }

    /** An instruction of the guest on ports: 1, 2 or 4 bytes. */
    void accessPort(long port, byte[] data, int length, boolean write) {
        timeline.step(MmioStep.EXIT_PORT, port, length, 0);
        timeline.step(MmioStep.BUS, port, length, 0);
        if (!serveOnBus(portBus, port, data, 0, length, write)) {
            toUser(MmioStep.TO_USER_PORT, windows.portAt(port), port, data, 0, length, write);
        }
        timeline.step(MmioStep.RESUME);
    }

    private boolean isOver() {
        return fault != null && fault.endsTheGuest();
    }

    private boolean isDirect(Window window, long address) {
        return mappings.get(window.device().number()).isMapped(window.region(), address - window.base())
                && !irqs.get(window.device().number()).mapsAreOff();
    }

    private void direct(Window window, long address, byte[] data, int at, int length, boolean write) {
        Mappings table = mappings.get(window.device().number());
        long offset = address - window.base();
        if (table.page(window.region(), offset) == Mappings.ABSENT) {
            timeline.step(MmioStep.DIRECT_FAULT, address, 0, 0);
            Fault found = table.handleFault(window.region(), offset);
            if (found == Fault.SIGBUS) {
                timeline.step(MmioStep.BAD_ADDRESS, address, 0, 0);
                fault = Fault.BAD_ADDRESS;
                return;
            }
            note(found);
            timeline.step(MmioStep.RETRY);
        }
        touch(MmioStep.DIRECT, window.device(), window.region(), offset, address, data, at, length, write);
    }

    /** QEMU's own access through its mapping; false where it has none. */
    boolean accessMapping(DeviceFile device, int region, long offset, byte[] data, boolean write) {
        Mappings table = mappings.get(device.number());
        int done = 0;
        while (done < data.length && !isOver()) {
            long from = offset + done;
            int inPage = (int) Math.min(data.length - done, PAGE - (from & (PAGE - 1)));
            if (!table.isMapped(region, from)) {
                return false;
            }
            if (table.page(region, from) == Mappings.ABSENT) {
                timeline.step(MmioStep.MAPPING_FAULT, from, 0, 0);
                note(table.handleFault(region, from));
            }
            if (!isOver()) {
                touch(MmioStep.MAPPED, device, region, from, from, data, done, inPage, write);
            }
            done += inPage;
        }
        return true;
    }

    private void note(@Nullable Fault found) {
        if (found != null) {
            fault = found;
        }
    }

    private void touch(
            MmioStep step,
            DeviceFile device,
            int region,
            long offset,
            long address,
            byte[] data,
            int at,
            int length,
            boolean write) {
        int index = device.region(region).index();
        long host = mappings.get(device.number()).page(region, offset) + (offset & (PAGE - 1));
        Area memory = parent.bar(index).orElseThrow();
        if (write) {
            memory.put(parent.offset(index, host), data, at, length);
        } else {
            memory.noteRead(parent.offset(index, host), length);
            memory.get(parent.offset(index, host), data, at, length);
        }
        timeline.step(step, address, host, length);
        served(address, length, TrapPath.DIRECT);
    }

    private void served(long address, int length, TrapPath path) {
        if (timeline.isRecording()) {
            parts.add(new Part(address, length, path));
        }
    }

    private void trap(long address, byte[] data, int at, int length, boolean write) {
        KvmBus.Entry fast = write ? memoryBus.fast(address) : null;
        if (fast != null) {
            timeline.step(MmioStep.EXIT_FAST, address, 0, 0);
            signal(fast);
            served(address, length, TrapPath.IOEVENTFD);
            timeline.step(MmioStep.RESUME);
            return;
        }
        timeline.step(MmioStep.EXIT, address, length, 0);
        timeline.step(MmioStep.DECODE, address, length, 0);
        int done = 0;
        while (done < length && !isOver()) {
            int part = Math.min(length - done, PART);
            timeline.step(MmioStep.BUS, address + done, part, 0);
            if (!serveOnBus(memoryBus, address + done, data, at + done, part, write)) {
                break;
            }
            done += part;
        }
        while (done < length && !isOver()) {
            Window window = windows.memoryAt(address + done);
            long room = window == null ? PART : window.base() + window.size() - address - done;
            int part = (int) Math.min(Math.min(length - done, PART), room);
            toUser(MmioStep.TO_USER, window, address + done, data, at + done, part, write);
            done += part;
        }
        timeline.step(MmioStep.RESUME);
    }

    private boolean serveOnBus(KvmBus bus, long address, byte[] data, int at, int length, boolean write) {
        for (int i = 0; i < bus.size(); i++) {
            KvmBus.Entry entry = bus.entry(i);
            if (entry.covers(address, length) && serve(entry, bus == portBus, address, data, at, length, write)) {
                served(address, length, entry.path());
                return true;
            }
        }
        return false;
    }

    private boolean serve(
            KvmBus.Entry entry, boolean port, long address, byte[] data, int at, int length, boolean write) {
        return switch (entry.path()) {
            case BACK_DOOR -> {
                callBack(entry, address, data, at, length, write);
                yield true;
            }
            case FD_OFFSET -> {
                long position = position(entry) + address - entry.address();
                timeline.step(MmioStep.FILE_OP, position, length, 0);
                failedRead(
                        entry.device().transfer(position, data, at, length, write, MmioStep.COPY_KERNEL),
                        data,
                        at,
                        length,
                        write);
                yield true;
            }
            case IOEVENTFD -> write && matches(entry, address, data, at, length);
            case COALESCED -> write && collect(port, address, data, at, length);
            case USER_SPACE, DIRECT -> false;
        };
    }

    private void callBack(KvmBus.Entry entry, long address, byte[] data, int at, int length, boolean write) {
        timeline.step(MmioStep.CALLBACK, address, length, 0);
        if (entry.device().isReleased()) {
            fault = Fault.STALE_HANDLER;
            timeline.step(MmioStep.STALE);
            return;
        }
        entry.device()
                .emulate(entry.region(), entry.regionOffset() + address - entry.address(), data, at, length, write);
    }

    private static long position(KvmBus.Entry entry) {
        return entry.device().region(entry.region()).offset() + entry.regionOffset();
    }

    private boolean matches(KvmBus.Entry entry, long address, byte[] data, int at, int length) {
        if (address != entry.address() || (entry.length() != 0 && entry.length() != length)) {
            return false;
        }
        if (entry.value().isPresent()) {
            long value = LittleEndian.value(data, at, length);
            timeline.step(MmioStep.COMPARE, value, entry.value().getAsLong(), 0);
            if (value != entry.value().getAsLong()) {
                return false;
            }
        }
        signal(entry);
        return true;
    }

    private void signal(KvmBus.Entry entry) {
        long counter = (long) entry.eventfd() * Long.BYTES;
        long count = LittleEndian.getLong(eventfds, counter) + 1;
        LittleEndian.putLong(eventfds, counter, count);
        timeline.step(MmioStep.SIGNAL, entry.eventfd(), count, 0);
        if (entry.listener() == Operation.Register.Listener.VFIO) {
            LittleEndian.putLong(eventfds, counter, 0);
            timeline.step(MmioStep.LISTENER_WRITE, entry.value().orElse(0), 0, 0);
            int length = (int) entry.length();
            byte[] bytes = LittleEndian.bytes(entry.value().orElse(0), length);
            entry.device().emulate(entry.region(), entry.regionOffset(), bytes, 0, length, true);
        }
    }

    private boolean collect(boolean port, long address, byte[] data, int at, int length) {
        int number = ring.last();
        if (ring.isFull(number)) {
            timeline.step(MmioStep.RING_FULL);
            return false;
        }
        ring.put(number, address, port, LittleEndian.value(data, at, length), length);
        timeline.step(MmioStep.RING_PUT, number, address, length);
        return true;
    }

    private void toUser(
            MmioStep step, @Nullable Window window, long address, byte[] data, int at, int length, boolean write) {
        timeline.step(step, address, length, 0);
        timeline.step(MmioStep.COPY_RUN, length, 0, 0);
        drainRing();
        dispatch(window, address, data, at, length, write);
        timeline.step(MmioStep.KVM_RUN);
        served(address, length, TrapPath.USER_SPACE);
    }

    /** QEMU finds the region of a guest address and makes the access on the device file. */
    private void dispatch(@Nullable Window window, long address, byte[] data, int at, int length, boolean write) {
        if (window == null) {
            timeline.step(MmioStep.UNASSIGNED);
            if (!write) {
                Arrays.fill(data, at, at + length, (byte) 0);
            }
            return;
        }
        long offset = address - window.base();
        DeviceFile device = window.device();
        timeline.step(MmioStep.FIND_REGION, device.region(window.region()).index(), offset, 0);
        long position = device.region(window.region()).offset() + offset;
        failedRead(accessFile(device, position, data, at, length, write), data, at, length, write);
        irqs.get(device.number()).accessed();
    }

    /** QEMU logs a failed pread and gives the guest all ones. */
    private static void failedRead(int result, byte[] data, int at, int length, boolean write) {
        if (result < 0 && !write) {
            Arrays.fill(data, at, at + length, (byte) 0xff);
        }
    }

    /** pread or pwrite of user space; the length or a negative errno. */
    int accessFile(DeviceFile device, long position, byte[] data, int at, int length, boolean write) {
        timeline.step(write ? MmioStep.PWRITE : MmioStep.PREAD, position, length, 0);
        int result = device.isOpen()
                ? device.transfer(position, data, at, length, write, MmioStep.COPY_USER)
                : -Errno.EBADF.number();
        timeline.step(MmioStep.RETURN, result, 0, 0);
        return result;
    }

    /** An access to configuration space, which always ends in QEMU. */
    int accessConfig(DeviceFile device, int region, long offset, byte[] data, boolean write) {
        timeline.step(MmioStep.EXIT_PORT, 0xcfc, data.length, 0);
        timeline.step(MmioStep.TO_USER_PORT, 0xcfc, data.length, 0);
        timeline.step(MmioStep.COPY_RUN, data.length, 0, 0);
        drainRing();
        timeline.step(MmioStep.FIND_REGION, device.region(region).index(), offset, 0);
        int result = accessFile(device, device.region(region).offset() + offset, data, 0, data.length, write);
        failedRead(result, data, 0, data.length, write);
        timeline.step(MmioStep.KVM_RUN);
        served(offset, data.length, TrapPath.USER_SPACE);
        timeline.step(MmioStep.RESUME);
        return result;
    }

    /** QEMU makes the writes that KVM collected; the number of them. */
    int drainRing() {
        int count = 0;
        int number = ring.first();
        int end = ring.last();
        while (number != end) {
            ring.get(number, drained);
            long address = CoalescedRing.address(drained);
            int length = CoalescedRing.length(drained);
            boolean port = CoalescedRing.isPort(drained);
            int after = ring.takeAway(number);
            timeline.step(MmioStep.RING_TAKE, number, address, length);
            dispatch(
                    port ? windows.portAt(address) : windows.memoryAt(address),
                    address,
                    drained,
                    CoalescedRing.DATA,
                    length,
                    true);
            number = after;
            count++;
        }
        return count;
    }

    /** QEMU's main loop reads every eventfd that was signalled, and makes the write if it knows the value; the counts. */
    List<Long> readEventfds() {
        List<Long> counts = new ArrayList<>();
        readEventfds(memoryBus, counts);
        readEventfds(portBus, counts);
        return counts;
    }

    private void readEventfds(KvmBus bus, List<Long> counts) {
        for (int i = 0; i < bus.size(); i++) {
            KvmBus.Entry entry = bus.entry(i);
            long count = entry.eventfd() < 0 ? 0 : LittleEndian.getLong(eventfds, (long) entry.eventfd() * Long.BYTES);
            if (count == 0) {
                continue;
            }
            if (counts.isEmpty()) {
                timeline.step(MmioStep.WAKE);
            }
            LittleEndian.putLong(eventfds, (long) entry.eventfd() * Long.BYTES, 0);
            timeline.step(MmioStep.READ_EVENTFD, entry.eventfd(), count, 0);
            counts.add(count);
            OptionalLong value = entry.value();
            if (value.isPresent()) {
                int length = (int) entry.length();
                byte[] bytes = LittleEndian.bytes(value.getAsLong(), length);
                accessFile(entry.device(), position(entry), bytes, 0, length, true);
            }
        }
    }
}
