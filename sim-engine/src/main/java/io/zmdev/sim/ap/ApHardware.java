package io.zmdev.sim.ap;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import java.util.Arrays;

/**
 * The state of the cards and queues of a machine. Queues are numbered 0.. in the order of {@link ApMachine#queues}, cards in the
 * order of {@link ApMachine#cards}, engines 0.. card by card.
 *
 * <p>A message is its PSMID, which the reply carries, and a body: a number that whoever runs the hardware gives a meaning. A queue
 * starts its messages in the order in which they came; a free engine takes the next message of its card's domains in turn. Replies
 * wait in the order in which the engines finished.
 *
 * <p>The hardware knows no time: {@link Engines#start} tells when an engine begins, {@link #finish} is called when it is done.
 */
public final class ApHardware {

    /** Told what the engines do. */
    public interface Engines {

        /** The engine begins to work on the message with this body. */
        void start(int engine, int body);

        /** The engine gives up what it works on; it will not finish. */
        void stop(int engine);
    }

    /** Gets the messages that a queue loses, oldest first: those in work, those waiting, those answered but not taken. */
    @FunctionalInterface
    public interface Lost {

        void message(int queue, long psmid);
    }

    private static final int SLOTS = ApCard.MAX_DEPTH;

    private final ApMachine machine;
    private final Engines engines;

    private final Apqn[] apqns;
    private final int[] cardOfQueue;
    private final int[] depth;
    private final boolean[] resetting;
    private final boolean[] interrupting;
    private final long[] waitingPsmid;
    private final int[] waitingBody;
    private final int[] waitingHead;
    private final int[] waitingCount;
    private final long[] replyPsmid;
    private final int[] replyHead;
    private final int[] replyCount;
    private final int[] outstanding;

    private final int[] firstQueue;
    private final int[] firstEngine;
    private final int[] nextQueue;
    private final int[] waitingOnCard;
    private final int[] outstandingOnCard;
    private final int[] busyEngines;
    private final boolean[] configured;
    private final boolean[] checkstopped;

    private final int[] cardOfEngine;
    private final int[] queueOfEngine;
    private final long[] psmidOfEngine;

    /** The hardware with every queue empty. */
    public ApHardware(ApMachine machine, Engines engines) {
        this.machine = machine;
        this.engines = engines;
        apqns = machine.queues().toArray(Apqn[]::new);
        int queues = apqns.length;
        int cards = machine.cards().size();
        int domains = machine.usageDomains().count();

        cardOfQueue = new int[queues];
        depth = new int[queues];
        resetting = new boolean[queues];
        interrupting = new boolean[queues];
        waitingPsmid = new long[queues * SLOTS];
        waitingBody = new int[queues * SLOTS];
        waitingHead = new int[queues];
        waitingCount = new int[queues];
        replyPsmid = new long[queues * SLOTS];
        replyHead = new int[queues];
        replyCount = new int[queues];
        outstanding = new int[queues];

        firstQueue = new int[cards + 1];
        firstEngine = new int[cards + 1];
        nextQueue = new int[cards];
        waitingOnCard = new int[cards];
        outstandingOnCard = new int[cards];
        busyEngines = new int[cards];
        configured = new boolean[cards];
        checkstopped = new boolean[cards];
        for (int card = 0; card < cards; card++) {
            ApCard description = machine.cards().get(card);
            configured[card] = description.configured();
            firstQueue[card + 1] = firstQueue[card] + domains;
            firstEngine[card + 1] = firstEngine[card] + description.engines();
            Arrays.fill(cardOfQueue, firstQueue[card], firstQueue[card + 1], card);
            Arrays.fill(depth, firstQueue[card], firstQueue[card + 1], description.depth());
        }
        cardOfEngine = new int[firstEngine[cards]];
        for (int card = 0; card < cards; card++) {
            Arrays.fill(cardOfEngine, firstEngine[card], firstEngine[card + 1], card);
        }
        queueOfEngine = new int[cardOfEngine.length];
        Arrays.fill(queueOfEngine, -1);
        psmidOfEngine = new long[cardOfEngine.length];
    }

    public ApMachine machine() {
        return machine;
    }

    public int queues() {
        return apqns.length;
    }

    public int engines() {
        return cardOfEngine.length;
    }

    /** The number of a queue, -1 when the machine has none with this APQN. */
    public int queue(Apqn apqn) {
        return Math.max(-1, Arrays.binarySearch(apqns, apqn));
    }

    /** The number of a card, -1 when the machine has none with this id. */
    public int card(AdapterId id) {
        for (int card = 0; card < configured.length; card++) {
            if (machine.cards().get(card).id().equals(id)) {
                return card;
            }
        }
        return -1;
    }

