package io.zmdev.sim.ap.dispatch;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.ApAnswer;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApFacilities;
import io.zmdev.sim.ap.ApHardware;
import io.zmdev.sim.ap.ApInstruction;
import io.zmdev.sim.ap.ApInstruction.Aqic;
import io.zmdev.sim.ap.ApInstruction.Dqap;
import io.zmdev.sim.ap.ApInstruction.Nqap;
import io.zmdev.sim.ap.ApInstruction.Qci;
import io.zmdev.sim.ap.ApInstruction.Rapq;
import io.zmdev.sim.ap.ApInstruction.Tapq;
import io.zmdev.sim.ap.ApInstruction.Zapq;
import io.zmdev.sim.ap.QciBlock;
import io.zmdev.sim.ap.QueueStatus;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.ResponseCode;
import io.zmdev.sim.ap.TapqInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The AP instructions of a guest with a virtual matrix device: every one is intercepted and answered by the driver. Ordinary
 * messages are spread over the candidates; an administrative one never is, so it is refused wherever a virtual queue stands for more
 * than one real queue, and TAPQ shows the virtual queue without the facility for special commands then.
 */
public final class VirtualGuestAp {

    private final ApHardware hardware;
    private final VirtualMatrixDriver driver;
    private final ApFacilities facilities;
    private final VirtualMapping mapping;
    private final LongPredicate guestMemory;
    private final SortedMap<Apqn, Behind> queues = new TreeMap<>();

    /** What a virtual queue stands for. */
    private record Behind(int virtualQueue, List<Apqn> real, Map<RequestClass, Integer> lanes) {}

    /**
     * The guest with this mapping; its virtual queues are added to the driver.
     *
     * @param guest number of the guest, for the policies
     * @param depth how many messages a virtual queue holds, 1..16
     * @param guestMemory whether a guest address is in the guest's memory
     */
    public VirtualGuestAp(
            ApHardware hardware,
            VirtualMatrixDriver driver,
            ApFacilities facilities,
            int guest,
            VirtualMapping mapping,
            int depth,
            LongPredicate guestMemory) {
        this.hardware = hardware;
        this.driver = driver;
        this.facilities = facilities;
        this.mapping = mapping;
        this.guestMemory = guestMemory;
        Permutations.virtualQueues(mapping).forEach(virtual -> {
            List<Apqn> real = Permutations.of(mapping, virtual, hardware.machine());
            int queue = driver.addQueue(Math.min(depth, ApCard.MAX_DEPTH));
            Map<RequestClass, Integer> lanes = new EnumMap<>(RequestClass.class);
            for (RequestClass requestClass : RequestClass.values()) {
                int[] candidates = Equivalence.candidates(hardware.machine(), real, requestClass).stream()
                        .mapToInt(hardware::queue)
                        .toArray();
                if (candidates.length > 0) {
                    lanes.put(requestClass, driver.addLane(guest, queue, requestClass, candidates));
                }
            }
            if (!real.isEmpty()) {
                queues.put(virtual, new Behind(queue, real, lanes));
            }
        });
    }

    /** The virtual queue's number in the driver, -1 when it stands for no real queue. */
    public int virtualQueue(Apqn virtual) {
        Behind behind = queues.get(virtual);
        return behind == null ? -1 : behind.virtualQueue;
    }

    /**
     * Executes an instruction.
     *
     * @param requestClass what an NQAP's message asks for
     * @param body what the hardware is told of the message
     */
    public ApAnswer execute(ApInstruction instruction, RequestClass requestClass, int body) {
        return switch (instruction) {
            case Qci qci -> qci();
            case ApInstruction.OnQueue onQueue -> {
                Behind behind = queues.get(onQueue.apqn());
                yield behind == null
                        ? ApAnswer.status(QueueStatus.refused(ResponseCode.Q_NOT_AVAIL))
                        : onQueue(onQueue, behind, requestClass, body);
            }
        };
    }

