package io.zmdev.sim.channel;

/** The subchannel-status word, 12 bytes in command mode. Constants of word 0 are masks of the whole word. */
public final class Scsw {

    /** In bytes. */
    public static final int SIZE = 12;

    public static final int CPA = 4;
    public static final int DEVICE_STATUS = 8;
    public static final int SUBCHANNEL_STATUS = 9;
    public static final int COUNT = 10;

    public static final int KEY = 0xf0000000;
    public static final int SUSPEND_CONTROL = 0x08000000;
    public static final int ESW_FORMAT = 0x04000000;
    public static final int DEFERRED_CC = 0x03000000;
    public static final int FORMAT_1 = 0x00800000;
    public static final int PREFETCH = 0x00400000;
    public static final int INITIAL_STATUS = 0x00200000;
    public static final int ADDRESS_LIMIT = 0x00100000;
    public static final int SUPPRESS_SUSPENDED = 0x00080000;
    public static final int ZERO_CC = 0x00040000;
    public static final int EXTENDED_CONTROL = 0x00020000;
    public static final int PATH_NOT_OPERATIONAL = 0x00010000;

    public static final int FUNCTION = 0x00007000;
    public static final int START = 0x00004000;
    public static final int HALT = 0x00002000;
    public static final int CLEAR = 0x00001000;
    public static final int FUNCTION_SHIFT = 12;

    public static final int ACTIVITY = 0x00000fe0;
    public static final int RESUME_PENDING = 0x00000800;
    public static final int START_PENDING = 0x00000400;
    public static final int HALT_PENDING = 0x00000200;
    public static final int CLEAR_PENDING = 0x00000100;
    public static final int SUBCHANNEL_ACTIVE = 0x00000080;
    public static final int DEVICE_ACTIVE = 0x00000040;
    public static final int SUSPENDED = 0x00000020;

    public static final int STATUS = 0x0000001f;
    public static final int ALERT = 0x00000010;
    public static final int INTERMEDIATE = 0x00000008;
    public static final int PRIMARY = 0x00000004;
    public static final int SECONDARY = 0x00000002;
    public static final int PENDING = 0x00000001;

    public static final int ATTENTION = 0x80;
    public static final int STATUS_MODIFIER = 0x40;
    public static final int CONTROL_UNIT_END = 0x20;
    public static final int BUSY = 0x10;
    public static final int CHANNEL_END = 0x08;
    public static final int DEVICE_END = 0x04;
    public static final int UNIT_CHECK = 0x02;
    public static final int UNIT_EXCEPTION = 0x01;

    public static final int PCI = 0x80;
    public static final int INCORRECT_LENGTH = 0x40;
    public static final int PROGRAM_CHECK = 0x20;
    public static final int PROTECTION_CHECK = 0x10;
    public static final int CHANNEL_DATA_CHECK = 0x08;
    public static final int CHANNEL_CONTROL_CHECK = 0x04;
    public static final int INTERFACE_CONTROL_CHECK = 0x02;
    public static final int CHAINING_CHECK = 0x01;

    private Scsw() {}

    /** The three bits of the function control, 4 start, 2 halt, 1 clear. */
    public static int functionControl(int word0) {
        return (word0 & FUNCTION) >>> FUNCTION_SHIFT;
    }

    /** Whether no more status of the operation is to come: neither subchannel nor device active. */
    public static boolean isFinal(int word0) {
        return (word0 & (SUBCHANNEL_ACTIVE | DEVICE_ACTIVE)) == 0;
    }

    /** Whether the status answers a request ({@code scsw_cmd_is_solicited}): a deferred cc, or more than an alert. */
    public static boolean isSolicited(int word0) {
        return (word0 & DEFERRED_CC) != 0 || (word0 & STATUS) != (ALERT | PENDING);
    }
}