    public Apqn apqn(int queue) {
        return apqns[queue];
    }

    public int cardOfQueue(int queue) {
        return cardOfQueue[queue];
    }

    public int cardOfEngine(int engine) {
        return cardOfEngine[engine];
    }

    /** How many messages the queue holds at most. */
    public int depth(int queue) {
        return depth[queue];
    }

    /** How many messages were enqueued on the queue whose reply was not taken. */
    public int outstanding(int queue) {
        return outstanding[queue];
    }

    /** The same for all queues of a card. */
    public int outstandingOnCard(int card) {
        return outstandingOnCard[card];
    }

    /** How many engines a card has. */
    public int enginesOfCard(int card) {
        return firstEngine[card + 1] - firstEngine[card];
    }

    /** How many of a card's engines work. */
    public int busyEngines(int card) {
        return busyEngines[card];
    }

    /** Whether the engine works. */
    public boolean isBusy(int engine) {
        return queueOfEngine[engine] >= 0;
    }

    /** Whether the card is configured and not checkstopped. */
    public boolean isUsable(int card) {
        return configured[card] && !checkstopped[card];
    }

    /** What keeps the queue from working: DECONFIGURED, CHECKSTOPPED, RESET_IN_PROGRESS, or NORMAL. */
    public ResponseCode state(int queue) {
        int card = cardOfQueue[queue];
        if (!configured[card]) {
            return ResponseCode.DECONFIGURED;
        }
        if (checkstopped[card]) {
            return ResponseCode.CHECKSTOPPED;
        }
        return resetting[queue] ? ResponseCode.RESET_IN_PROGRESS : ResponseCode.NORMAL;
    }

    /** The status word of a queue with this response code. */
    public QueueStatus status(int queue, ResponseCode responseCode) {
        return new QueueStatus(
                outstanding[queue] == 0,
                replyCount[queue] > 0,
                outstanding[queue] == depth[queue],
                false,
                interrupting[queue],
                responseCode);
    }

    /** What TAPQ says about a queue beyond its status. */
    public TapqInfo info(int queue) {
        ApCard card = machine.cards().get(cardOfQueue[queue]);
        return new TapqInfo(
                TapqInfo.functionsOf(card.type()),
                0,
                0,
                card.type().hardwareType(),
                Math.max(0, machine.usageDomains().ids().max().orElse(0)),
                0,
                depth[queue] - 1);
    }

    /**
     * NQAP: enqueues a message.
     *
     * @return NORMAL, Q_FULL, or what {@link #state} says
     */
    public ResponseCode nqap(int queue, long psmid, int body) {
        ResponseCode state = state(queue);
        if (state != ResponseCode.NORMAL) {
            return state;
        }
        if (outstanding[queue] == depth[queue]) {
            return ResponseCode.Q_FULL;
        }
        int card = cardOfQueue[queue];
        outstanding[queue]++;
        outstandingOnCard[card]++;
        int engine = busyEngines[card] < enginesOfCard(card) ? idleEngine(card) : -1;
        if (engine >= 0) {
            begin(engine, queue, psmid, body);
        } else {
            int slot = queue * SLOTS + (waitingHead[queue] + waitingCount[queue]++) % SLOTS;
            waitingPsmid[slot] = psmid;
            waitingBody[slot] = body;
            waitingOnCard[card]++;
        }
        return ResponseCode.NORMAL;
    }

    /** Whether DQAP would give a reply: the queue works and one waits. */
    public boolean hasReply(int queue) {
        return replyCount[queue] > 0 && state(queue) == ResponseCode.NORMAL;
    }

    /**
     * DQAP: takes the oldest reply.
     *
     * @return its PSMID
     * @throws IllegalStateException when {@link #hasReply} says no
     */
    public long dqap(int queue) {
        if (!hasReply(queue)) {
            throw new IllegalStateException("queue " + apqns[queue] + " has no reply");
        }
        long psmid = replyPsmid[queue * SLOTS + replyHead[queue]];
        replyHead[queue] = (replyHead[queue] + 1) % SLOTS;
        replyCount[queue]--;
        outstanding[queue]--;
        outstandingOnCard[cardOfQueue[queue]]--;
        return psmid;
    }

    /**
     * An engine is done: its message becomes a reply, and the engine takes the card's next message.
     *
     * @return the queue that the reply waits in
     * @throws IllegalStateException when the engine did not work
     */
    public int finish(int engine) {
        int queue = queueOfEngine[engine];
        if (queue < 0) {
            throw new IllegalStateException("engine " + engine + " does not work");
        }
        replyPsmid[queue * SLOTS + (replyHead[queue] + replyCount[queue]++) % SLOTS] = psmidOfEngine[engine];
        idle(engine);
        serveNext(engine);
        return queue;
    }

