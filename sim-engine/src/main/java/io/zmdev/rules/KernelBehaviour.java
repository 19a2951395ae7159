package io.zmdev.rules;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.Observed;
import java.util.Arrays;

/**
 * Which kernel behaves how, as far as it differs between the versions that zmdev knows: the first mainline version of each
 * behaviour, the long-term kernels that have it too, and how that is known.
 *
 * <p>Distributions back-port freely: on a real machine the presence of an attribute decides, never this table.
 */
public enum KernelBehaviour {
    /** Attribute {@code scans} of the AP bus, {@code bindings}, {@code chkstop}, {@code max_msg_size}. */
    BUS_SCANS(5, 15, Evidence.SOURCE),
    /** {@code scans} may be written, and changed masks are announced by uevents. */
    WRITABLE_SCANS(5, 19, Evidence.SOURCE),
    /** A matrix may change while a guest runs; before, assigning answers EBUSY then. */
    DYNAMIC_MATRIX(6, 0, Evidence.RECORDED),
    /** Ids without a queue may be assigned, and the masks decide; before, every queue must be bound to vfio_ap. */
    OVER_PROVISIONING(6, 0, Evidence.RECORDED),
    /** What a guest gets is filtered and shown by {@code guest_matrix}, queues have a {@code status}. */
    GUEST_MATRIX(6, 0, Evidence.RECORDED),
    /** A mask that takes a queue from a mediated device answers EBUSY. */
    MASKS_CHECKED_AGAINST_DEVICES(6, 0, Evidence.RECORDED),
    /** Removing a device in use waits for its guest; before, vfio_ap answered EBUSY. */
    REMOVE_WAITS(6, 0, Evidence.SOURCE),
    /** The mdev core counts instances and answers EUSERS when none is left; before, EPERM. */
    INSTANCES_COUNTED_BY_CORE(6, 1, Evidence.RECORDED),
    /** A subchannel bound to vfio_ccw has a directory {@code parent}. */
    SUBCHANNEL_PARENT(6, 2, Evidence.RECORDED),
    /** Each filtering examines the whole matrix; before, only what was added. */
    WHOLE_MATRIX_FILTERED(6, 5, Evidence.RECORDED, "6.1"),
    /** A queue whose reset met a card that is configured off may be passed through. */
    DECONFIGURED_QUEUES_PASSABLE(6, 6, Evidence.RECORDED),
    /** A queue is {@code in use} when the guest has it; before, when its device is open, even if the queue was filtered. */
    STATUS_OF_GUEST(6, 8, Evidence.RECORDED, "6.1", "6.6", "6.7"),
    /** Attributes {@code features} of the AP bus and {@code ap_functions} of a queue. */
    BUS_FEATURES(6, 5, Evidence.RECORDED),
    /** Attributes {@code se_bind} and {@code se_associate} of the queues of a Secure Execution guest. */
    SECURE_EXECUTION_QUEUES(6, 5, Evidence.SOURCE),
    /** {@code depth} of a card is the number of entries; before, the architecture's value, which is one less. */
    CARD_DEPTH_IN_ENTRIES(6, 8, Evidence.RECORDED),
    /** The queues that a guest loses with another one, by filtering or because that one left vfio_ap, are reset. */
    LOST_QUEUES_RESET(6, 8, Evidence.RECORDED),
    /** Attribute {@code ap_config}. */
    AP_CONFIG(6, 10, Evidence.RECORDED),
    /** Attribute {@code features} of the matrix device. */
    MATRIX_FEATURES(6, 12, Evidence.RECORDED),
    /** A queue whose reset met a checkstopped card may be passed through. */
    CHECKSTOPPED_QUEUES_PASSABLE(6, 12, Evidence.RECORDED),
    /** The AP bus is a module of its own; before, it was part of every kernel. Seen on 6.12 and not on 6.1; where between is not known. */
    AP_BUS_MODULE(6, 12, Evidence.RECORDED),
    /** Attribute {@code speed_bps} of a channel path. Seen on 6.12 and not on 6.1; where between is not known. */
    CHANNEL_PATH_SPEED(6, 12, Evidence.RECORDED),
    /**
     * {@code cio_ignore purge} leaves a subchannel that vfio_ccw has. Seen on 6.12; 6.1 leaves only one that a mediated device was
     * made of.
     */
    PURGE_LEAVES_VFIO_CCW(6, 12, Evidence.RECORDED),
    /** A checkstopped card or queue counts as offline; before, only one that is configured off. Seen on 6.12 and not on 6.1. */
    CHECKSTOPPED_IS_OFFLINE(6, 12, Evidence.RECORDED),
    /**
     * {@code poll_thread} is read by kstrtobool and {@code poll_timeout} by kstrtoull; before, by sscanf. Seen on 6.12 and not on 6.1.
     */
    POLLING_READ_BY_KSTRTO(6, 12, Evidence.RECORDED),
    /** {@code kstrtobool} takes words that begin with {@code e} or {@code d}. */
    ENABLED_AS_BOOLEAN(6, 14, Evidence.SOURCE),
    /** {@code driver_override} of AP queues, which the masks and it exclude each other. */
    QUEUE_DRIVER_OVERRIDE(6, 19, Evidence.SOURCE),
    /** A mask that adds ids is checked against all ids of the other kind; before, against those of the other mask. */
    MASKS_CHECKED_AGAINST_ALL(6, 19, Evidence.SOURCE),
    /** Attribute {@code bindings_complete_count}. */
    BINDINGS_COMPLETE_COUNT(7, 0, Evidence.SOURCE),
    /** Bound and associated queues of a Secure Execution guest are announced by uevents. */
    SECURE_EXECUTION_UEVENTS(7, 2, Evidence.SOURCE);

    /** How a version is known. */
    public enum Evidence {
        /** A kernel at or above it was recorded; where it starts, and what was before, are from its source or a second recording. */
        RECORDED,
        /** From the source alone, not verified on a running kernel. */
        SOURCE;

        /** How the behaviour of a whole kernel is known: recordings of everything are there of 6.12. */
        public static Evidence of(KernelVersion kernel) {
            return kernel.equals(RECORDED_KERNEL) ? RECORDED : SOURCE;
        }

        /** What people are told: {@code from source, unverified}. */
        public String text() {
            return switch (this) {
                case RECORDED -> "recorded";
                case SOURCE -> "from source, unverified";
            };
        }
    }

    /** The generation whose answers were recorded, script by script; what is said of any other is from its source. */
    private static final KernelVersion RECORDED_KERNEL = new KernelVersion(6, 12);

    private final int major;
    private final int minor;
    private final Evidence evidence;
    private final String backports;

    /** @param backports the older versions that have it too */
    KernelBehaviour(int major, int minor, Evidence evidence, String... backports) {
        this.major = major;
        this.minor = minor;
        this.evidence = evidence;
        this.backports = String.join(" ", backports);
    }

    /** Whether a kernel of this version behaves so. */
    public boolean in(KernelVersion kernel) {
        return kernel.atLeast(major, minor)
                || Arrays.asList(backports.split(" ", -1)).contains(kernel.toString());
    }

    /** How the behaviour of a kernel as a whole is known; one whose version could not be read was not recorded. */
    public static Evidence evidence(Observed<KernelVersion> kernel) {
        return kernel.map(Evidence::of).orElse(Evidence.SOURCE);
    }

    /** The first mainline version. */
    public KernelVersion first() {
        return new KernelVersion(major, minor);
    }

    /** How the first version is known. */
    public Evidence evidence() {
        return evidence;
    }
}
