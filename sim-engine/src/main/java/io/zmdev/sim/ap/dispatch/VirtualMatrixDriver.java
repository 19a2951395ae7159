package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.ap.ApHardware;
import io.zmdev.sim.ap.QueueStatus;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.ResponseCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the driver of seed 004 would do for all virtual matrix devices of a host: it takes the intercepted NQAPs of the virtual queues,
 * lets the policy choose a real queue for each, translates PSMIDs both ways, and makes up the status of the virtual queues.
 *
 * <p>Decisions that the seed leaves open and this class takes:
 *
 * <ul>
 *   <li>A request that no candidate has room for is accepted and held, so that a virtual queue is full only when its own depth is
 *       reached. A queue that says "full" to a guest that has nothing outstanding would strand it: Linux waits for a reply then.
 *   <li>A held request goes before a later one of its lane.
 *   <li>A request that a real queue loses is sent to another candidate, unseen by the guest. When no candidate is left that works,
 *       the guest gets it back.
 *   <li>Resetting a virtual queue touches no real one: what it has there is answered and dropped.
 * </ul>
 */
public final class VirtualMatrixDriver {

    /** Told what happens on the virtual queues. */
    public interface Guests {

        /** A virtual queue has one more reply waiting. */
        void replyWaits(int virtualQueue);

        /** A message can't be done any more, because no candidate works. */
        void lost(int virtualQueue, long guestPsmid);
    }

    private static final int HELD = -1;

    private final ApHardware hardware;
    private final DispatchPolicy policy;
    private final Guests guests;
    private final PsmidTable table = new PsmidTable();
    private final List<VirtualQueue> queues = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Candidates.Openness hasRoom;
    private final Candidates.Openness isUsable;
    private final ReadyLanes ready = new ReadyLanes();
    private int held;
    private long acceptedCount;

    private long[] guestPsmid = new long[64];
    private int[] body = new int[64];
    private int[] laneOf = new int[64];
    private int[] realQueue = new int[64];
    private int[] lastQueue = new int[64];
    private long[] accepted = new long[64];
    private boolean[] orphan = new boolean[64];

    /** A virtual queue as its guest sees it. */
    private static final class VirtualQueue {
        final int depth;
        final LongRing replies = new LongRing();
        int outstanding;
        int orphans;
        boolean interrupting;

        VirtualQueue(int depth) {
            this.depth = depth;
        }
    }

    /** Requests of one class on one virtual queue. */
    private record Lane(int guest, int virtualQueue, Candidates candidates, int weight, IntRing waiting) {}

    /** The lanes whose first request could go, by position. */
    private final class ReadyLanes implements Backlog {
        private int[] positions = new int[16];
        private int size;

        void collect() {
            size = 0;
            positions = Arrays.copyOf(positions, Math.max(positions.length, lanes.size()));
            for (int i = 0; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                if (!lane.waiting.isEmpty() && lane.candidates.open(hasRoom, lastQueue[lane.waiting.first()])) {
                    positions[size++] = i;
                }
            }
        }

        Lane lane(int position) {
            return lanes.get(positions[position]);
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int guest(int position) {
            return lane(position).guest;
        }

        @Override
        public long accepted(int position) {
            return accepted[lane(position).waiting.first()];
        }

        @Override
        public int weight(int position) {
            return lane(position).weight;
        }
    }

    /**
     * A driver without devices.
     *
     * @param window how many messages it has on a real queue at most; the queue's depth limits it too
     */
    public VirtualMatrixDriver(ApHardware hardware, DispatchPolicy policy, int window, Guests guests) {
        this.hardware = hardware;
        this.policy = policy;
        this.guests = guests;
        this.isUsable = (queue, card) -> hardware.isUsable(card);
        this.hasRoom = (queue, card) -> hardware.state(queue) == ResponseCode.NORMAL
                && hardware.outstanding(queue) < Math.min(window, hardware.depth(queue));
    }

    /**
     * Adds a virtual queue.
     *
     * @param depth how many messages it holds; TAPQ can report 16 at most
     * @return its number, 0..
     */
    public int addQueue(int depth) {
        queues.add(new VirtualQueue(depth));
        return queues.size() - 1;
    }

