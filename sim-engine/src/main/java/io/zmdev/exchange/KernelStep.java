package io.zmdev.exchange;

import io.zmdev.exchange.KernelRecord.Kind;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.tracing.TraceThread;
import java.util.Optional;

/**
 * The documented step that a record of the kernel's trace is part of.
 *
 * @param id the step
 * @param actor who does it
 * @param target who it is done to
 */
record KernelStep(String id, Lane actor, Lane target) {

    private static final long IO_REQUEST = 1;
    private static final long INTERRUPT = 2;
    private static final long ASYNC_REQUEST = 3;
    private static final long OPEN = 4;

    /** VFIO's ioctls: type ';', numbers 100 to 114. */
    private static final long FIRST_IOCTL = 0x3b64;

    private static final long DEVICE_GET_INFO = 0x3b6b;
    private static final long DEVICE_GET_REGION_INFO = 0x3b6c;
    private static final long DEVICE_GET_IRQ_INFO = 0x3b6d;
    private static final long DEVICE_SET_IRQS = 0x3b6e;
    private static final long LAST_IOCTL = 0x3b72;

    private static final long IO_REGION_SIZE = 0x400;
    private static final int COMMAND_SIZE = 8;

    private static Optional<KernelStep> step(String id, Lane actor, Lane target) {
        return Optional.of(new KernelStep(id, actor, target));
    }

    /** Empty for what belongs to no step of an I/O. */
    static Optional<KernelStep> of(KernelRecord record, TraceThread thread) {
        return switch (record.kind()) {
            case SYSCALL, SYSCALL_RETURN -> systemCall(record);
            case CALL, RETURN, EVENT -> function(record, thread);
        };
    }

    private static Optional<KernelStep> systemCall(KernelRecord record) {
        boolean returns = record.kind() == Kind.SYSCALL_RETURN;
        return switch (record.name()) {
            case "sys_pwrite64" ->
                returns
                        ? step("K4", Lane.VFIO, Lane.QEMU)
                        : isStart(record) ? step("Q4", Lane.QEMU, Lane.VFIO) : Optional.empty();
            case "sys_pread64" ->
                returns || record.argument("pos").orElse(0L) < IO_REGION_SIZE
                        ? step("Q6.2", Lane.VFIO, Lane.QEMU)
                        : Optional.empty();
            case "sys_ppoll" ->
                returns && record.resultNumber().orElse(1L) > 0 ? step("Q6.1", Lane.VFIO, Lane.QEMU) : Optional.empty();
            case "sys_eventfd2" -> step("Q2", Lane.QEMU, Lane.VFIO);
            case "sys_ioctl" -> ioctl(record.argument("cmd").orElse(0L));
            default -> Optional.empty();
        };
    }

    /** A write to the I/O region or to the command region. */
    private static boolean isStart(KernelRecord record) {
        long at = record.argument("pos").orElse(0L);
        boolean command = at == IO_REGION_SIZE && record.argument("count").orElse(0L) == COMMAND_SIZE;
        return at < IO_REGION_SIZE || command;
    }

    private static Optional<KernelStep> ioctl(long command) {
        if (command < FIRST_IOCTL || command > LAST_IOCTL) {
            return Optional.empty();
        }
        if (command == DEVICE_GET_INFO || command == DEVICE_GET_REGION_INFO) {
            return step("Q1", Lane.QEMU, Lane.VFIO);
        }
        boolean interrupts = command == DEVICE_GET_IRQ_INFO || command == DEVICE_SET_IRQS;
        return step(interrupts ? "Q2" : "Q0", Lane.QEMU, Lane.VFIO);
    }

    private static Optional<KernelStep> function(KernelRecord record, TraceThread thread) {
        return switch (record.name()) {
            case "vfio_device_fops_write", "region_write" -> step("K1", Lane.VFIO, Lane.VFIO_CCW);
            case "vfio_ccw_mdev_write" ->
                record.kind() == Kind.RETURN
                        ? step("K4", Lane.VFIO_CCW, Lane.QEMU)
                        : step("K1", Lane.VFIO, Lane.VFIO_CCW);
            case "fsm_io_request", "fsm_async_request" ->
                record.kind() == Kind.RETURN
                        ? step("K4", Lane.VFIO_CCW, Lane.VFIO_CCW)
                        : step("K1", Lane.VFIO_CCW, Lane.VFIO_CCW);
            case "vfio_ccw_async_region_write", "cp_init", "ccwchain_handle_ccw" ->
                step("K1", Lane.VFIO_CCW, Lane.VFIO_CCW);
            case "vfio_dma_rw" ->
                step(record.caller().startsWith("cp_prefetch") ? "K2" : "K1", Lane.VFIO_CCW, Lane.MEMORY);
            case "vfio_ccw_fsm_event" -> stateMachine(record.number("event").orElse(0L));
            case "cp_prefetch", "vfio_pin_pages", "pin_user_pages_remote" -> step("K2", Lane.VFIO_CCW, Lane.MEMORY);
            case "cp_get_orb" -> step("K3", Lane.VFIO_CCW, Lane.VFIO_CCW);
            case "ssch", "hw_ssch", "s390_cio_ssch", "hsch", "s390_cio_hsch", "csch", "s390_cio_csch" ->
                step("K3", Lane.VFIO_CCW, Lane.CHANNEL_SUBSYSTEM);
            case "vfio_ccw_fsm_io_request", "vfio_ccw_fsm_async_request" -> step("K4", Lane.VFIO_CCW, Lane.VFIO_CCW);
            case "do_cio_interrupt", "s390_cio_interrupt", "s390_cio_tsch" ->
                thread == TraceThread.INTERRUPT ? step("K5", Lane.CHANNEL_SUBSYSTEM, Lane.VFIO_CCW) : Optional.empty();
            case "vfio_ccw_sch_irq", "fsm_irq", "vfio_ccw_sch_io_todo", "cp_update_scsw" ->
                step("K5", Lane.VFIO_CCW, Lane.VFIO_CCW);
            case "cp_free", "page_array_unpin", "vfio_unpin_pages" -> unpin(record, thread);
            case "eventfd_signal", "eventfd_signal_mask" ->
                thread == TraceThread.WORKQUEUE ? step("K6", Lane.VFIO_CCW, Lane.QEMU) : Optional.empty();
            case "vfio_device_fops_read", "vfio_ccw_mdev_read" ->
                thread == TraceThread.MAIN_LOOP ? step("Q6.2", Lane.VFIO_CCW, Lane.QEMU) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<KernelStep> stateMachine(long event) {
        if (event == IO_REQUEST || event == ASYNC_REQUEST) {
            return step("K1", Lane.VFIO_CCW, Lane.VFIO_CCW);
        }
        return step(event == INTERRUPT || event < OPEN ? "K5" : "Q0", Lane.VFIO_CCW, Lane.VFIO_CCW);
    }

    private static Optional<KernelStep> unpin(KernelRecord record, TraceThread thread) {
        if (thread == TraceThread.WORKQUEUE) {
            return step("K5", Lane.VFIO_CCW, Lane.MEMORY);
        }
        return step(record.caller().startsWith("cp_prefetch") ? "K2" : "K4", Lane.VFIO_CCW, Lane.MEMORY);
    }
}
