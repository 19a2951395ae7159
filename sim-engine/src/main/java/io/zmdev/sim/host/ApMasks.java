package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.rules.HostOwnership;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.MaskSyntax;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Which queues are reserved for the host's drivers: {@code apmask}, {@code aqmask} and the overrides of single queues. */
final class ApMasks {

    private final Kernel kernel;
    private final ApBus bus;
    private Mask256 apmask;
    private Mask256 aqmask;
    private boolean inUse;

    ApMasks(Kernel kernel, ApBus bus, Mask256 apmask, Mask256 aqmask) {
        this.kernel = kernel;
        this.bus = bus;
        this.apmask = apmask;
        this.aqmask = aqmask;
    }

    Mask256 apmask() {
        return apmask;
    }

    Mask256 aqmask() {
        return aqmask;
    }

    /**
     * Whether a write made a mask something else than all ones; overrides are refused then. Masks that the kernel started
     * with don't count ({@code ap_apmask_aqmask_in_use} is computed at commits only).
     */
    boolean inUse() {
        return inUse;
    }

    /** {@code ap_apqn_in_matrix_owned_by_def_drv}. */
    boolean reserveAnyOf(ApMatrix matrix) {
        HostOwnership ownership = new HostOwnership(apmask, aqmask);
        return bus.overridden().isEmpty() ? ownership.ownsAnyOf(matrix) : ownership.ownsAnyOf(matrix, bus.overridden());
    }

    /** {@code ap_device_probe}: an override decides, else the masks. */
    boolean allow(ApQueue queue, ApDriver driver) {
        return queue.override().map(driver.name()::equals).orElseGet(() -> reserve(queue.apqn()) == driver.ofHost());
    }

    boolean reserve(Apqn apqn) {
        return new HostOwnership(apmask, aqmask).owns(apqn);
    }

    /** {@code apmask_store}. */
    Optional<Errno> storeApmask(Written written) {
        return store(written, apmask, added -> bus.neededByDriver(added, checkedAgainst(aqmask)), mask -> {
            apmask = mask;
            changed("APMASK", mask);
        });
    }

    /** {@code aqmask_store}. */
    Optional<Errno> storeAqmask(Written written) {
        return store(written, aqmask, added -> bus.neededByDriver(checkedAgainst(apmask), added), mask -> {
            aqmask = mask;
            changed("AQMASK", mask);
        });
    }

    /** The same mask again is accepted and changes nothing; what is only taken away is never refused. */
    private Optional<Errno> store(
            Written written, Mask256 current, Predicate<Mask256> needed, Consumer<Mask256> commit) {
        if (!bus.overridden().isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        return switch (MaskSyntax.apply(written.text(), current)) {
            case Answer.Refused<Mask256>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Mask256>(Mask256 mask) -> {
                Mask256 added = mask.minus(current);
                if (!added.isEmpty() && needed.test(added)) {
                    yield Optional.of(Errno.EBUSY);
                }
                if (!mask.equals(current)) {
                    commit.accept(mask);
                }
                yield Optional.empty();
            }
        };
    }

    private Mask256 checkedAgainst(Mask256 other) {
        return kernel.has(KernelBehaviour.MASKS_CHECKED_AGAINST_ALL) ? Mask256.ALL : other;
    }

    private void changed(String variable, Mask256 mask) {
        inUse = !apmask.equals(Mask256.ALL) || !aqmask.equals(Mask256.ALL);
        bus.reviseBindings();
        if (kernel.has(KernelBehaviour.WRITABLE_SCANS)) {
            bus.announce(variable, mask + "\n");
        }
    }
}
