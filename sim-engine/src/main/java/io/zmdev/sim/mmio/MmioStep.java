package io.zmdev.sim.mmio;

import static io.zmdev.sim.flow.Lane.DEVICE;
import static io.zmdev.sim.flow.Lane.GUEST;
import static io.zmdev.sim.flow.Lane.KVM;
import static io.zmdev.sim.flow.Lane.MEMORY;
import static io.zmdev.sim.flow.Lane.QEMU;
import static io.zmdev.sim.flow.Lane.VENDOR_DRIVER;
import static io.zmdev.sim.flow.Lane.VFIO;
import static io.zmdev.sim.flow.Lane.VFIO_MDEV;
import static io.zmdev.sim.mmio.MmioWork.COMPARING;
import static io.zmdev.sim.mmio.MmioWork.COPYING;
import static io.zmdev.sim.mmio.MmioWork.COPY_INCLUDED;
import static io.zmdev.sim.mmio.MmioWork.CROSSING;
import static io.zmdev.sim.mmio.MmioWork.DECODING;
import static io.zmdev.sim.mmio.MmioWork.DRIVER_CALL;
import static io.zmdev.sim.mmio.MmioWork.EMULATION;
import static io.zmdev.sim.mmio.MmioWork.FILE_CALL;
import static io.zmdev.sim.mmio.MmioWork.GUEST_EXIT;
import static io.zmdev.sim.mmio.MmioWork.GUEST_FAULT;
import static io.zmdev.sim.mmio.MmioWork.INJECTION;
import static io.zmdev.sim.mmio.MmioWork.OFFSET_LOOKUP;
import static io.zmdev.sim.mmio.MmioWork.PAGE_MAPPING;
import static io.zmdev.sim.mmio.MmioWork.PINNING;
import static io.zmdev.sim.mmio.MmioWork.RING_READ;
import static io.zmdev.sim.mmio.MmioWork.RING_WRITE;
import static io.zmdev.sim.mmio.MmioWork.SIGNALLING;
import static io.zmdev.sim.mmio.MmioWork.STEP;
import static io.zmdev.sim.mmio.MmioWork.SYSCALL;
import static io.zmdev.sim.mmio.MmioWork.SYSCALL_ENTRY;
import static io.zmdev.sim.mmio.MmioWork.USER_EXIT;
import static io.zmdev.sim.mmio.MmioWork.USER_EXIT_IO;
import static io.zmdev.sim.mmio.MmioWork.USER_FAULT;
import static io.zmdev.sim.mmio.MmioWork.WAKING;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;

/**
 * Every step: id, who does it to whom, what work that is; what happens, and the source. Ids begin with S for set-up, M for mapping,
 * A for what all accesses share, and then the path: U user space, B back door, F file and offset, E eventfd, C coalesced, D direct, P page fault; N are pages for DMA, I interrupts.
 */
public enum MmioStep implements StepKind {
    OPEN(act("S1", QEMU, VFIO, SYSCALL), "open container, group and device %1$d", "vfio_group_get_device_fd"),
    REGION_INFO(
            act("S2", QEMU, VENDOR_DRIVER, SYSCALL),
            "VFIO_DEVICE_GET_REGION_INFO(%1$d): size 0x%2$x, offset 0x%3$x",
            "VFIO_DEVICE_GET_REGION_INFO"),
    CHECK_RANGES(
            act("S3", QEMU, QEMU, STEP),
            "hold the ranges of the device file against each other: %1$d problem(s)",
            "rule: region ranges do not overlap"),
    CACHE_OFFSETS(
            act("S4", VFIO_MDEV, VENDOR_DRIVER, STEP),
            "the mid-layer keeps the offsets of %1$d regions",
            "2016: vfio_mpci_open"),
    ADD_GROUP(
            act("S5", QEMU, KVM, SYSCALL),
            "KVM_DEV_VFIO_GROUP_ADD: the group's file proves access; KVM keeps a reference",
            "kvm_vfio_group_add"),
    CONTROL_VARIABLE(
            act("S6", VENDOR_DRIVER, VENDOR_DRIVER, STEP),
            "the driver's private control variable for in-kernel delivery is %1$d",
            "2016: KVMGT"),
    REFUSED(act("S9", KVM, QEMU, STEP), "refused: errno %1$d", "errno"),

