package io.zmdev.model;

/** An error that a user can do something about: its message names the file or object, the place and the remedy. */
public class ZmdevException extends RuntimeException {

    private final ErrorCode code;

    public ZmdevException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ZmdevException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
