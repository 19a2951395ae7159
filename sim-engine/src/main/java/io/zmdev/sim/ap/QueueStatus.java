package io.zmdev.sim.ap;

/**
 * The AP-queue status word that every AP instruction leaves in GR1 ({@code struct ap_queue_status}): 32 bits, bit 0 the most
 * significant.
 *
 * @param queueEmpty bit 0: no message is in the queue
 * @param repliesWaiting bit 1: a reply can be taken
 * @param queueFull bit 2: the queue takes no further message
 * @param async bit 6: the response code is a pending asynchronous error
 * @param irqEnabled bit 7: interruptions are enabled
 * @param responseCode byte 1
 */
public record QueueStatus(
        boolean queueEmpty,
        boolean repliesWaiting,
        boolean queueFull,
        boolean async,
        boolean irqEnabled,
        ResponseCode responseCode) {

    private static final int EMPTY = 0x8000_0000;
    private static final int REPLIES = 0x4000_0000;
    private static final int FULL = 0x2000_0000;
    private static final int ASYNC = 0x0200_0000;
    private static final int IRQ = 0x0100_0000;

    /** A status with this response code and every flag off, as for an APQN that is no queue. */
    public static QueueStatus refused(ResponseCode responseCode) {
        return new QueueStatus(false, false, false, false, false, responseCode);
    }

    /**
     * Reads a status word that NQAP or PQAP left; reserved bits are ignored.
     *
     * @throws IllegalArgumentException when byte 1 is no response code
     */
    public static QueueStatus of(int word) {
        return of(word, ResponseCode.of(word >>> 16 & 0xff));
    }

    /**
     * Reads a status word that DQAP left; reserved bits are ignored.
     *
     * @throws IllegalArgumentException when byte 1 is no response code
     */
    public static QueueStatus ofDqap(int word) {
        return of(word, ResponseCode.ofDqap(word >>> 16 & 0xff));
    }

    private static QueueStatus of(int word, ResponseCode responseCode) {
        return new QueueStatus(
                (word & EMPTY) != 0,
                (word & REPLIES) != 0,
                (word & FULL) != 0,
                (word & ASYNC) != 0,
                (word & IRQ) != 0,
                responseCode);
    }

    /** The 32 bits. */
    public int word() {
        return (queueEmpty ? EMPTY : 0)
                | (repliesWaiting ? REPLIES : 0)
                | (queueFull ? FULL : 0)
                | (async ? ASYNC : 0)
                | (irqEnabled ? IRQ : 0)
                | responseCode.code() << 16;
    }

    /** 0 for a normal response, else 3 ({@code handle_pqap} in priv.c sets the same for an intercepted PQAP). */
    public int conditionCode() {
        return responseCode == ResponseCode.NORMAL ? 0 : 3;
    }

    /** This status with another response code. */
    public QueueStatus with(ResponseCode newCode) {
        return new QueueStatus(queueEmpty, repliesWaiting, queueFull, async, irqEnabled, newCode);
    }
}
