package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ApConfigSyntax;
import io.zmdev.rules.GuestFilter;
import io.zmdev.rules.IdSyntax;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.MatrixSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeGroup;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The driver {@code vfio_ap_mdev} of passthrough devices: what may be assigned and what the guest gets (vfio_ap_ops.c). */
final class PassthroughDriver extends MdevDriver implements QueueUser {

    /** A kind of ids that can be assigned. */
    private enum Part {
        ADAPTER {
            @Override
            Mask256 of(ApMatrix matrix) {
                return matrix.adapters();
            }

            @Override
            ApMatrix replacedIn(ApMatrix matrix, Mask256 ids) {
                return matrix.withAdapters(ids);
            }
        },
        DOMAIN {
            @Override
            Mask256 of(ApMatrix matrix) {
                return matrix.domains();
            }

            @Override
            ApMatrix replacedIn(ApMatrix matrix, Mask256 ids) {
                return matrix.withDomains(ids);
            }
        },
        CONTROL_DOMAIN {
            @Override
            Mask256 of(ApMatrix matrix) {
                return matrix.controlDomains();
            }

            @Override
            ApMatrix replacedIn(ApMatrix matrix, Mask256 ids) {
                return matrix.withControlDomains(ids);
            }
        };

        abstract Mask256 of(ApMatrix matrix);

        abstract ApMatrix replacedIn(ApMatrix matrix, Mask256 ids);
    }

    private final Kernel kernel;
    private final ApBus bus;
    private final List<MatrixMdev> devices = new ArrayList<>();
    private final AttributeTable<MatrixMdev> attributes;

    PassthroughDriver(Kernel kernel, ApBus bus) {
        super("vfio_ap_mdev", VfioAp.MODULE);
        this.kernel = kernel;
        this.bus = bus;
        this.attributes = AttributeTable.<MatrixMdev>of(
                        Attribute.writeOnly("assign_adapter", (mdev, id) -> assign(mdev, Part.ADAPTER, id)),
                        Attribute.writeOnly("unassign_adapter", (mdev, id) -> unassign(mdev, Part.ADAPTER, id)),
                        Attribute.writeOnly("assign_domain", (mdev, id) -> assign(mdev, Part.DOMAIN, id)),
                        Attribute.writeOnly("unassign_domain", (mdev, id) -> unassign(mdev, Part.DOMAIN, id)),
                        Attribute.writeOnly(
                                "assign_control_domain", (mdev, id) -> assign(mdev, Part.CONTROL_DOMAIN, id)),
                        Attribute.writeOnly(
                                "unassign_control_domain", (mdev, id) -> unassign(mdev, Part.CONTROL_DOMAIN, id)),
                        Attribute.<MatrixMdev>readWrite(
                                        "ap_config", mdev -> ApConfigSyntax.format(mdev.assigned()), this::configure)
                                .since(KernelBehaviour.AP_CONFIG),
                        Attribute.readOnly(
                                "control_domains",
                                mdev -> MatrixSyntax.format(mdev.assigned().controlDomains())),
                        Attribute.readOnly("matrix", mdev -> queuesOf(mdev.assigned())),
                        Attribute.<MatrixMdev>readOnly("guest_matrix", mdev -> queuesOf(mdev.guest()))
                                .since(KernelBehaviour.GUEST_MATRIX))
                .on(kernel.version());
    }

    @Override
    Mdev create(MdevCore core, MdevParent parent, MdevUuid uuid) {
        return new MatrixMdev(core, parent, uuid);
    }

    @Override
    Directory group(Mdev mdev) {
        return new AttributeGroup<>(attributes, (MatrixMdev) mdev);
    }

    @Override
    void attached(Mdev mdev) {
        ((MatrixMdev) mdev).clear();
        devices.add((MatrixMdev) mdev);
    }

    @Override
    void detached(Mdev mdev) {
        resetQueues(((MatrixMdev) mdev).assigned());
        devices.remove(mdev);
    }

