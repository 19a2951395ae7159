package io.zmdev.sim.vfioccw;

import io.zmdev.model.Errno;
import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;
import java.util.List;
import java.util.function.LongFunction;

/** What the driver does, in the steps K1 to K6 of the kernel's documentation, each with the function that does it. */
public enum DriverStep implements StepKind {
    OPEN_DEVICE("Q0.10", "open the device: event OPEN, enable the subchannel, result %1$d", "fsm_open"),
    CLOSE_DEVICE(
            "Q0.11",
            "close the device: event CLOSE, quiesce and disable the subchannel, free the program",
            "fsm_close"),
    COPY_REGION(
            "K1.1",
            "copy %2$d bytes from user space to offset 0x%3$x of region %1$d",
            "vfio_ccw_mdev_write_io_region, vfio_ccw_async_region_write"),
    EVENT("K1.2", "state %1$s, event %2$s", "vfio_ccw_fsm_event", FsmState::label, FsmEvent::label),
    INTERRUPT_EVENT("K5.2", "state %1$s, event %2$s", "vfio_ccw_fsm_event", FsmState::label, FsmEvent::label),
    LIFECYCLE_EVENT("Q0.4", "state %1$s, event %2$s", "vfio_ccw_fsm_event", FsmState::label, FsmEvent::label),
    READ_SEGMENT(
            "K1.3",
            "read 2048 bytes at guest address %1$08x: segment %2$d, %3$d CCWs",
            "cp_init, ccwchain_handle_ccw, vfio_dma_rw"),
    REFUSE_PROGRAM("K1.4", "refuse the program: %1$s", "cp_init", DriverStep::result),
    REFUSE_REQUEST(
            "K1.5",
            "refuse the request: function control %1$s, transport mode %2$s: %3$s",
            "fsm_io_request",
            Long::toString,
            Long::toString,
            DriverStep::result),
    REFUSE_ACCESS(
            "K1.6", "refuse the access: %2$d bytes at offset 0x%3$x of region %1$d", "vfio_ccw_mdev_read, _write"),
    READ_IDAW("K2.1", "read the first IDAW at guest address %1$08x: %2$x", "ccw_count_idaws, vfio_dma_rw"),
    MAKE_IDAL("K2.2", "host IDAL at %1$08x with %2$d words for data at %3$08x", "get_guest_idal"),
    PIN("K2.3", "pin %2$d page(s) at guest address %1$x: host address %3$x", "page_array_pin, vfio_pin_pages"),
    TRANSLATE_CCW("K2.4", "CCW at guest address %1$08x becomes %2$016x", "ccwchain_fetch_ccw"),
    TRANSLATE_TIC("K2.5", "TIC at guest address %1$08x becomes %2$016x", "ccwchain_fetch_tic"),
    REFUSE_TRANSLATION("K2.6", "refuse the translation: %1$s", "cp_prefetch", DriverStep::result),
    MAKE_ORB("K3.1", "host ORB: interruption parameter %1$08x, control %2$08x, program address %3$08x", "cp_get_orb"),
    SSCH("K3.2", "START SUBCHANNEL: cc %1$d", "fsm_io_helper, ssch"),
    HSCH("K3.2", "HALT SUBCHANNEL: cc %1$d", "fsm_do_halt, hsch"),
    CSCH("K3.2", "CLEAR SUBCHANNEL: cc %1$d", "fsm_do_clear, csch"),
    RETURN("K4", "write() returns %1$s, ret_code %2$s", "vfio_ccw_mdev_write", DriverStep::result, DriverStep::result),
    INTERRUPTION("K5.0", "I/O interruption: its handler has yet to get the subchannel's lock", "do_cio_interrupt"),
    TEST_SUBCHANNEL("K5.1", "I/O interruption: TEST SUBCHANNEL, cc %1$d, SCSW %2$08x", "do_cio_interrupt"),
    QUEUE_WORK("K5.2", "state %1$s: keep the IRB, queue the work", "vfio_ccw_sch_irq, fsm_irq", FsmState::label),
    UPDATE_CPA("K5.3", "CPA %1$08x becomes guest address %2$08x", "vfio_ccw_sch_io_todo, cp_update_scsw"),
    UNPIN("K5.4", "free the program: %1$d pinning(s) undone", "cp_free, vfio_unpin_pages"),
    RELEASE("K4.1", "free the refused program: %1$d pinning(s) undone", "cp_free, vfio_unpin_pages"),
    STORE_IRB(
            "K5.5",
            "copy 64 bytes of the IRB into the I/O region, state %1$s",
            "vfio_ccw_sch_io_todo",
            FsmState::label),
    SIGNAL("K6", "signal eventfd %1$d", "eventfd_signal; seed 001 announces K1 to K5 and lists this sixth"),
    READ_REGION("Q6.2", "read %2$d bytes at offset 0x%3$x of region %1$d: %2$d", "vfio_ccw_mdev_read"),
    READ_SCHIB("Q3.3", "STORE SUBCHANNEL, then read %2$d bytes of region %1$d", "vfio_ccw_schib_region_read"),
    READ_CRW("Q6.3", "take a channel report word, read %2$d bytes of region %1$d", "vfio_ccw_crw_region_read"),
    RESET("Q2.2", "VFIO_DEVICE_RESET: state %1$s", "vfio_ccw_mdev_reset", FsmState::label),
    QUIESCE("K3.2", "quiesce: cancel, halt or clear the subchannel, cc %1$d", "vfio_ccw_sch_quiesce"),
    PATH_EVENT("K5.6", "channel path event %1$d for path mask %2$02x: operational paths %3$02x", "vfio_ccw_chp_event"),
    NOT_OPERATIONAL("K5.7", "the device is gone: state NOT_OPER", "fsm_notoper");

    @SuppressWarnings("ImmutableEnumChecker") // strings and pure functions
    private final StepDescription description;

    DriverStep(String id, String format, String source) {
        this.description = StepDescription.of(id, format, source);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    DriverStep(String id, String format, String source, LongFunction<String>... names) {
        this.description = new StepDescription(id, format, source, List.of(names));
    }

    /** A byte count, or a negative errno with its name. */
    private static String result(long value) {
        return value >= 0
                ? Long.toString(value)
                : Errno.ofNumber((int) -value)
                        .map(errno -> errno + " (" + value + ")")
                        .orElse(Long.toString(value));
    }

    @Override
    public StepDescription description() {
        return description;
    }
}