    MMAP(act("M1", QEMU, VFIO, SYSCALL), "mmap 0x%2$x bytes at 0x%1$x of the device file", "vfio_device_fops_mmap"),
    FILL(
            act("M2", VENDOR_DRIVER, MEMORY, PAGE_MAPPING),
            "the driver puts page 0x%2$x of the parent into the mapping at 0x%1$x",
            "remap_pfn_range at mmap()"),
    MEMORY_SLOT(
            act("M3", QEMU, KVM, SYSCALL),
            "KVM_SET_USER_MEMORY_REGION: guest 0x%1$x, 0x%2$x bytes",
            "kvm_set_memory_region"),
    REGISTER_IOEVENTFD(
            act("M4", QEMU, KVM, SYSCALL),
            "KVM_IOEVENTFD: guest 0x%1$x, %2$d byte(s), eventfd %3$d",
            "kvm_assign_ioeventfd_idx"),
    REGISTER_LISTENER(
            act("M4.1", QEMU, VENDOR_DRIVER, SYSCALL),
            "VFIO_DEVICE_IOEVENTFD: on a signal write 0x%2$x to 0x%1$x of the device file",
            "vfio_pci_ioeventfd"),
    REGISTER_COALESCED(
            act("M5", QEMU, KVM, SYSCALL),
            "KVM_REGISTER_COALESCED_MMIO: guest 0x%1$x, 0x%2$x bytes",
            "kvm_vm_ioctl_register_coalesced_mmio"),
    REGISTER_BACK_DOOR(
            act("M6", VENDOR_DRIVER, KVM, STEP),
            "the driver registers its handler in KVM: guest 0x%1$x, 0x%2$x bytes",
            "kvm_io_bus_register_dev"),
    REGISTER_FILE(
            act("M7", QEMU, KVM, SYSCALL),
            "register with KVM: guest 0x%1$x, 0x%2$x bytes, the device's file from 0x%3$x on",
            "proposed 2016: file and offset"),
    FDGET(
            act("M7.1", KVM, VFIO, STEP),
            "fdget: %1$d references to the file; the mode allows reads and writes",
            "fdget"),
    CLOSE(act("M8", QEMU, VFIO, SYSCALL), "close: %1$d reference(s) to the file are left", "fput"),
    RELEASE(
            act("M8.1", VFIO, VENDOR_DRIVER, STEP),
            "the last reference is gone: the driver releases the device",
            "vfio_device_fops_release"),

    EXIT(
            act("A1", GUEST, KVM, GUEST_EXIT),
            "access to guest 0x%1$x, %2$d byte(s): the guest is left",
            "EPT violation or misconfiguration"),
    EXIT_FAST(
            act("A1", GUEST, KVM, GUEST_EXIT),
            "write to guest 0x%1$x, any length: found before the instruction is decoded",
            "handle_ept_misconfig, KVM_FAST_MMIO_BUS"),
    EXIT_PORT(act("A1", GUEST, KVM, GUEST_EXIT), "access to port 0x%1$x, %2$d byte(s): the guest is left", "handle_io"),
    DECODE(
            act("A2", KVM, KVM, DECODING),
            "find and decode the instruction: %2$d byte(s) at 0x%1$x",
            "x86_emulate_instruction"),
    BUS(
            act("A3", KVM, KVM, STEP),
            "part of %2$d byte(s) at 0x%1$x: look for a device on the bus",
            "vcpu_mmio_write, kvm_io_bus_write"),
    RESUME(act("A9", KVM, GUEST, CROSSING), "the guest goes on", "vcpu_enter_guest"),