    @Override
    void opened(Mdev mdev) {
        resetQueues(((MatrixMdev) mdev).assigned());
    }

    @Override
    void closed(Mdev mdev) {
        resetQueues(((MatrixMdev) mdev).assigned());
    }

    @Override
    public boolean hasAnyOf(Mask256 adapters, Mask256 domains) {
        ApMatrix wanted = new ApMatrix(adapters, domains, Mask256.NONE);
        return devices.stream().anyMatch(mdev -> mdev.assigned().sharesQueueWith(wanted));
    }

    @Override
    public String status(ApQueue queue) {
        MatrixMdev mdev = deviceWith(queue.apqn());
        if (mdev == null) {
            return "unassigned";
        }
        boolean passed =
                !kernel.has(KernelBehaviour.STATUS_OF_GUEST) || mdev.guest().contains(queue.apqn());
        return mdev.isOpen() && passed ? "in use" : "assigned";
    }

    /** {@code vfio_ap_mdev_probe_queue}: while ids are being added, the end of the scan filters. */
    @Override
    public void queueAdded(ApQueue queue) {
        MatrixMdev mdev = deviceWith(queue.apqn());
        if (mdev != null
                && mdev.added().adapters().isEmpty()
                && mdev.added().domains().isEmpty()) {
            filter(
                    mdev,
                    mdev.assigned()
                            .withAdapters(Mask256.single(queue.apqn().adapter().value())));
        }
    }

    /** {@code vfio_ap_mdev_remove_queue}: a single queue can't be taken from a guest, so its adapter is. */
    @Override
    public void queueRemoved(ApQueue queue) {
        MatrixMdev mdev = deviceWith(queue.apqn());
        if (mdev != null && mdev.guest().contains(queue.apqn())) {
            int adapter = queue.apqn().adapter().value();
            ApMatrix before = mdev.guest();
            mdev.setGuest(before.withAdapters(before.adapters().without(adapter)));
            if (kernel.has(KernelBehaviour.LOST_QUEUES_RESET)) {
                resetQueues(before.withAdapters(Mask256.single(adapter)));
            }
        }
    }

    /** {@code vfio_ap_on_cfg_changed}: what went is taken from the guests at once, what came awaits the end of the scan. */
    @Override
    public void configurationChanged(ApMatrix now, ApMatrix before) {
        if (!kernel.has(KernelBehaviour.DYNAMIC_MATRIX)) {
            return;
        }
        ApMatrix gained = new ApMatrix(
                now.adapters().minus(before.adapters()),
                now.domains().minus(before.domains()),
                now.controlDomains().minus(before.controlDomains()));
        for (MatrixMdev mdev : devices) {
            mdev.setGuest(mdev.guest().intersection(now));
            mdev.setAdded(mdev.assigned().intersection(gained));
        }
    }

    /** {@code vfio_ap_on_scan_complete}. */
    @Override
    public void scanCompleted() {
        for (MatrixMdev mdev : devices) {
            ApMatrix added = mdev.added();
            mdev.setAdded(ApMatrix.EMPTY);
            if (!added.adapters().isEmpty()) {
                filter(mdev, mdev.assigned().withAdapters(added.adapters()));
            }
            if (!added.domains().isEmpty()) {
                filter(mdev, mdev.assigned().withDomains(added.domains()));
            }
            if (!added.controlDomains().isEmpty()) {
                filterControlDomains(mdev);
            }
        }
    }

