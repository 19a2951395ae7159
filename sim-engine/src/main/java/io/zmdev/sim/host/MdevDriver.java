package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.mdev.MdevUuid;
import java.util.Optional;

/** A driver of mediated devices: it makes a VFIO device of each ({@code struct mdev_driver}). */
abstract class MdevDriver extends Driver<Mdev> {

    MdevDriver(String name, String module) {
        super(name, Optional.of(module));
    }

    /** A device of the driver's kind that does not exist yet. */
    abstract Mdev create(MdevCore core, MdevParent parent, MdevUuid uuid);

    /** The guest opened the device and reset it. */
    abstract void opened(Mdev mdev);

    /** The guest closed it. */
    abstract void closed(Mdev mdev);

    /** The device becomes the driver's. */
    abstract void attached(Mdev mdev);

    /** The device is no longer the driver's. */
    abstract void detached(Mdev mdev);

    @Override
    final boolean matches(Mdev mdev) {
        return mdev.parent().driver() == this;
    }

    @Override
    final Optional<Errno> probe(Mdev mdev) {
        mdev.registerVfio();
        attached(mdev);
        return Optional.empty();
    }

    /** {@code vfio_unregister_group_dev} waits for the guest. */
    @Override
    final void remove(Mdev mdev, Runnable done) {
        mdev.hideVfio();
        mdev.whenClosed(() -> {
            detached(mdev);
            mdev.unregisterVfio();
            done.run();
        });
    }
}