    TO_USER(
            act("U1", KVM, QEMU, USER_EXIT),
            "KVM_RUN returns KVM_EXIT_MMIO: %2$d byte(s) at 0x%1$x",
            "kvm_mmio_fragment"),
    TO_USER_PORT(
            act("U1", KVM, QEMU, USER_EXIT_IO),
            "KVM_RUN returns KVM_EXIT_IO: %2$d byte(s) at port 0x%1$x",
            "emulator_pio_in_out"),
    COPY_RUN(act("U2", KVM, QEMU, COPY_INCLUDED), "struct kvm_run carries %1$d byte(s)", "kvm_run->mmio.data"),
    FIND_REGION(
            act("U3", QEMU, QEMU, STEP),
            "QEMU finds region %1$d, offset 0x%2$x",
            "address_space_rw, vfio_region_write"),
    UNASSIGNED(
            act("U3", QEMU, QEMU, STEP),
            "no region is there: a read gives zeros, a write is lost",
            "unassigned_mem_ops"),
    PWRITE(
            act("U4", QEMU, VFIO, SYSCALL_ENTRY),
            "pwrite %2$d byte(s) at 0x%1$x of the device file",
            "vfio_device_fops_write"),
    PREAD(
            act("U4", QEMU, VFIO, SYSCALL_ENTRY),
            "pread %2$d byte(s) at 0x%1$x of the device file",
            "vfio_device_fops_read"),
    PASS(act("U5", VFIO, VENDOR_DRIVER, STEP), "VFIO passes 0x%1$x on as it is", "vfio_device_ops"),
    LOOK_UP(
            act("U5", VFIO_MDEV, VENDOR_DRIVER, OFFSET_LOOKUP),
            "the mid-layer finds region %2$d for 0x%1$x by the offsets that it keeps",
            "2016: mediated PCI mid-layer"),
    COMPUTE_INDEX(
            act("U5", VFIO_MDEV, VENDOR_DRIVER, OFFSET_LOOKUP),
            "the mid-layer computes region %2$d, offset 0x%3$x from 0x%1$x >> 40",
            "2016: rejected VFIO_PCI_OFFSET_TO_INDEX"),
    COPY_USER(
            act("U6", VENDOR_DRIVER, QEMU, COPYING),
            "copy %1$d part(s) of up to 8 bytes between user space and the driver",
            "copy_from_user, copy_to_user"),
    EMULATE(
            act("U7", VENDOR_DRIVER, DEVICE, EMULATION),
            "the driver emulates %3$d byte(s) at 0x%2$x of region %1$d",
            "leaf driver"),
    REJECT(act("U7", VENDOR_DRIVER, QEMU, STEP), "the driver answers errno %1$d", "leaf driver"),
    RETURN(act("U8", VFIO, QEMU, CROSSING), "the system call returns %1$d", "vfio_device_fops_write"),
    KVM_RUN(
            act("U9", QEMU, KVM, CROSSING),
            "QEMU calls KVM_RUN, the instruction is completed",
            "complete_emulated_mmio"),

    CALLBACK(
            act("B1", KVM, VENDOR_DRIVER, DRIVER_CALL),
            "KVM calls the driver's handler: %2$d byte(s) at 0x%1$x",
            "kvm_iodevice_write"),
    STALE(
            act("B2", KVM, VENDOR_DRIVER, STEP),
            "the driver released the device; KVM still has its handler and touches what is gone",
            "no reference, no owner"),

    FILE_OP(
            act("F1", KVM, VFIO, FILE_CALL),
            "KVM uses the file that it holds: %2$d byte(s) at 0x%1$x",
            "proposed 2016: f_op->read, f_op->write"),
    COPY_KERNEL(
            act("F2", VENDOR_DRIVER, KVM, COPYING),
            "copy %1$d part(s) of up to 8 bytes between KVM and the driver",
            "f_op->read, f_op->write"),

    COMPARE(act("E1", KVM, KVM, COMPARING), "is the value 0x%1$x that of the ioeventfd, 0x%2$x?", "ioeventfd_in_range"),
    SIGNAL(act("E2", KVM, VFIO, SIGNALLING), "eventfd %1$d counts %2$d", "ioeventfd_write, eventfd_signal"),
    LISTENER_WRITE(
            act("E3", VFIO, VENDOR_DRIVER, STEP),
            "vfio-pci makes the write that it was told: 0x%1$x",
            "vfio_pci_ioeventfd_handler"),
    WAKE(act("E4", VFIO, QEMU, WAKING), "QEMU's main loop wakes up", "ppoll"),
    READ_EVENTFD(
            act("E5", QEMU, KVM, SYSCALL), "QEMU reads eventfd %1$d: %2$d write(s) in one", "vfio_ioeventfd_handler"),