    /**
     * Adds the lane for the requests of one class on a virtual queue.
     *
     * @param candidates numbers of the real queues that may do them
     * @return its number, 0..
     */
    public int addLane(int guest, int virtualQueue, RequestClass requestClass, int[] candidates) {
        int[] cards = new int[candidates.length];
        int[] weights = new int[candidates.length];
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < candidates.length; i++) {
            cards[i] = hardware.cardOfQueue(candidates[i]);
            weights[i] =
                    requestClass.weight(hardware.machine().cards().get(cards[i]).type());
            least = Math.min(least, weights[i]);
        }
        lanes.add(new Lane(
                guest,
                virtualQueue,
                new Candidates(guest, requestClass, QueueLengths.of(hardware), candidates, cards, weights),
                least,
                new IntRing()));
        return lanes.size() - 1;
    }

    /**
     * NQAP on the lane's virtual queue.
     *
     * @param guestPsmid the PSMID that the guest gave; other guests may use the same
     * @param messageBody see {@link ApHardware#nqap}
     * @return NORMAL, Q_FULL, RESET_IN_PROGRESS, or DECONFIGURED when no candidate works
     */
    public ResponseCode nqap(int lane, long guestPsmid, int messageBody) {
        Lane to = lanes.get(lane);
        VirtualQueue queue = queues.get(to.virtualQueue);
        if (queue.orphans > 0) {
            return ResponseCode.RESET_IN_PROGRESS;
        }
        if (!works(to)) {
            return ResponseCode.DECONFIGURED;
        }
        if (queue.outstanding == queue.depth) {
            return ResponseCode.Q_FULL;
        }
        queue.outstanding++;
        int ticket = table.take();
        makeRoom(ticket);
        this.guestPsmid[ticket] = guestPsmid;
        body[ticket] = messageBody;
        laneOf[ticket] = lane;
        lastQueue[ticket] = HELD;
        accepted[ticket] = acceptedCount++;
        orphan[ticket] = false;
        if (to.waiting.isEmpty() && to.candidates.open(hasRoom, HELD)) {
            dispatch(ticket, to);
        } else {
            hold(ticket, to);
        }
        return ResponseCode.NORMAL;
    }

    /** Whether the virtual queue has a reply. */
    public boolean hasReply(int virtualQueue) {
        return !queues.get(virtualQueue).replies.isEmpty();
    }

    /**
     * DQAP on a virtual queue that has a reply.
     *
     * @return the guest's PSMID
     */
    public long dqap(int virtualQueue) {
        VirtualQueue queue = queues.get(virtualQueue);
        queue.outstanding--;
        return queue.replies.removeFirst();
    }

    /** How many messages the virtual queue holds. */
    public int depth(int virtualQueue) {
        return queues.get(virtualQueue).depth;
    }

    /** Messages that the guest has enqueued on the virtual queue and not seen a reply for. */
    public int outstanding(int virtualQueue) {
        return queues.get(virtualQueue).outstanding;
    }

    /** The made-up status of a virtual queue, for the guest that looks at it. */
    public QueueStatus status(int virtualQueue, ResponseCode responseCode) {
        VirtualQueue queue = queues.get(virtualQueue);
        return new QueueStatus(
                queue.outstanding == 0,
                !queue.replies.isEmpty(),
                queue.outstanding == queue.depth,
                false,
                queue.interrupting,
                responseCode);
    }

    /** RESET_IN_PROGRESS while messages from before a reset are on real queues, else NORMAL. */
    public ResponseCode state(int virtualQueue) {
        return queues.get(virtualQueue).orphans > 0 ? ResponseCode.RESET_IN_PROGRESS : ResponseCode.NORMAL;
    }

    /** AQIC: the notification comes from the driver, the real queues' interruptions stay the host's. */
    public ResponseCode aqic(int virtualQueue, boolean enable) {
        VirtualQueue queue = queues.get(virtualQueue);
        if (queue.interrupting == enable) {
            return ResponseCode.OTHERWISE_CHANGED;
        }
        queue.interrupting = enable;
        return ResponseCode.NORMAL;
    }