    /** {@code assign_*_store}: an id that is assigned already is accepted and filters nothing anew. */
    private Optional<Errno> assign(MatrixMdev mdev, Part part, Written written) {
        return switch (parse(mdev, part, written)) {
            case Answer.Refused<Integer>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Integer>(Integer id) -> {
                Mask256 ids = part.of(mdev.assigned());
                if (ids.contains(id) && kernel.has(KernelBehaviour.OVER_PROVISIONING)) {
                    yield Optional.empty();
                }
                ApMatrix wanted = part.replacedIn(mdev.assigned(), ids.with(id));
                ApMatrix addition = part.replacedIn(mdev.assigned(), Mask256.single(id));
                Optional<Errno> refusal =
                        part == Part.CONTROL_DOMAIN ? Optional.empty() : check(mdev, wanted, addition);
                if (refusal.isEmpty()) {
                    mdev.assign(wanted);
                    if (part == Part.CONTROL_DOMAIN) {
                        filterControlDomains(mdev);
                    } else {
                        filter(mdev, addition);
                    }
                }
                yield refusal;
            }
        };
    }

    /** {@code unassign_*_store}: hot unplug, without filtering anew. */
    private Optional<Errno> unassign(MatrixMdev mdev, Part part, Written written) {
        return switch (parse(mdev, part, written)) {
            case Answer.Refused<Integer>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Integer>(Integer id) -> {
                mdev.assign(part.replacedIn(
                        mdev.assigned(), part.of(mdev.assigned()).without(id)));
                unplug(mdev, part, Mask256.single(id));
                yield Optional.empty();
            }
        };
    }

    /** {@code ap_config_store}: the ids are compared with the machine's limits last. */
    private Optional<Errno> configure(MatrixMdev mdev, Written written) {
        return switch (ApConfigSyntax.parse(written.text())) {
            case Answer.Refused<ApMatrix>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<ApMatrix>(ApMatrix wanted) -> {
                Optional<Errno> refusal = check(mdev, wanted, wanted);
                if (refusal.isPresent()) {
                    yield refusal;
                }
                for (Part part : Part.values()) {
                    if (part.of(wanted).next(highest(part) + 1) >= 0) {
                        yield Optional.of(Errno.ENODEV);
                    }
                }
                ApMatrix before = mdev.assigned();
                mdev.assign(wanted);
                unplug(mdev, Part.ADAPTER, before.adapters().minus(wanted.adapters()));
                unplug(mdev, Part.DOMAIN, before.domains().minus(wanted.domains()));
                filter(mdev, wanted);
                filterControlDomains(mdev);
                yield Optional.empty();
            }
        };
    }

    private Answer<Integer> parse(MatrixMdev mdev, Part part, Written written) {
        if (mdev.isOpen() && !kernel.has(KernelBehaviour.DYNAMIC_MATRIX)) {
            return Answer.refused(Errno.EBUSY);
        }
        return switch (IdSyntax.parse(written.text())) {
            case Answer.Refused<Long>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Long>(Long id) ->
                Long.compareUnsigned(id, highest(part)) > 0 ? Answer.refused(Errno.ENODEV) : Answer.ok(id.intValue());
        };
    }

    private int highest(Part part) {
        return part == Part.ADAPTER
                ? bus.hardware().maxAdapter()
                : bus.hardware().maxDomain();
    }

    /**
     * Whether the device may have a matrix: none of its queues may be the host's ({@code
     * ap_apqn_in_matrix_owned_by_def_drv}) or another device's ({@code vfio_ap_mdev_verify_no_sharing}).
     */
    private Optional<Errno> check(MatrixMdev mdev, ApMatrix wanted, ApMatrix addition) {
        boolean available =
                kernel.has(KernelBehaviour.OVER_PROVISIONING) ? !bus.masks().reserveAnyOf(wanted) : isBound(addition);
        if (!available) {
            return Optional.of(Errno.EADDRNOTAVAIL);
        }
        return devices.stream()
                        .anyMatch(other -> other != mdev && other.assigned().sharesQueueWith(wanted))
                ? Optional.of(Errno.EADDRINUSE)
                : Optional.empty();
    }