    RING_PUT(
            act("C1", KVM, MEMORY, RING_WRITE),
            "entry %1$d of the ring: guest 0x%2$x, %3$d byte(s)",
            "coalesced_mmio_write"),
    RING_FULL(act("C2", KVM, KVM, STEP), "the ring is full: the write goes to user space", "coalesced_mmio_has_room"),
    RING_TAKE(
            act("C3", QEMU, MEMORY, RING_READ),
            "QEMU takes entry %1$d from the ring: guest 0x%2$x, %3$d byte(s)",
            "kvm_flush_coalesced_mmio_buffer"),

    DIRECT(act("D1", GUEST, DEVICE, STEP), "%3$d byte(s) at 0x%1$x go straight to 0x%2$x of the parent", "no exit"),
    MAPPED(act("D1", QEMU, DEVICE, STEP), "QEMU's mapping: %3$d byte(s) at 0x%1$x are 0x%2$x of the parent", "no exit"),
    DIRECT_FAULT(
            act("P1", GUEST, KVM, GUEST_FAULT),
            "guest 0x%1$x: the memory slot has no page yet",
            "kvm_faultin_pfn, hva_to_pfn"),
    MAPPING_FAULT(
            act("P1", QEMU, MEMORY, USER_FAULT), "offset 0x%1$x of the mapping has no page yet", "handle_mm_fault"),
    FAULT_HANDLER(
            act("P2", VFIO_MDEV, VFIO_MDEV, STEP),
            "the handler of the mapping looks for the page at 0x%1$x of region %2$d",
            "2016: mediated PCI fault handler"),
    IDENTITY(
            act("P3", VFIO_MDEV, VFIO_MDEV, STEP),
            "the default: the parent's BAR%2$d at the same offset 0x%1$x",
            "2016: pci_resource_start"),
    VALIDATE(
            act("P3", VFIO_MDEV, VENDOR_DRIVER, DRIVER_CALL),
            "validate_map_request(0x%1$x): the driver grants 0x%2$x of the parent",
            "2016: validate_map_request"),
    REFUSE_MAP(
            act("P3", VFIO_MDEV, VENDOR_DRIVER, DRIVER_CALL),
            "validate_map_request(0x%1$x): the driver grants nothing",
            "2016: validate_map_request"),
    NO_HANDLER(
            act("P3", VFIO_MDEV, VFIO_MDEV, STEP),
            "the driver has no handler, and there is no default",
            "review of August 2016"),
    REMAP(act("P4", VFIO_MDEV, MEMORY, PAGE_MAPPING), "the page at 0x%1$x is 0x%2$x of the parent", "remap_pfn_range"),
    COLLISION(
            act("P5", MEMORY, MEMORY, STEP),
            "0x%1$x of the parent is mapped by device %2$d already",
            "two devices, one page"),
    SIGBUS(act("P6", VFIO_MDEV, QEMU, STEP), "SIGBUS for the access at 0x%1$x", "VM_FAULT_SIGBUS"),
    BAD_ADDRESS(
            act("P6.1", KVM, QEMU, CROSSING),
            "KVM can't get the page of guest 0x%1$x: KVM_RUN fails with EFAULT",
            "kvm_handle_error_pfn"),
    RETRY(act("P7", MEMORY, GUEST, CROSSING), "the access is made again", "retry"),

    MAP_DMA(
            act("N1", QEMU, VFIO, SYSCALL),
            "VFIO_IOMMU_MAP_DMA: iova 0x%1$x, 0x%2$x bytes are noted, no page is pinned",
            "vfio_dma_do_map"),
    UNMAP_DMA(act("N2", QEMU, VFIO, SYSCALL), "VFIO_IOMMU_UNMAP_DMA: iova 0x%1$x, 0x%2$x bytes", "vfio_dma_do_unmap"),
    DMA_UNMAPPED(
            act("N2.1", VFIO, VENDOR_DRIVER, STEP),
            "dma_unmap: the driver lets %1$d page(s) go",
            "vfio_device_ops.dma_unmap"),
    PIN(
            act("N3", VENDOR_DRIVER, VFIO, PINNING),
            "vfio_pin_pages: iova 0x%1$x is pinned %2$d time(s)",
            "vfio_pin_pages"),
    UNPIN(
            act("N4", VENDOR_DRIVER, VFIO, STEP),
            "vfio_unpin_pages: iova 0x%1$x is pinned %2$d time(s)",
            "vfio_unpin_pages"),
    COPY_DMA(
            act("N5", VENDOR_DRIVER, MEMORY, COPYING),
            "vfio_dma_rw: %2$d byte(s) at iova 0x%1$x, nothing is pinned",
            "vfio_dma_rw"),

