package io.zmdev.model;

/**
 * The stable code of every error that zmdev reports, with the exit code of the command line. {@code docs/errors.md} explains
 * each; a test holds the two together.
 */
public enum ErrorCode {
    /** An argument or option is wrong. */
    USAGE("ZM-USAGE", 64),
    /** A file is missing, unreadable, not UTF-8, not JSON, of another format or version, or breaks its schema. */
    FILE_UNUSABLE("ZM-FILE", 65),
    /** A recorded tree or bundle can't be read as a machine. */
    BUNDLE_UNUSABLE("ZM-BUNDLE", 65),
    /** The host can't be reached or answers what no host answers. */
    HOST_UNREACHABLE("ZM-HOST", 1),
    /** The host refused to be read where it matters. */
    HOST_UNREADABLE("ZM-READ", 1),
    /** The configuration can't be: a rule of the kernel or of the architecture refuses it. */
    CONFLICT("ZM-CONFLICT", 3),
    /** The plan changes devices under running guests, or somebody else uses a device, and nobody agreed to that. */
    DISTURBS("ZM-DISTURB", 3),
    /** The machine changed since the plan was made. */
    STALE_PLAN("ZM-STALE", 4),
    /** A step failed and everything before it was undone. */
    ROLLED_BACK("ZM-ROLLED-BACK", 5),
    /** A step failed and something could not be undone. */
    ROLLBACK_FAILED("ZM-ROLLBACK-FAILED", 1),
    /** A file or folder can't be written. */
    OUTPUT_UNWRITABLE("ZM-OUTPUT", 1),
    /** What was asked for isn't possible on this kind of host, kernel or machine. */
    UNSUPPORTED("ZM-UNSUPPORTED", 1);

    private final String code;
    private final int exitCode;

    ErrorCode(String code, int exitCode) {
        this.code = code;
        this.exitCode = exitCode;
    }

    public String code() {
        return code;
    }

    /** 1 failed, 3 refused by validation, 4 stale plan, 5 rolled back, 64 usage, 65 unusable input file. */
    public int exitCode() {
        return exitCode;
    }
}
