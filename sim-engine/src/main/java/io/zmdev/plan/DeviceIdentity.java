package io.zmdev.plan;

import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MediatedDevice;

/** What a mediated device is for life: its type and parent never change. */
sealed interface DeviceIdentity {

    record PassthroughMatrix() implements DeviceIdentity {
        @Override
        public String toString() {
            return "a vfio_ap-passthrough device";
        }
    }

    record VirtualMatrix() implements DeviceIdentity {
        @Override
        public String toString() {
            return "a vfio_ap-virtual device";
        }
    }

    record Ccw(SubchannelId subchannel) implements DeviceIdentity {
        @Override
        public String toString() {
            return "a vfio_ccw-io device of subchannel " + subchannel;
        }
    }

    static DeviceIdentity of(MediatedDevice device) {
        return switch (device) {
            case MediatedDevice.Matrix matrix -> new PassthroughMatrix();
            case MediatedDevice.VirtualMatrix matrix -> new VirtualMatrix();
            case MediatedDevice.Ccw ccw -> new Ccw(ccw.subchannel());
        };
    }

    static DeviceIdentity of(DesiredDevice device) {
        return switch (device) {
            case DesiredDevice.Matrix matrix -> new PassthroughMatrix();
            case DesiredDevice.VirtualMatrix matrix -> new VirtualMatrix();
            case DesiredDevice.Ccw ccw -> new Ccw(ccw.subchannel());
        };
    }
}
