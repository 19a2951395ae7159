package io.zmdev.sim.mmio;

import static io.zmdev.sim.flow.Lane.DEVICE;
import static io.zmdev.sim.flow.Lane.GUEST;
import static io.zmdev.sim.flow.Lane.KVM;
import static io.zmdev.sim.flow.Lane.MEMORY;
import static io.zmdev.sim.flow.Lane.QEMU;
import static io.zmdev.sim.flow.Lane.VENDOR_DRIVER;
import static io.zmdev.sim.flow.Lane.VFIO;
import static io.zmdev.sim.flow.Lane.VFIO_MDEV;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;

/**
 * Every step: id, what happens, source, who does it to whom, what it costs, how many changes between guest, kernel and user space
 * it makes, and what it counts as. Ids begin with S for set-up, M for mapping, A for what all accesses share, and then the path: U
 * user space, B back door, F file and offset, E eventfd, C coalesced, D direct, P page fault; N are pages for DMA, I interrupts.
 */
enum MmioStep implements StepKind {
    OPEN(
            "S1",
            "open container, group and device %1$d",
            "vfio_group_get_device_fd",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    REGION_INFO(
            "S2",
            "VFIO_DEVICE_GET_REGION_INFO(%1$d): size 0x%2$x, offset 0x%3$x",
            "VFIO_DEVICE_GET_REGION_INFO",
            QEMU,
            VENDOR_DRIVER,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    CHECK_RANGES(
            "S3",
            "hold the ranges of the device file against each other: %1$d problem(s)",
            "rule: region ranges do not overlap",
            QEMU,
            QEMU,
            MmioCost.STEP,
            0,
            Counter.NONE),
    CACHE_OFFSETS(
            "S4",
            "the mid-layer keeps the offsets of %1$d regions",
            "2016: vfio_mpci_open",
            VFIO_MDEV,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    ADD_GROUP(
            "S5",
            "KVM_DEV_VFIO_GROUP_ADD: the group's file proves access; KVM keeps a reference",
            "kvm_vfio_group_add",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    CONTROL_VARIABLE(
            "S6",
            "the driver's private control variable for in-kernel delivery is %1$d",
            "2016: KVMGT",
            VENDOR_DRIVER,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    REFUSED("S9", "refused: errno %1$d", "errno", KVM, QEMU, MmioCost.STEP, 0, Counter.NONE),

    MMAP(
            "M1",
            "mmap 0x%2$x bytes at 0x%1$x of the device file",
            "vfio_device_fops_mmap",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    FILL(
            "M2",
            "the driver puts page 0x%2$x of the parent into the mapping at 0x%1$x",
            "remap_pfn_range at mmap()",
            VENDOR_DRIVER,
            MEMORY,
            MmioCost.MAP_PAGE,
            0,
            Counter.NONE),
    MEMORY_SLOT(
            "M3",
            "KVM_SET_USER_MEMORY_REGION: guest 0x%1$x, 0x%2$x bytes",
            "kvm_set_memory_region",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    REGISTER_IOEVENTFD(
            "M4",
            "KVM_IOEVENTFD: guest 0x%1$x, %2$d byte(s), eventfd %3$d",
            "kvm_assign_ioeventfd_idx",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    REGISTER_LISTENER(
            "M4.1",
            "VFIO_DEVICE_IOEVENTFD: on a signal write 0x%2$x to 0x%1$x of the device file",
            "vfio_pci_ioeventfd",
            QEMU,
            VENDOR_DRIVER,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    REGISTER_COALESCED(
            "M5",
            "KVM_REGISTER_COALESCED_MMIO: guest 0x%1$x, 0x%2$x bytes",
            "kvm_vm_ioctl_register_coalesced_mmio",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    REGISTER_BACK_DOOR(
            "M6",
            "the driver registers its handler in KVM: guest 0x%1$x, 0x%2$x bytes",
            "kvm_io_bus_register_dev",
            VENDOR_DRIVER,
            KVM,
            MmioCost.STEP,
            0,
            Counter.NONE),
    REGISTER_FILE(
            "M7",
            "register with KVM: guest 0x%1$x, 0x%2$x bytes, the device's file from 0x%3$x on",
            "proposed 2016: file and offset",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    FDGET(
            "M7.1",
            "fdget: %1$d references to the file; the mode allows reads and writes",
            "fdget",
            KVM,
            VFIO,
            MmioCost.STEP,
            0,
            Counter.NONE),
    CLOSE(
            "M8",
            "close: %1$d reference(s) to the file are left",
            "fput",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    RELEASE(
            "M8.1",
            "the last reference is gone: the driver releases the device",
            "vfio_device_fops_release",
            VFIO,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),

    EXIT(
            "A1",
            "access to guest 0x%1$x, %2$d byte(s): the guest is left",
            "EPT violation or misconfiguration",
            GUEST,
            KVM,
            MmioCost.EXIT,
            1,
            Counter.EXIT),
    EXIT_FAST(
            "A1",
            "write to guest 0x%1$x, any length: found before the instruction is decoded",
            "handle_ept_misconfig, KVM_FAST_MMIO_BUS",
            GUEST,
            KVM,
            MmioCost.EXIT,
            1,
            Counter.EXIT),
    EXIT_PORT(
            "A1",
            "access to port 0x%1$x, %2$d byte(s): the guest is left",
            "handle_io",
            GUEST,
            KVM,
            MmioCost.EXIT,
            1,
            Counter.EXIT),
    DECODE(
            "A2",
            "find and decode the instruction: %2$d byte(s) at 0x%1$x",
            "x86_emulate_instruction",
            KVM,
            KVM,
            MmioCost.DECODE,
            0,
            Counter.NONE),
    BUS(
            "A3",
            "part of %2$d byte(s) at 0x%1$x: look for a device on the bus",
            "vcpu_mmio_write, kvm_io_bus_write",
            KVM,
            KVM,
            MmioCost.STEP,
            0,
            Counter.NONE),
    RESUME("A9", "the guest goes on", "vcpu_enter_guest", KVM, GUEST, MmioCost.STEP, 1, Counter.NONE),

    TO_USER(
            "U1",
            "KVM_RUN returns KVM_EXIT_MMIO: %2$d byte(s) at 0x%1$x",
            "kvm_mmio_fragment",
            KVM,
            QEMU,
            MmioCost.USER_SPACE,
            1,
            Counter.USER_EXIT),
    TO_USER_PORT(
            "U1",
            "KVM_RUN returns KVM_EXIT_IO: %2$d byte(s) at port 0x%1$x",
            "emulator_pio_in_out",
            KVM,
            QEMU,
            MmioCost.USER_SPACE_IO,
            1,
            Counter.USER_EXIT),
    COPY_RUN(
            "U2",
            "struct kvm_run carries %1$d byte(s)",
            "kvm_run->mmio.data",
            KVM,
            QEMU,
            MmioCost.STEP,
            0,
            Counter.COPY),
    FIND_REGION(
            "U3",
            "QEMU finds region %1$d, offset 0x%2$x",
            "address_space_rw, vfio_region_write",
            QEMU,
            QEMU,
            MmioCost.STEP,
            0,
            Counter.NONE),
    UNASSIGNED(
            "U3",
            "no region is there: a read gives zeros, a write is lost",
            "unassigned_mem_ops",
            QEMU,
            QEMU,
            MmioCost.STEP,
            0,
            Counter.NONE),
    PWRITE(
            "U4",
            "pwrite %2$d byte(s) at 0x%1$x of the device file",
            "vfio_device_fops_write",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            1,
            Counter.SYSCALL),
    PREAD(
            "U4",
            "pread %2$d byte(s) at 0x%1$x of the device file",
            "vfio_device_fops_read",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            1,
            Counter.SYSCALL),
    PASS(
            "U5",
            "VFIO passes 0x%1$x on as it is",
            "vfio_device_ops",
            VFIO,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    LOOK_UP(
            "U5",
            "the mid-layer finds region %2$d for 0x%1$x by the offsets that it keeps",
            "2016: mediated PCI mid-layer",
            VFIO_MDEV,
            VENDOR_DRIVER,
            MmioCost.MID_LAYER,
            0,
            Counter.NONE),
    COMPUTE_INDEX(
            "U5",
            "the mid-layer computes region %2$d, offset 0x%3$x from 0x%1$x >> 40",
            "2016: rejected VFIO_PCI_OFFSET_TO_INDEX",
            VFIO_MDEV,
            VENDOR_DRIVER,
            MmioCost.MID_LAYER,
            0,
            Counter.NONE),
    COPY_USER(
            "U6",
            "copy %1$d part(s) of up to 8 bytes between user space and the driver",
            "copy_from_user, copy_to_user",
            VENDOR_DRIVER,
            QEMU,
            MmioCost.COPY,
            0,
            Counter.COPY),
    EMULATE(
            "U7",
            "the driver emulates %3$d byte(s) at 0x%2$x of region %1$d",
            "leaf driver",
            VENDOR_DRIVER,
            DEVICE,
            MmioCost.EMULATE,
            0,
            Counter.NONE),
    REJECT("U7", "the driver answers errno %1$d", "leaf driver", VENDOR_DRIVER, QEMU, MmioCost.STEP, 0, Counter.NONE),
    RETURN("U8", "the system call returns %1$d", "vfio_device_fops_write", VFIO, QEMU, MmioCost.STEP, 1, Counter.NONE),
    KVM_RUN(
            "U9",
            "QEMU calls KVM_RUN, the instruction is completed",
            "complete_emulated_mmio",
            QEMU,
            KVM,
            MmioCost.STEP,
            1,
            Counter.NONE),

    CALLBACK(
            "B1",
            "KVM calls the driver's handler: %2$d byte(s) at 0x%1$x",
            "kvm_iodevice_write",
            KVM,
            VENDOR_DRIVER,
            MmioCost.CALLBACK,
            0,
            Counter.NONE),
    STALE(
            "B2",
            "the driver released the device; KVM still has its handler and touches what is gone",
            "no reference, no owner",
            KVM,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),

    FILE_OP(
            "F1",
            "KVM uses the file that it holds: %2$d byte(s) at 0x%1$x",
            "proposed 2016: f_op->read, f_op->write",
            KVM,
            VFIO,
            MmioCost.FILE_OP,
            0,
            Counter.NONE),
    COPY_KERNEL(
            "F2",
            "copy %1$d part(s) of up to 8 bytes between KVM and the driver",
            "f_op->read, f_op->write",
            VENDOR_DRIVER,
            KVM,
            MmioCost.COPY,
            0,
            Counter.COPY),

    COMPARE(
            "E1",
            "is the value 0x%1$x that of the ioeventfd, 0x%2$x?",
            "ioeventfd_in_range",
            KVM,
            KVM,
            MmioCost.DATAMATCH,
            0,
            Counter.NONE),
    SIGNAL(
            "E2",
            "eventfd %1$d counts %2$d",
            "ioeventfd_write, eventfd_signal",
            KVM,
            VFIO,
            MmioCost.SIGNAL,
            0,
            Counter.SIGNAL),
    LISTENER_WRITE(
            "E3",
            "vfio-pci makes the write that it was told: 0x%1$x",
            "vfio_pci_ioeventfd_handler",
            VFIO,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    WAKE("E4", "QEMU's main loop wakes up", "ppoll", VFIO, QEMU, MmioCost.WAKE, 0, Counter.NONE),
    READ_EVENTFD(
            "E5",
            "QEMU reads eventfd %1$d: %2$d write(s) in one",
            "vfio_ioeventfd_handler",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),

    RING_PUT(
            "C1",
            "entry %1$d of the ring: guest 0x%2$x, %3$d byte(s)",
            "coalesced_mmio_write",
            KVM,
            MEMORY,
            MmioCost.RING,
            0,
            Counter.COPY),
    RING_FULL(
            "C2",
            "the ring is full: the write goes to user space",
            "coalesced_mmio_has_room",
            KVM,
            KVM,
            MmioCost.STEP,
            0,
            Counter.NONE),
    RING_TAKE(
            "C3",
            "QEMU takes entry %1$d from the ring: guest 0x%2$x, %3$d byte(s)",
            "kvm_flush_coalesced_mmio_buffer",
            QEMU,
            MEMORY,
            MmioCost.RING,
            0,
            Counter.NONE),

    DIRECT(
            "D1",
            "%3$d byte(s) at 0x%1$x go straight to 0x%2$x of the parent",
            "no exit",
            GUEST,
            DEVICE,
            MmioCost.STEP,
            0,
            Counter.NONE),
    MAPPED(
            "D1",
            "QEMU's mapping: %3$d byte(s) at 0x%1$x are 0x%2$x of the parent",
            "no exit",
            QEMU,
            DEVICE,
            MmioCost.STEP,
            0,
            Counter.NONE),
    DIRECT_FAULT(
            "P1",
            "guest 0x%1$x: the memory slot has no page yet",
            "kvm_faultin_pfn, hva_to_pfn",
            GUEST,
            KVM,
            MmioCost.FAULT,
            1,
            Counter.FAULT_EXIT),
    MAPPING_FAULT(
            "P1",
            "offset 0x%1$x of the mapping has no page yet",
            "handle_mm_fault",
            QEMU,
            MEMORY,
            MmioCost.FAULT,
            1,
            Counter.FAULT),
    FAULT_HANDLER(
            "P2",
            "the handler of the mapping looks for the page at 0x%1$x of region %2$d",
            "2016: mediated PCI fault handler",
            VFIO_MDEV,
            VFIO_MDEV,
            MmioCost.STEP,
            0,
            Counter.NONE),
    IDENTITY(
            "P3",
            "the default: the parent's BAR%2$d at the same offset 0x%1$x",
            "2016: pci_resource_start",
            VFIO_MDEV,
            VFIO_MDEV,
            MmioCost.STEP,
            0,
            Counter.NONE),
    VALIDATE(
            "P3",
            "validate_map_request(0x%1$x): the driver grants 0x%2$x of the parent",
            "2016: validate_map_request",
            VFIO_MDEV,
            VENDOR_DRIVER,
            MmioCost.CALLBACK,
            0,
            Counter.NONE),
    REFUSE_MAP(
            "P3",
            "validate_map_request(0x%1$x): the driver grants nothing",
            "2016: validate_map_request",
            VFIO_MDEV,
            VENDOR_DRIVER,
            MmioCost.CALLBACK,
            0,
            Counter.NONE),
    NO_HANDLER(
            "P3",
            "the driver has no handler, and there is no default",
            "review of August 2016",
            VFIO_MDEV,
            VFIO_MDEV,
            MmioCost.STEP,
            0,
            Counter.NONE),
    REMAP(
            "P4",
            "the page at 0x%1$x is 0x%2$x of the parent",
            "remap_pfn_range",
            VFIO_MDEV,
            MEMORY,
            MmioCost.MAP_PAGE,
            0,
            Counter.NONE),
    COLLISION(
            "P5",
            "0x%1$x of the parent is mapped by device %2$d already",
            "two devices, one page",
            MEMORY,
            MEMORY,
            MmioCost.STEP,
            0,
            Counter.NONE),
    SIGBUS("P6", "SIGBUS for the access at 0x%1$x", "VM_FAULT_SIGBUS", VFIO_MDEV, QEMU, MmioCost.STEP, 0, Counter.NONE),
    BAD_ADDRESS(
            "P6.1",
            "KVM can't get the page of guest 0x%1$x: KVM_RUN fails with EFAULT",
            "kvm_handle_error_pfn",
            KVM,
            QEMU,
            MmioCost.STEP,
            1,
            Counter.NONE),
    RETRY("P7", "the access is made again", "retry", MEMORY, GUEST, MmioCost.STEP, 1, Counter.NONE),

    MAP_DMA(
            "N1",
            "VFIO_IOMMU_MAP_DMA: iova 0x%1$x, 0x%2$x bytes are noted, no page is pinned",
            "vfio_dma_do_map",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    UNMAP_DMA(
            "N2",
            "VFIO_IOMMU_UNMAP_DMA: iova 0x%1$x, 0x%2$x bytes",
            "vfio_dma_do_unmap",
            QEMU,
            VFIO,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    DMA_UNMAPPED(
            "N2.1",
            "dma_unmap: the driver lets %1$d page(s) go",
            "vfio_device_ops.dma_unmap",
            VFIO,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    PIN(
            "N3",
            "vfio_pin_pages: iova 0x%1$x is pinned %2$d time(s)",
            "vfio_pin_pages",
            VENDOR_DRIVER,
            VFIO,
            MmioCost.PIN,
            0,
            Counter.PIN),
    UNPIN(
            "N4",
            "vfio_unpin_pages: iova 0x%1$x is pinned %2$d time(s)",
            "vfio_unpin_pages",
            VENDOR_DRIVER,
            VFIO,
            MmioCost.STEP,
            0,
            Counter.NONE),
    COPY_DMA(
            "N5",
            "vfio_dma_rw: %2$d byte(s) at iova 0x%1$x, nothing is pinned",
            "vfio_dma_rw",
            VENDOR_DRIVER,
            MEMORY,
            MmioCost.COPY,
            0,
            Counter.COPY),

    SET_IRQS(
            "I1",
            "VFIO_DEVICE_SET_IRQS: eventfd for interrupt %1$d",
            "vfio_set_irqs_ioctl",
            QEMU,
            VENDOR_DRIVER,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    IRQFD("I2", "KVM_IRQFD: flags %1$d", "kvm_irqfd_assign", QEMU, KVM, MmioCost.SYSCALL, 2, Counter.SYSCALL),
    RAISE(
            "I3",
            "the device raises interrupt %1$d",
            "leaf driver",
            DEVICE,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    HELD(
            "I3.1",
            "the interrupt is masked: it waits",
            "vfio_pci_intx_mask",
            VENDOR_DRIVER,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    MASK(
            "I4",
            "level-triggered: the driver masks it before it signals",
            "vfio_intx_handler",
            VENDOR_DRIVER,
            DEVICE,
            MmioCost.STEP,
            0,
            Counter.NONE),
    IRQ_SIGNAL(
            "I5",
            "the driver signals the eventfd of interrupt %1$d",
            "eventfd_signal",
            VENDOR_DRIVER,
            VFIO,
            MmioCost.SIGNAL,
            0,
            Counter.SIGNAL),
    IRQ_WAKE(
            "I6",
            "QEMU's main loop wakes up for the interrupt",
            "vfio_intx_interrupt, vfio_msi_interrupt",
            VFIO,
            QEMU,
            MmioCost.WAKE,
            0,
            Counter.NONE),
    DISABLE_MMAP(
            "I6.1",
            "QEMU stops using its mappings, to see the guest's next access to a BAR",
            "vfio_mmap_set_enabled",
            QEMU,
            QEMU,
            MmioCost.STEP,
            0,
            Counter.NONE),
    TELL_KVM(
            "I7",
            "QEMU tells KVM of the interrupt",
            "KVM_IRQ_LINE, KVM_SIGNAL_MSI",
            QEMU,
            KVM,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    INJECT("I8", "the guest gets interrupt %1$d", "kvm_set_irq", KVM, GUEST, MmioCost.INJECT, 0, Counter.INTERRUPT),
    END(
            "I9",
            "the guest ends the interrupt at its controller",
            "kvm_notify_acked_irq",
            GUEST,
            KVM,
            MmioCost.STEP,
            0,
            Counter.NONE),
    RESAMPLE(
            "I10",
            "KVM lowers the line and signals the second eventfd",
            "irqfd_resampler_ack",
            KVM,
            VFIO,
            MmioCost.SIGNAL,
            0,
            Counter.SIGNAL),
    UNMASK(
            "I11",
            "the interrupt is unmasked",
            "vfio_pci_intx_unmask_handler",
            VFIO,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE),
    UNMASK_CALL(
            "I11",
            "an access to a BAR counts as the end of the interrupt: VFIO_DEVICE_SET_IRQS unmasks",
            "vfio_intx_eoi",
            QEMU,
            VENDOR_DRIVER,
            MmioCost.SYSCALL,
            2,
            Counter.SYSCALL),
    LOWER(
            "I12",
            "the device takes its interrupt back",
            "leaf driver",
            DEVICE,
            VENDOR_DRIVER,
            MmioCost.STEP,
            0,
            Counter.NONE);

    /** What a step counts as. */
    enum Counter {
        NONE,
        EXIT,
        USER_EXIT,
        SYSCALL,
        COPY,
        SIGNAL,
        FAULT,
        /** A fault that is an exit too. */
        FAULT_EXIT,
        PIN,
        INTERRUPT;

        /** Its place in arrays of counts. */
        @SuppressWarnings("EnumOrdinal") // the arrays live as long as the program
        int number() {
            return ordinal();
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // strings and pure functions
    private final StepDescription description;

    private final Lane actor;
    private final Lane target;
    private final MmioCost cost;
    private final int transitions;
    private final Counter counter;

    MmioStep(
            String id,
            String text,
            String source,
            Lane actor,
            Lane target,
            MmioCost cost,
            int transitions,
            Counter counter) {
        this.description = StepDescription.of(id, text, source);
        this.actor = actor;
        this.target = target;
        this.cost = cost;
        this.transitions = transitions;
        this.counter = counter;
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

    Lane actor() {
        return actor;
    }

    Lane target() {
        return target;
    }

    MmioCost cost() {
        return cost;
    }

    int transitions() {
        return transitions;
    }

    Counter counter() {
        return counter;
    }
}
