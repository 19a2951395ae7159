package io.zmdev.sim.mmio;

import io.zmdev.sim.mmio.Operation.SetIrq.Delivery;
import io.zmdev.sim.mmio.Operation.SetIrq.Irq;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;

/** The interrupt of one device on its way to the guest. */
final class IrqLine {

    private static final long KIND = 0;
    private static final long DELIVERY = 1;
    private static final long ASSERTED = 2;
    private static final long MASKED = 3;
    private static final long MMAPS_OFF = 4;
    private static final long SIZE = 8;

    /** KVM_IRQFD_FLAG_RESAMPLE. */
    private static final int FLAG_RESAMPLE = 2;

    private final Area area;
    private final MmioTimeline timeline;

    IrqLine(StateSpace space, String device, MmioTimeline timeline) {
        this.area = space.add(device + ".irq", SIZE);
        this.timeline = timeline;
    }

    void set(Irq irq, Delivery delivery) {
        area.putByte(KIND, irq.index() + 1);
        area.putByte(DELIVERY, delivery.number());
        area.putByte(MASKED, 0);
        timeline.step(MmioStep.SET_IRQS, irq.index(), 0, 0);
        if (delivery != Delivery.QEMU) {
            timeline.step(MmioStep.IRQFD, delivery == Delivery.RESAMPLE ? FLAG_RESAMPLE : 0, 0, 0);
        }
    }

    /** Whether QEMU has stopped using its mappings until the interrupt ends. */
    boolean mapsAreOff() {
        return area.getByte(MMAPS_OFF) != 0;
    }

    /** The device raises; tells whether the guest gets the interrupt at once. */
    boolean raise() {
        area.putByte(ASSERTED, 1);
        timeline.step(MmioStep.RAISE, number(), 0, 0);
        return deliver();
    }

    void lower() {
        area.putByte(ASSERTED, 0);
        timeline.step(MmioStep.LOWER);
    }

    /** The guest's end of interrupt; tells whether the interrupt comes again. */
    boolean end() {
        timeline.step(MmioStep.END);
        if (!isIntx() || delivery() != Delivery.RESAMPLE || !isMasked()) {
            return false;
        }
        timeline.step(MmioStep.RESAMPLE);
        return unmask(MmioStep.UNMASK);
    }

    /** QEMU made an access to a BAR, which it takes for the end of an interrupt. */
    void accessed() {
        if (mapsAreOff()) {
            area.putByte(MMAPS_OFF, 0);
            unmask(MmioStep.UNMASK_CALL);
        }
    }

    private boolean unmask(MmioStep step) {
        area.putByte(MASKED, 0);
        timeline.step(step);
        return isAsserted() && deliver();
    }

    private boolean deliver() {
        if (area.getByte(KIND) == 0) {
            return false;
        }
        if (isIntx()) {
            if (isMasked()) {
                timeline.step(MmioStep.HELD);
                return false;
            }
            area.putByte(MASKED, 1);
            timeline.step(MmioStep.MASK);
        } else {
            area.putByte(ASSERTED, 0);
        }
        timeline.onOtherThread();
        timeline.step(MmioStep.IRQ_SIGNAL, number(), 0, 0);
        if (delivery() == Delivery.QEMU) {
            timeline.step(MmioStep.IRQ_WAKE);
            if (isIntx()) {
                area.putByte(MMAPS_OFF, 1);
                timeline.step(MmioStep.DISABLE_MMAP);
            }
            timeline.step(MmioStep.TELL_KVM);
        }
        timeline.onVcpu();
        timeline.step(MmioStep.INJECT, number(), 0, 0);
        return true;
    }

    private int number() {
        return Math.max(area.getByte(KIND) - 1, 0);
    }

    private boolean isIntx() {
        return area.getByte(KIND) == Irq.INTX.index() + 1;
    }

    private boolean isMasked() {
        return area.getByte(MASKED) != 0;
    }

    private boolean isAsserted() {
        return area.getByte(ASSERTED) != 0;
    }

    private Delivery delivery() {
        return Delivery.ofNumber(area.getByte(DELIVERY));
    }
}
