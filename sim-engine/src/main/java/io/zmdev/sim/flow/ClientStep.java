package io.zmdev.sim.flow;

import io.zmdev.sim.trace.StepDescription;
import io.zmdev.sim.trace.StepKind;

/** What guest, KVM and QEMU, or a program in its place, do: the steps Q1 to Q8. */
public enum ClientStep implements StepKind {
    REGION_INFO("Q1", "VFIO_DEVICE_GET_INFO and %1$d VFIO_DEVICE_GET_REGION_INFO", "vfio_ccw_get_region"),
    EVENTFDS("Q2.1", "an eventfd for each of the %1$d interrupts", "vfio_ccw_register_irq_notifier"),
    INTERCEPT("Q3.1", "the guest's instruction B2%1$02X leaves it", "handle_io_inst, ioinst_handle_*"),
    CHECK("Q3.2", "the virtual subchannel answers cc %1$d", "css_do_*"),
    WRITE_REGION(
            "Q4",
            "write %2$d bytes to region %1$d",
            "vfio_ccw_handle_request, vfio_ccw_handle_halt;"
                    + " seed 001 has the channel program written too: only ORB and SCSW are, the program stays in guest memory"),
    TRANSLATE_IN_USER_SPACE("Q3.12", "QEMU copies and translates %1$d CCWs", "2016: user-space translation"),
    LOAD_PROGRAM("Q4.1", "write %1$d CCWs to the program buffer region", "proposed 2016: program region"),
    KICK("Q4.2", "write 1 to the eventfd that starts the program", "proposed 2016: eventfd into the kernel"),
    ANSWERED("Q5.1", "the request is answered", "client"),
    CONDITION_CODE("Q5", "cc %1$d for the guest", "setcc"),
    READ_EVENTFD("Q6.1", "eventfd %1$d is readable: %2$d signal(s)", "vfio_ccw_io_notifier_handler"),
    UPDATE_IRB("Q7.1", "take SCSW %1$08x, ESW and sense data over", "vfio_ccw_io_notifier_handler"),
    UNIT_EXCEPTION("Q7.1", "unit exception in place of error %1$d", "sch_gen_unit_exception"),
    INJECT("Q7.2", "I/O interruption for the guest: parameter %1$08x", "css_inject_io_interrupt"),
    TAKE_INTERRUPT(
            "Q8.1", "the guest takes the I/O interruption: parameter %1$08x, word %2$08x", "PoP: I/O interruption"),
    INTERCEPT_TSCH("Q8.2", "the guest's TEST SUBCHANNEL leaves it", "handle_io_inst, ioinst_handle_tsch"),
    TEST_SUBCHANNEL("Q8.3", "TEST SUBCHANNEL: cc %1$d, SCSW %2$08x", "css_do_tsch_get_irb, css_do_tsch_update_subch"),
    GUEST_MEMORY(
            "G1", "somebody else writes %1$d byte(s) at guest address %2$08x", "another CPU of the guest, or the VMM"),
    FORGE("Q4.3", "the VMM forges its submission: ORB control %1$08x, CPA %2$08x, SCSW %3$08x", "a hostile VMM"),
    UNMAP("Q0.12", "VFIO_IOMMU_UNMAP_DMA of 0x%1$x bytes at guest address %2$08x: %3$d", "vfio_dma_do_unmap"),
    CRW("Q7.3", "channel report word %1$08x for the guest", "vfio_ccw_crw_read, css_crw");

    @SuppressWarnings("ImmutableEnumChecker") // strings and pure functions
    private final StepDescription description;

    ClientStep(String id, String format, String source) {
        this.description = StepDescription.of(id, format, source);
    }

    @Override
    public StepDescription description() {
        return description;
    }
}