    SET_IRQS(
            act("I1", QEMU, VENDOR_DRIVER, SYSCALL),
            "VFIO_DEVICE_SET_IRQS: eventfd for interrupt %1$d",
            "vfio_set_irqs_ioctl"),
    IRQFD(act("I2", QEMU, KVM, SYSCALL), "KVM_IRQFD: flags %1$d", "kvm_irqfd_assign"),
    RAISE(act("I3", DEVICE, VENDOR_DRIVER, STEP), "the device raises interrupt %1$d", "leaf driver"),
    HELD(act("I3.1", VENDOR_DRIVER, VENDOR_DRIVER, STEP), "the interrupt is masked: it waits", "vfio_pci_intx_mask"),
    MASK(
            act("I4", VENDOR_DRIVER, DEVICE, STEP),
            "level-triggered: the driver masks it before it signals",
            "vfio_intx_handler"),
    IRQ_SIGNAL(
            act("I5", VENDOR_DRIVER, VFIO, SIGNALLING),
            "the driver signals the eventfd of interrupt %1$d",
            "eventfd_signal"),
    IRQ_WAKE(
            act("I6", VFIO, QEMU, WAKING),
            "QEMU's main loop wakes up for the interrupt",
            "vfio_intx_interrupt, vfio_msi_interrupt"),
    DISABLE_MMAP(
            act("I6.1", QEMU, QEMU, STEP),
            "QEMU stops using its mappings, to see the guest's next access to a BAR",
            "vfio_mmap_set_enabled"),
    TELL_KVM(act("I7", QEMU, KVM, SYSCALL), "QEMU tells KVM of the interrupt", "KVM_IRQ_LINE, KVM_SIGNAL_MSI"),
    INJECT(act("I8", KVM, GUEST, INJECTION), "the guest gets interrupt %1$d", "kvm_set_irq"),
    END(act("I9", GUEST, KVM, STEP), "the guest ends the interrupt at its controller", "kvm_notify_acked_irq"),
    RESAMPLE(
            act("I10", KVM, VFIO, SIGNALLING),
            "KVM lowers the line and signals the second eventfd",
            "irqfd_resampler_ack"),
    UNMASK(act("I11", VFIO, VENDOR_DRIVER, STEP), "the interrupt is unmasked", "vfio_pci_intx_unmask_handler"),
    UNMASK_CALL(
            act("I11", QEMU, VENDOR_DRIVER, SYSCALL),
            "an access to a BAR counts as the end of the interrupt: VFIO_DEVICE_SET_IRQS unmasks",
            "vfio_intx_eoi"),
    LOWER(act("I12", DEVICE, VENDOR_DRIVER, STEP), "the device takes its interrupt back", "leaf driver");

    /**
     * Who does what to whom.
     *
     * @param id of the step
     */
    private record Act(StepId id, Lane actor, Lane target, MmioWork work) {}

    @SuppressWarnings("ImmutableEnumChecker") // a record of constants
    private final Act act;

    @SuppressWarnings("ImmutableEnumChecker") // strings and pure functions
    private final StepDescription description;

    MmioStep(Act act, String text, String source) {
        this.act = act;
        this.description = StepDescription.of(act.id().text(), text, source);
    }

    private static Act act(String id, Lane actor, Lane target, MmioWork work) {
        return new Act(new StepId(id), actor, target, work);
    }

    @Override
    public StepDescription description() {
        return description;
    }

    /** Its place in arrays of steps. */
    @SuppressWarnings("EnumOrdinal") // the arrays live as long as the program
    int number() {
        return ordinal();
    }

    /** The documented step or sub-step. */
    public StepId stepId() {
        return act.id();
    }

    Lane actor() {
        return act.actor();
    }

    Lane target() {
        return act.target();
    }

    MmioCost cost() {
        return act.work().cost();
    }

    int transitions() {
        return act.work().transitions();
    }

    MmioWork.Counter counter() {
        return act.work().counter();
    }
}
