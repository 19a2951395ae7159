package io.zmdev.sim.flow;

import static io.zmdev.sim.flow.Lane.CHANNEL_SUBSYSTEM;
import static io.zmdev.sim.flow.Lane.DEVICE;
import static io.zmdev.sim.flow.Lane.GUEST;
import static io.zmdev.sim.flow.Lane.KVM;
import static io.zmdev.sim.flow.Lane.MEMORY;
import static io.zmdev.sim.flow.Lane.QEMU;
import static io.zmdev.sim.flow.Lane.VFIO;
import static io.zmdev.sim.flow.Lane.VFIO_CCW;

import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.vfioccw.DriverStep;

/**
 * Who does a step to whom.
 *
 * @param actor who does it
 * @param target who it is done to
 */
public record Lanes(Lane actor, Lane target) {

    static Lanes of(StepKind kind) {
        return switch (kind) {
            case SetupStep step -> of(step);
            case ClientStep step -> of(step);
            case DriverStep step -> of(step);
            case ChannelStep step -> of(step);
            case EmulatedStep step -> new Lanes(QEMU, of(step.step()).target());
            default -> throw new IllegalArgumentException("unknown kind of step " + kind.id());
        };
    }

    private static Lanes of(SetupStep step) {
        return switch (step) {
            case REGISTER_DRIVER, CREATE, ATTACH -> new Lanes(VFIO, VFIO_CCW);
            case PROBE -> new Lanes(VFIO_CCW, VFIO);
            case OPEN_GROUP, OPEN_CONTAINER, SET_IOMMU, MAP_DMA, GET_DEVICE -> new Lanes(QEMU, VFIO);
        };
    }

    private static Lanes of(ClientStep step) {
        return switch (step) {
            case REGION_INFO, EVENTFDS -> new Lanes(QEMU, VFIO);
            case TRANSLATE_IN_USER_SPACE -> new Lanes(QEMU, MEMORY);
            case LOAD_PROGRAM, KICK -> new Lanes(QEMU, VFIO);
            case INTERCEPT, INTERCEPT_TSCH -> new Lanes(GUEST, KVM);
            case GUEST_MEMORY -> new Lanes(GUEST, MEMORY);
            case FORGE -> new Lanes(QEMU, QEMU);
            case UNMAP -> new Lanes(QEMU, VFIO);
            case CHECK -> new Lanes(KVM, QEMU);
            case WRITE_REGION -> new Lanes(QEMU, VFIO);
            case CONDITION_CODE -> new Lanes(QEMU, GUEST);
            case READ_EVENTFD -> new Lanes(VFIO, QEMU);
            case UPDATE_IRB, UNIT_EXCEPTION -> new Lanes(QEMU, QEMU);
            case INJECT, CRW -> new Lanes(QEMU, KVM);
            case TAKE_INTERRUPT -> new Lanes(KVM, GUEST);
            case TEST_SUBCHANNEL, ANSWERED -> new Lanes(QEMU, GUEST);
        };
    }

    private static Lanes of(DriverStep step) {
        return switch (step) {
            case OPEN_DEVICE, CLOSE_DEVICE, RESET, QUIESCE, SSCH, HSCH, CSCH -> new Lanes(VFIO_CCW, CHANNEL_SUBSYSTEM);
            case COPY_REGION -> new Lanes(VFIO, VFIO_CCW);
            case EVENT,
                    INTERRUPT_EVENT,
                    LIFECYCLE_EVENT,
                    REFUSE_PROGRAM,
                    REFUSE_REQUEST,
                    REFUSE_ACCESS,
                    REFUSE_TRANSLATION,
                    MAKE_ORB,
                    QUEUE_WORK,
                    UPDATE_CPA,
                    STORE_IRB,
                    NOT_OPERATIONAL -> new Lanes(VFIO_CCW, VFIO_CCW);
            case READ_SEGMENT, READ_IDAW, MAKE_IDAL, PIN, TRANSLATE_CCW, TRANSLATE_TIC, UNPIN, RELEASE ->
                new Lanes(VFIO_CCW, MEMORY);
            case RETURN, READ_REGION, READ_SCHIB, READ_CRW, SIGNAL -> new Lanes(VFIO_CCW, QEMU);
            case INTERRUPTION, TEST_SUBCHANNEL, PATH_EVENT -> new Lanes(CHANNEL_SUBSYSTEM, VFIO_CCW);
        };
    }

    private static Lanes of(ChannelStep step) {
        return switch (step) {
            case FETCH, TIC -> new Lanes(CHANNEL_SUBSYSTEM, MEMORY);
            case COMMAND, HALT, CLEAR -> new Lanes(CHANNEL_SUBSYSTEM, DEVICE);
            case SUSPEND, INTERMEDIATE, RUNAWAY -> new Lanes(CHANNEL_SUBSYSTEM, CHANNEL_SUBSYSTEM);
            case END -> new Lanes(DEVICE, CHANNEL_SUBSYSTEM);
        };
    }
}
