package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.MatrixSyntax;
import io.zmdev.rules.VirtualMappingSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeGroup;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The driver of the virtual matrix devices that seed 004 proposes. No kernel implements it. Real ids must be in the LPAR and
 * their queues not the host's; several devices may map to the same real queues.
 */
final class VirtualDriver extends MdevDriver implements QueueUser {

    private final ApBus bus;
    private final List<VirtualMdev> devices = new ArrayList<>();
    private final AttributeTable<VirtualMdev> attributes;

    VirtualDriver(ApBus bus) {
        super("vfio_ap_mdev", VfioAp.MODULE);
        this.bus = bus;
        this.attributes = AttributeTable.of(
                Attribute.writeOnly("assign_adapter", this::assignAdapter),
                Attribute.writeOnly("unassign_adapter", (mdev, id) -> unassign(mdev.adapters(), id)),
                Attribute.writeOnly("assign_domain", this::assignDomain),
                Attribute.writeOnly("unassign_domain", (mdev, id) -> unassign(mdev.domains(), id)),
                Attribute.readOnly("mapping", mdev -> VirtualMappingSyntax.format(mdev.mapping())),
                Attribute.readOnly("matrix", VirtualDriver::virtualQueues));
    }

    @Override
    Mdev create(MdevCore core, MdevParent parent, MdevUuid uuid) {
        return new VirtualMdev(core, parent, uuid);
    }

    @Override
    Directory group(Mdev mdev) {
        return new AttributeGroup<>(attributes, (VirtualMdev) mdev);
    }

    @Override
    void attached(Mdev mdev) {
        VirtualMdev device = (VirtualMdev) mdev;
        device.adapters().clear();
        device.domains().clear();
        devices.add(device);
    }

    @Override
    void detached(Mdev mdev) {
        devices.remove(mdev);
    }

    /** Real queues may be shared, so that opening a device resets none. */
    @Override
    void opened(Mdev mdev) {}

    @Override
    void closed(Mdev mdev) {}

    @Override
    public boolean hasAnyOf(Mask256 adapters, Mask256 domains) {
        ApMatrix wanted = new ApMatrix(adapters, domains, Mask256.NONE);
        return devices.stream().anyMatch(mdev -> mdev.realQueues().sharesQueueWith(wanted));
    }

    @Override
    public String status(ApQueue queue) {
        List<VirtualMdev> users = devices.stream()
                .filter(mdev -> mdev.realQueues().contains(queue.apqn()))
                .toList();
        if (users.isEmpty()) {
            return "unassigned";
        }
        return users.stream().anyMatch(Mdev::isOpen) ? "in use" : "assigned";
    }

    @Override
    public void queueAdded(ApQueue queue) {}

    @Override
    public void queueRemoved(ApQueue queue) {}

    @Override
    public void configurationChanged(ApMatrix now, ApMatrix before) {}

    @Override
    public void scanCompleted() {}

    private Optional<Errno> assignAdapter(VirtualMdev mdev, Written written) {
        return assign(
                mdev.adapters(),
                bus.configuration().adapters(),
                written,
                realIds -> mdev.realQueues().withAdapters(realIds));
    }

    private Optional<Errno> assignDomain(VirtualMdev mdev, Written written) {
        return assign(
                mdev.domains(),
                bus.configuration().domains(),
                written,
                realIds -> mdev.realQueues().withDomains(realIds));
    }

    private Optional<Errno> assign(
            SortedMap<Integer, Mask256> entries,
            Mask256 existing,
            Written written,
            Function<Mask256, ApMatrix> newQueues) {
        return switch (VirtualMappingSyntax.parse(written.text())) {
            case Answer.Refused<VirtualMappingSyntax.Entry>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<VirtualMappingSyntax.Entry>(VirtualMappingSyntax.Entry(int virtualId, Mask256 realIds)) -> {
                if (entries.containsKey(virtualId)) {
                    yield Optional.of(Errno.EEXIST);
                }
                if (!existing.containsAll(realIds)) {
                    yield Optional.of(Errno.ENODEV);
                }
                if (bus.masks().reserveAnyOf(newQueues.apply(realIds))) {
                    yield Optional.of(Errno.EADDRNOTAVAIL);
                }
                entries.put(virtualId, realIds);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Errno> unassign(SortedMap<Integer, Mask256> entries, Written written) {
        return switch (VirtualMappingSyntax.id(written.text())) {
            case Answer.Refused<Integer>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Integer>(Integer virtualId) -> {
                entries.remove(virtualId);
                yield Optional.empty();
            }
        };
    }

    private static String virtualQueues(VirtualMdev mdev) {
        return MatrixSyntax.format(ids(mdev.adapters()), ids(mdev.domains()));
    }

    private static Mask256 ids(SortedMap<Integer, Mask256> entries) {
        return Mask256.of(entries.keySet().stream().mapToInt(Integer::intValue));
    }
}
