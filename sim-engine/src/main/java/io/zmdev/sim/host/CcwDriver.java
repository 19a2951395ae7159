package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.DeviceModel;
import java.util.Optional;
import java.util.Set;

/** A driver of ccw devices. */
final class CcwDriver extends Driver<CcwDevice> {

    private final Set<DeviceModel> models;
    private final boolean virtio;

    private CcwDriver(String name, boolean virtio, Set<DeviceModel> models) {
        super(name, Optional.empty());
        this.models = models;
        this.virtio = virtio;
    }

    /**
     * virtio_ccw sets its devices online by itself: here at once, in the kernel some time later ({@code async_schedule}), so
     * that a read right after the device came may still show 0 there.
     */
    static CcwDriver virtioCcw() {
        return new CcwDriver(
                "virtio_ccw",
                true,
                Set.of(
                        DeviceModel.VIRTIO_NET,
                        DeviceModel.VIRTIO_BLK,
                        DeviceModel.VIRTIO_SERIAL,
                        DeviceModel.VIRTIO_RNG,
                        DeviceModel.VIRTIO_9P));
    }

    /** A driver whose devices stay offline until they are told. */
    static CcwDriver manual(String name, DeviceModel... models) {
        return new CcwDriver(name, false, Set.of(models));
    }

    boolean virtio() {
        return virtio;
    }

    Set<DeviceModel> models() {
        return models;
    }

    @Override
    boolean matches(CcwDevice device) {
        return models.contains(device.model());
    }

    @Override
    Optional<Errno> probe(CcwDevice device) {
        device.setOnline(virtio);
        return Optional.empty();
    }

    @Override
    void remove(CcwDevice device, Runnable done) {
        device.setOnline(false);
        done.run();
    }
}