    /** RAPQ and ZAPQ: the queue loses its messages and answers RESET_IN_PROGRESS until {@link #resetDone}. */
    public void reset(int queue, Lost lost) {
        flush(queue, lost);
        resetting[queue] = true;
        interrupting[queue] = false;
    }

    /** The reset of a queue is over. */
    public void resetDone(int queue) {
        resetting[queue] = false;
    }

    /**
     * AQIC: switches interruptions of a queue.
     *
     * @return NORMAL, OTHERWISE_CHANGED when it was so already, or what {@link #state} says
     */
    public ResponseCode aqic(int queue, boolean enable) {
        ResponseCode state = state(queue);
        if (state != ResponseCode.NORMAL) {
            return state;
        }
        if (interrupting[queue] == enable) {
            return ResponseCode.OTHERWISE_CHANGED;
        }
        interrupting[queue] = enable;
        return ResponseCode.NORMAL;
    }

    /** Configures a card on; its queues are empty. */
    public void configure(int card) {
        configured[card] = true;
    }

    /** Configures a card off: its queues lose their messages. */
    public void deconfigure(int card, Lost lost) {
        configured[card] = false;
        flushCard(card, lost);
    }

    /** Checkstops a card: its queues lose their messages. */
    public void checkstop(int card, Lost lost) {
        checkstopped[card] = true;
        flushCard(card, lost);
    }

    /** The card is no longer checkstopped. */
    public void recover(int card) {
        checkstopped[card] = false;
    }

    private void flushCard(int card, Lost lost) {
        for (int queue = firstQueue[card]; queue < firstQueue[card + 1]; queue++) {
            flush(queue, lost);
            resetting[queue] = false;
            interrupting[queue] = false;
        }
    }

    private void flush(int queue, Lost lost) {
        int card = cardOfQueue[queue];
        outstandingOnCard[card] -= outstanding[queue];
        outstanding[queue] = 0;
        waitingOnCard[card] -= waitingCount[queue];
        for (int engine = firstEngine[card]; engine < firstEngine[card + 1]; engine++) {
            if (queueOfEngine[engine] == queue) {
                engines.stop(engine);
                idle(engine);
                lost.message(queue, psmidOfEngine[engine]);
            }
        }
        for (; waitingCount[queue] > 0; waitingCount[queue]--) {
            lost.message(queue, waitingPsmid[queue * SLOTS + waitingHead[queue]]);
            waitingHead[queue] = (waitingHead[queue] + 1) % SLOTS;
        }
        for (; replyCount[queue] > 0; replyCount[queue]--) {
            lost.message(queue, replyPsmid[queue * SLOTS + replyHead[queue]]);
            replyHead[queue] = (replyHead[queue] + 1) % SLOTS;
        }
        for (int engine = firstEngine[card]; isUsable(card) && engine < firstEngine[card + 1]; engine++) {
            if (queueOfEngine[engine] < 0) {
                serveNext(engine);
            }
        }
    }

    private int idleEngine(int card) {
        int engine = firstEngine[card];
        while (queueOfEngine[engine] >= 0) {
            engine++;
        }
        return engine;
    }

    private void serveNext(int engine) {
        int card = cardOfEngine[engine];
        if (waitingOnCard[card] == 0) {
            return;
        }
        int queues = firstQueue[card + 1] - firstQueue[card];
        int queue = firstQueue[card] + nextQueue[card];
        while (waitingCount[queue] == 0) {
            nextQueue[card] = nextQueue[card] + 1 == queues ? 0 : nextQueue[card] + 1;
            queue = firstQueue[card] + nextQueue[card];
        }
        nextQueue[card] = nextQueue[card] + 1 == queues ? 0 : nextQueue[card] + 1;
        int slot = queue * SLOTS + waitingHead[queue];
        waitingHead[queue] = (waitingHead[queue] + 1) % SLOTS;
        waitingCount[queue]--;
        waitingOnCard[card]--;
        begin(engine, queue, waitingPsmid[slot], waitingBody[slot]);
    }

    private void begin(int engine, int queue, long psmid, int body) {
        queueOfEngine[engine] = queue;
        psmidOfEngine[engine] = psmid;
        busyEngines[cardOfEngine[engine]]++;
        engines.start(engine, body);
    }

    private void idle(int engine) {
        queueOfEngine[engine] = -1;
        busyEngines[cardOfEngine[engine]]--;
    }
}