    /** RAPQ and ZAPQ of a virtual queue: it forgets its messages; what is on real queues is answered there and dropped. */
    public void reset(int virtualQueue) {
        for (Lane lane : lanes) {
            if (lane.virtualQueue == virtualQueue) {
                while (!lane.waiting.isEmpty()) {
                    held--;
                    table.giveBack(lane.waiting.removeFirst());
                }
            }
        }
        VirtualQueue queue = queues.get(virtualQueue);
        for (int ticket = 0; ticket < table.size(); ticket++) {
            if (table.isTaken(ticket) && !orphan[ticket] && lanes.get(laneOf[ticket]).virtualQueue == virtualQueue) {
                orphan[ticket] = true;
                queue.orphans++;
            }
        }
        queue.replies.clear();
        queue.outstanding = 0;
        queue.interrupting = false;
    }

    /**
     * A real queue has replies: the driver takes them, files each with the virtual queue it belongs to, and uses the room.
     *
     * @throws IllegalStateException when a reply carries a PSMID that the driver does not wait for on this queue
     */
    public void collect(int queue) {
        while (hardware.hasReply(queue)) {
            int ticket = ticketOn(queue, hardware.dqap(queue));
            policy.done(ticket);
            Lane lane = lanes.get(laneOf[ticket]);
            VirtualQueue virtual = queues.get(lane.virtualQueue);
            long psmid = guestPsmid[ticket];
            table.giveBack(ticket);
            if (orphan[ticket]) {
                virtual.orphans--;
            } else {
                virtual.replies.addLast(psmid);
                guests.replyWaits(lane.virtualQueue);
            }
        }
        sendHeld();
    }

    /** A real queue lost a message; {@link #resend} follows when it lost all. */
    public void lost(int queue, long psmid) {
        int ticket = ticketOn(queue, psmid);
        policy.done(ticket);
        Lane lane = lanes.get(laneOf[ticket]);
        if (orphan[ticket]) {
            queues.get(lane.virtualQueue).orphans--;
            table.giveBack(ticket);
            return;
        }
        lastQueue[ticket] = queue;
        realQueue[ticket] = HELD;
        held++;
        lane.waiting.addFirst(ticket);
    }

    /** After cards or queues came or went: requests of lanes without a working candidate go back to the guests, others go where there is room. */
    public void resend() {
        for (Lane lane : lanes) {
            if (!works(lane)) {
                while (!lane.waiting.isEmpty()) {
                    int ticket = lane.waiting.removeFirst();
                    held--;
                    queues.get(lane.virtualQueue).outstanding--;
                    table.giveBack(ticket);
                    guests.lost(lane.virtualQueue, guestPsmid[ticket]);
                }
            }
        }
        sendHeld();
    }

    /** Whether a request on this lane could be done. */
    public boolean works(int lane) {
        return works(lanes.get(lane));
    }

    private boolean works(Lane lane) {
        return lane.candidates.hasAny(isUsable);
    }

    private void hold(int ticket, Lane lane) {
        realQueue[ticket] = HELD;
        held++;
        lane.waiting.addLast(ticket);
    }

    private void sendHeld() {
        while (held > 0) {
            ready.collect();
            if (ready.size == 0) {
                return;
            }
            Lane lane = ready.lane(policy.next(ready));
            held--;
            dispatch(lane.waiting.removeFirst(), lane);
        }
    }

    /** The lane's candidates are open for this ticket. */
    private void dispatch(int ticket, Lane lane) {
        int queue = lane.candidates.queue(policy.choose(ticket, lane.candidates));
        realQueue[ticket] = queue;
        ResponseCode answer = hardware.nqap(queue, table.psmid(ticket), body[ticket]);
        if (answer != ResponseCode.NORMAL) {
            throw new IllegalStateException("queue " + hardware.apqn(queue) + " had room but answered " + answer);
        }
    }

    private int ticketOn(int queue, long psmid) {
        int ticket = table.ticket(psmid);
        if (ticket < 0 || realQueue[ticket] != queue) {
            throw new IllegalStateException(
                    "PSMID %016x is not expected on queue %s".formatted(psmid, hardware.apqn(queue)));
        }
        return ticket;
    }

    private void makeRoom(int ticket) {
        if (ticket >= body.length) {
            int length = 2 * body.length;
            guestPsmid = Arrays.copyOf(guestPsmid, length);
            body = Arrays.copyOf(body, length);
            laneOf = Arrays.copyOf(laneOf, length);
            realQueue = Arrays.copyOf(realQueue, length);
            lastQueue = Arrays.copyOf(lastQueue, length);
            accepted = Arrays.copyOf(accepted, length);
            orphan = Arrays.copyOf(orphan, length);
        }
    }
}