    /**
     * {@code vfio_ap_mdev_verify_queues_reserved_for_apid} and {@code …_apqi} of the kernels before 6.0: all queues that an
     * addition brings must be bound to vfio_ap; if it brings none, one queue with the id must be.
     */
    private boolean isBound(ApMatrix addition) {
        if (addition.queueCount() > 0) {
            return addition.queues().allMatch(apqn -> linked(apqn) != null);
        }
        return bus.queues()
                .filter(this::isOurs)
                .anyMatch(queue -> addition.adapters()
                                .contains(queue.apqn().adapter().value())
                        || addition.domains().contains(queue.apqn().domain().value()));
    }

    /**
     * {@code vfio_ap_mdev_filter_matrix}; adapters that the guest loses by it are reset.
     *
     * @param addition what older kernels look at: the product of what is new with what was there
     */
    private void filter(MatrixMdev mdev, ApMatrix addition) {
        ApMatrix before = mdev.guest();
        if (!kernel.has(KernelBehaviour.GUEST_MATRIX)) {
            mdev.setGuest(mdev.assigned());
            return;
        }
        ApMatrix examined = kernel.has(KernelBehaviour.WHOLE_MATRIX_FILTERED) ? mdev.assigned() : addition;
        ApMatrix filtered = GuestFilter.filter(mdev.assigned(), bus.configuration(), examined, this::passable)
                .guest();
        mdev.setGuest(filtered.withControlDomains(before.controlDomains()));
        if (kernel.has(KernelBehaviour.LOST_QUEUES_RESET)) {
            resetQueues(filtered.withAdapters(
                    before.adapters().and(bus.configuration().adapters()).minus(filtered.adapters())));
        }
    }

    private void filterControlDomains(MatrixMdev mdev) {
        mdev.setGuest(mdev.guest()
                .withControlDomains(
                        mdev.assigned().controlDomains().and(bus.configuration().controlDomains())));
    }

    /** Takes ids from the guest; the queues that it had of them are reset. */
    private void unplug(MatrixMdev mdev, Part part, Mask256 ids) {
        ApMatrix before = mdev.guest();
        ApMatrix lost = part.replacedIn(before, part.of(before).and(ids));
        mdev.setGuest(part.replacedIn(before, part.of(before).minus(ids)));
        if (part != Part.CONTROL_DOMAIN) {
            resetQueues(lost);
        }
    }

    private void resetQueues(ApMatrix matrix) {
        matrix.adapters()
                .forEach(adapter -> matrix.domains().forEach(domain -> {
                    ApQueue queue = linked(Apqn.of(adapter, domain));
                    if (queue != null) {
                        queue.setLastReset(bus.reset(queue));
                    }
                }));
    }

    /** {@code _queue_passable}: what the last reset of the queue met. */
    private boolean passable(Apqn apqn) {
        ApQueue queue = linked(apqn);
        return queue != null
                && switch (queue.lastReset()) {
                    case NORMAL -> true;
                    case DECONFIGURED -> kernel.has(KernelBehaviour.DECONFIGURED_QUEUES_PASSABLE);
                    case CHECKSTOPPED -> kernel.has(KernelBehaviour.CHECKSTOPPED_QUEUES_PASSABLE);
                    case Q_NOT_AVAIL -> false;
                };
    }

    /** The queue if vfio_ap has it. */
    private @Nullable ApQueue linked(Apqn apqn) {
        ApQueue queue = bus.queue(apqn);
        return queue != null && isOurs(queue) ? queue : null;
    }

    private boolean isOurs(ApQueue queue) {
        return queue.driver() instanceof VfioApQueueDriver driver && queue.isBoundTo(driver);
    }

    private @Nullable MatrixMdev deviceWith(Apqn apqn) {
        for (MatrixMdev mdev : devices) {
            if (mdev.assigned().contains(apqn)) {
                return mdev;
            }
        }
        return null;
    }

    private static String queuesOf(ApMatrix matrix) {
        return MatrixSyntax.format(matrix.adapters(), matrix.domains());
    }
}
