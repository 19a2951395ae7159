package io.zmdev.sim.ap;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.sim.ap.ApInstruction.Aqic;
import io.zmdev.sim.ap.ApInstruction.Dqap;
import io.zmdev.sim.ap.ApInstruction.Nqap;
import io.zmdev.sim.ap.ApInstruction.Qci;
import io.zmdev.sim.ap.ApInstruction.Rapq;
import io.zmdev.sim.ap.ApInstruction.Tapq;
import io.zmdev.sim.ap.ApInstruction.Zapq;
import java.util.function.LongPredicate;

/**
 * The AP instructions of a guest with a passthrough matrix, executed on the real queues. Whether they are interpreted or
 * intercepted and forwarded changes what they cost, never what they answer.
 */
public final class GuestAp {

    private final ApHardware hardware;
    private final ApFacilities facilities;
    private final ApMatrix matrix;
    private final LongPredicate guestMemory;

    /**
     * The guest with these masks.
     *
     * @param guestMemory whether a guest address is in the guest's memory (a memory slot of KVM)
     */
    public GuestAp(ApHardware hardware, ApFacilities facilities, Crycb crycb, LongPredicate guestMemory) {
        this.hardware = hardware;
        this.facilities = facilities;
        this.matrix = crycb.matrix();
        this.guestMemory = guestMemory;
    }

    /**
     * Executes an instruction. Messages that a reset loses are given up: their sender finds out from the status.
     *
     * @param body what the hardware is told of a message, see {@link ApHardware#nqap}
     */
    public ApAnswer execute(ApInstruction instruction, int body) {
        return switch (instruction) {
            case Qci qci -> qci();
            case ApInstruction.OnQueue onQueue -> onQueue(onQueue, body);
        };
    }

    private ApAnswer onQueue(ApInstruction.OnQueue instruction, int body) {
        if (needsMissingFacility(instruction)) {
            return new ApAnswer.SpecificationException();
        }
        int queue = valid(instruction.apqn());
        if (queue < 0) {
            return ApAnswer.status(QueueStatus.refused(ResponseCode.Q_NOT_AVAIL));
        }
        return switch (instruction) {
            case Nqap nqap -> ApAnswer.status(hardware.status(queue, nqap(nqap, queue, body)));
            case Dqap dqap -> dqap(queue);
            case Tapq tapq ->
                new ApAnswer.Status(
                        hardware.status(queue, hardware.state(queue)),
                        0,
                        tapq.facilities() ? hardware.info(queue).gr2() : 0);
            case Rapq rapq -> reset(queue);
            case Zapq zapq -> reset(queue);
            case Aqic aqic -> ApAnswer.status(hardware.status(queue, aqic(aqic, queue)));
        };
    }

    private boolean needsMissingFacility(ApInstruction.OnQueue instruction) {
        return switch (instruction) {
            case Tapq tapq -> lacksExtendedAddressing(tapq) || (tapq.facilities() && !facilities.apft());
            case Aqic aqic -> lacksExtendedAddressing(aqic) || !facilities.apqi();
            case Rapq rapq -> lacksExtendedAddressing(rapq);
            case Zapq zapq -> lacksExtendedAddressing(zapq);
            case Nqap nqap -> false;
            case Dqap dqap -> false;
        };
    }

    private boolean lacksExtendedAddressing(ApInstruction pqap) {
        return (pqap.gr0() & Gr0.APQN_EXTENDED) != 0 && !facilities.apxa();
    }

    private int valid(Apqn apqn) {
        return matrix.contains(apqn) ? hardware.queue(apqn) : -1;
    }

    private ResponseCode nqap(Nqap nqap, int queue, int body) {
        TapqInfo info = hardware.info(queue);
        if (nqap.special() && (info.functions() & TapqInfo.APSC) == 0) {
            return ResponseCode.REQ_FAC_NOT_INST;
        }
        return nqap.length() > info.maxMessageBytes()
                ? ResponseCode.MESSAGE_TOO_BIG
                : hardware.nqap(queue, nqap.psmid(), body);
    }

    private ApAnswer dqap(int queue) {
        ResponseCode state = hardware.state(queue);
        if (state != ResponseCode.NORMAL) {
            return ApAnswer.status(hardware.status(queue, state));
        }
        if (!hardware.hasReply(queue)) {
            return ApAnswer.status(hardware.status(queue, ResponseCode.NO_PENDING_REPLY));
        }
        long psmid = hardware.dqap(queue);
        return new ApAnswer.Status(hardware.status(queue, ResponseCode.NORMAL), psmid, 0);
    }

    private ApAnswer reset(int queue) {
        ResponseCode state = hardware.state(queue);
        if (state == ResponseCode.NORMAL) {
            hardware.reset(queue, (lostFrom, psmid) -> {});
        }
        return ApAnswer.status(hardware.status(queue, state));
    }

    /** The order of the checks is that of {@code handle_pqap} in vfio_ap_ops.c. */
    private ResponseCode aqic(Aqic aqic, int queue) {
        boolean enable = aqic.control().enable();
        if (enable && (aqic.notificationByte() == 0 || !guestMemory.test(aqic.notificationByte()))) {
            return ResponseCode.INVALID_ADDRESS;
        }
        return hardware.aqic(queue, enable);
    }

    private ApAnswer qci() {
        if (!facilities.qci()) {
            return new ApAnswer.SpecificationException();
        }
        int flags = QciBlock.APSC | (facilities.apxa() ? QciBlock.APXA : 0);
        ApMatrix lpar = hardware.machine().matrix();
        return new ApAnswer.Block(new QciBlock(
                flags,
                lpar.adapters().ids().max().orElse(0),
                lpar.domains().ids().max().orElse(0),
                matrix.intersection(lpar)));
    }
}
