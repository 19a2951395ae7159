package io.zmdev.sim.ap;

/**
 * The response code of a queue status word ({@code AP_RESPONSE_*} in ap_bus.h). The code 0x10 means {@link #Q_FULL} after NQAP and
 * {@link #NO_PENDING_REPLY} after DQAP; {@link #of} takes the former, {@link #ofDqap} the latter.
 */
public enum ResponseCode {
    NORMAL(0x00),
    /** The APQN is not in the configuration. */
    Q_NOT_AVAIL(0x01),
    RESET_IN_PROGRESS(0x02),
    /** The adapter is configured off. */
    DECONFIGURED(0x03),
    CHECKSTOPPED(0x04),
    BUSY(0x05),
    /** AQIC: bad address of the notification byte. */
    INVALID_ADDRESS(0x06),
    /** AQIC: the interruption control is already so. */
    OTHERWISE_CHANGED(0x07),
    INVALID_GISA(0x08),
    Q_BOUND_TO_ANOTHER(0x09),
    STATE_CHANGE_IN_PROGRESS(0x0a),
    Q_NOT_BOUND(0x0b),
    Q_FULL(0x10),
    NO_PENDING_REPLY(0x10),
    INDEX_TOO_BIG(0x11),
    NO_FIRST_PART(0x13),
    MESSAGE_TOO_BIG(0x15),
    REQ_FAC_NOT_INST(0x16),
    Q_BIND_ERROR(0x30),
    Q_NOT_AVAIL_FOR_ASSOC(0x31),
    Q_NOT_EMPTY(0x32),
    BIND_LIMIT_EXCEEDED(0x33),
    INVALID_ASSOC_SECRET(0x34),
    ASSOC_SECRET_NOT_UNIQUE(0x35),
    ASSOC_FAILED(0x36),
    INVALID_DOMAIN(0x42);

    private final int code;

    ResponseCode(int code) {
        this.code = code;
    }

    /** The byte, 0..255. */
    public int code() {
        return code;
    }

    /**
     * The meaning of a byte after NQAP or PQAP.
     *
     * @throws IllegalArgumentException when no code has it
     */
    public static ResponseCode of(int code) {
        for (ResponseCode response : values()) {
            if (response.code == code) {
                return response;
            }
        }
        throw new IllegalArgumentException("0x%02x is not a response code".formatted(code));
    }

    /**
     * The meaning of a byte after DQAP.
     *
     * @throws IllegalArgumentException when no code has it
     */
    public static ResponseCode ofDqap(int code) {
        return code == NO_PENDING_REPLY.code ? NO_PENDING_REPLY : of(code);
    }
}
