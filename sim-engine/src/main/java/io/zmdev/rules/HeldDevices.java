package io.zmdev.rules;

/** What becomes of a device that the host uses and the configuration wants. */
public enum HeldDevices {
    /** It stays with the host: the configuration is refused. */
    REFUSE,
    /** It is taken, whoever loses it in the host; never the root device. */
    TAKE
}