    private ApAnswer onQueue(ApInstruction.OnQueue instruction, Behind behind, RequestClass requestClass, int body) {
        return switch (instruction) {
            case Nqap nqap -> status(behind, nqap(nqap, behind, requestClass, body));
            case Dqap dqap -> dqap(behind);
            case Tapq tapq ->
                tapq.facilities() && !facilities.apft()
                        ? new ApAnswer.SpecificationException()
                        : new ApAnswer.Status(
                                driver.status(behind.virtualQueue, state(behind)),
                                0,
                                tapq.facilities() ? info(behind).gr2() : 0);
            case Rapq rapq -> reset(behind);
            case Zapq zapq -> reset(behind);
            case Aqic aqic ->
                facilities.apqi() ? status(behind, aqic(aqic, behind)) : new ApAnswer.SpecificationException();
        };
    }

    private ResponseCode nqap(Nqap nqap, Behind behind, RequestClass requestClass, int body) {
        Integer lane = behind.lanes.get(requestClass);
        if (lane == null || (nqap.special() && behind.real.size() > 1)) {
            return ResponseCode.REQ_FAC_NOT_INST;
        }
        return nqap.length() > info(behind).maxMessageBytes()
                ? ResponseCode.MESSAGE_TOO_BIG
                : driver.nqap(lane, nqap.psmid(), body);
    }

    private ApAnswer dqap(Behind behind) {
        ResponseCode state = driver.state(behind.virtualQueue);
        if (state != ResponseCode.NORMAL) {
            return status(behind, state);
        }
        if (!driver.hasReply(behind.virtualQueue)) {
            return status(behind, ResponseCode.NO_PENDING_REPLY);
        }
        long psmid = driver.dqap(behind.virtualQueue);
        return new ApAnswer.Status(driver.status(behind.virtualQueue, ResponseCode.NORMAL), psmid, 0);
    }

    private ApAnswer reset(Behind behind) {
        ResponseCode state = state(behind);
        if (state == ResponseCode.NORMAL) {
            driver.reset(behind.virtualQueue);
        }
        return status(behind, state);
    }

    private ResponseCode aqic(Aqic aqic, Behind behind) {
        boolean enable = aqic.control().enable();
        if (enable && (aqic.notificationByte() == 0 || !guestMemory.test(aqic.notificationByte()))) {
            return ResponseCode.INVALID_ADDRESS;
        }
        return driver.aqic(behind.virtualQueue, enable);
    }

    /** DECONFIGURED when every card behind the virtual queue is out of work, else what the driver says. */
    private ResponseCode state(Behind behind) {
        boolean works =
                behind.real.stream().anyMatch(apqn -> hardware.isUsable(hardware.cardOfQueue(hardware.queue(apqn))));
        return works ? driver.state(behind.virtualQueue) : ResponseCode.DECONFIGURED;
    }

    /** The first real queue's, without special commands where they can't be forwarded. */
    private TapqInfo info(Behind behind) {
        TapqInfo first = hardware.info(hardware.queue(behind.real.getFirst()));
        int functions = behind.real.size() > 1 ? first.functions() & ~TapqInfo.APSC : first.functions();
        return new TapqInfo(
                functions,
                first.classification(),
                first.bindState(),
                first.apType(),
                mapping.domains().lastKey(),
                first.maxMessage(),
                driver.depth(behind.virtualQueue) - 1);
    }

    private ApAnswer qci() {
        if (!facilities.qci()) {
            return new ApAnswer.SpecificationException();
        }
        Mask256 adapters = ids(mapping.adapters());
        Mask256 domains = ids(mapping.domains());
        return new ApAnswer.Block(new QciBlock(
                QciBlock.APSC | (facilities.apxa() ? QciBlock.APXA : 0),
                mapping.adapters().lastKey(),
                mapping.domains().lastKey(),
                new ApMatrix(adapters, domains, Mask256.NONE)));
    }

    private static Mask256 ids(SortedMap<Integer, Mask256> mapped) {
        return Mask256.of(mapped.keySet().stream().mapToInt(Integer::intValue));
    }

    private ApAnswer status(Behind behind, ResponseCode responseCode) {
        return ApAnswer.status(driver.status(behind.virtualQueue, responseCode));
    }
}
