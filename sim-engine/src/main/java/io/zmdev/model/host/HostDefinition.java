package io.zmdev.model.host;

import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An emulated machine before anything was configured on it ({@code zmdev.host/1}).
 *
 * @param kernel selects the behaviour by generation
 * @param matrixType which kind of mediated matrix device the administrator chose (seed 004: one or the other)
 * @param ap empty when the machine has no AP bus
 * @param modules names of the loaded modules, with underscores
 * @param files the files outside sysfs by absolute path, such as the definitions of mdevctl
 */
public record HostDefinition(
        String name,
        KernelVersion kernel,
        MatrixType matrixType,
        Optional<Ap> ap,
        Css css,
        List<Guest> guests,
        List<String> modules,
        SortedMap<String, String> files) {

    /** The kind of mediated matrix device. */
    public enum MatrixType {
        PASSTHROUGH,
        VIRTUAL
    }

    /**
     * The AP side.
     *
     * @param apxa whether the AP extended addressing facility is installed; without it ids end at 63 and 15
     * @param maxAdapter highest adapter id that QCI reports
     * @param maxDomain highest domain id that QCI reports
     * @param usageDomains usage domains of the LPAR (QCI AQM)
     * @param controlDomains control domains of the LPAR (QCI ADM)
     * @param queues what is known of single queues beyond their existence
     * @param secureExecution whether Linux runs as a Secure Execution guest on a machine with the secure binding facility
     */
    public record Ap(
            boolean apxa,
            int maxAdapter,
            int maxDomain,
            List<CardDefinition> cards,
            Mask256 usageDomains,
            Mask256 controlDomains,
            List<QueueDefinition> queues,
            Mask256 apmask,
            Mask256 aqmask,
            boolean secureExecution) {

        public Ap {
            cards = List.copyOf(cards);
            queues = List.copyOf(queues);
        }
    }

    /** A crypto card. */
    public record CardDefinition(
            AdapterId id, CardType type, boolean configured, boolean checkstopped, boolean online) {}

    /** Master key verification pattern and serial number of one queue's coprocessor. */
    public record QueueDefinition(Apqn apqn, Optional<String> masterKeyPattern, Optional<String> serialNumber) {}

    /** The channel subsystem. */
    public record Css(List<ChpidDefinition> chpids, List<SubchannelDefinition> subchannels) {

        public static final Css EMPTY = new Css(List.of(), List.of());

        public Css {
            chpids = List.copyOf(chpids);
            subchannels = List.copyOf(subchannels);
        }
    }

    /** A channel path. */
    public record ChpidDefinition(ChpId id, boolean online) {}

    /**
     * An I/O subchannel.
     *
     * @param model what is behind it
     * @param pim path installed mask, 0..255, 0x80 the first path
     * @param pam path available mask
     * @param pom path operational mask
     * @param driver {@code io_subchannel}, {@code vfio_ccw} or empty
     * @param online whether its ccw device is online
     * @param holders what in the host holds the ccw device while that is online; disks and partitions are called as Linux
     *     calls them
     */
    public record SubchannelDefinition(
            SubchannelId id,
            DeviceNumber device,
            DeviceModel model,
            List<ChpId> chpids,
            int pim,
            int pam,
            int pom,
            Optional<String> driver,
            boolean online,
            List<DeviceHolder> holders) {

        public SubchannelDefinition {
            chpids = List.copyOf(chpids);
            holders = List.copyOf(holders);
        }
    }

    public HostDefinition {
        guests = List.copyOf(guests);
        modules = List.copyOf(modules);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** A machine without files outside sysfs. */
    public HostDefinition(
            String name,
            KernelVersion kernel,
            MatrixType matrixType,
            Optional<Ap> ap,
            Css css,
            List<Guest> guests,
            List<String> modules) {
        this(name, kernel, matrixType, ap, css, guests, modules, new TreeMap<>());
    }
}
