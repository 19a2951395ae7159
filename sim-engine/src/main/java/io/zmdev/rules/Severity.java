package io.zmdev.rules;

/** How bad a finding is, worst first. */
public enum Severity {
    /** The kernel or the architecture refuses it. */
    IMPOSSIBLE,
    /** Each part may be defined, but they can't be active at the same time. */
    IMPOSSIBLE_TOGETHER,
    /** What decides it could not be read: it is not known to be possible, and so it is not taken for possible. */
    UNKNOWN,
    /** It works, but less than was asked for reaches the guest, or a single failure takes everything. */
    LOSES_REDUNDANCY,
    /** Worth knowing. */
    ADVICE;

    /** Whether validation refuses a configuration with such a finding. */
    public boolean refuses() {
        return compareTo(UNKNOWN) <= 0;
    }
}
