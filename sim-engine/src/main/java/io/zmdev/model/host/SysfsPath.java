package io.zmdev.model.host;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.MdevUuid;

/** Where the kernel keeps what zmdev reads and writes. */
public final class SysfsPath {

    public static final String AP_BUS = "/sys/bus/ap";
    public static final String APMASK = AP_BUS + "/apmask";
    public static final String AQMASK = AP_BUS + "/aqmask";
    public static final String MAX_ADAPTER_ID = AP_BUS + "/ap_max_adapter_id";
    public static final String MAX_DOMAIN_ID = AP_BUS + "/ap_max_domain_id";
    public static final String ADAPTER_MASK = AP_BUS + "/ap_adapter_mask";
    public static final String USAGE_DOMAIN_MASK = AP_BUS + "/ap_usage_domain_mask";
    public static final String CONTROL_DOMAIN_MASK = AP_BUS + "/ap_control_domain_mask";
    public static final String MATRIX = "/sys/devices/vfio_ap/matrix";
    public static final String MATRIX_TYPE = MATRIX + "/mdev_supported_types/vfio_ap-passthrough";
    public static final String CSS_DEVICES = "/sys/bus/css/devices";
    public static final String CSS_DRIVERS = "/sys/bus/css/drivers";
    public static final String MDEV_DEVICES = "/sys/bus/mdev/devices";

    private SysfsPath() {}

    public static String card(AdapterId id) {
        return AP_BUS + "/devices/card" + id;
    }

    public static String queue(Apqn apqn) {
        return AP_BUS + "/devices/" + apqn;
    }

    /** The directory of a vfio_ap device. */
    public static String matrixDevice(MdevUuid uuid) {
        return MATRIX + "/" + uuid;
    }

    public static String subchannel(SubchannelId id) {
        return CSS_DEVICES + "/" + id;
    }

    /** The directory of the only type that a vfio_ccw subchannel supports. */
    public static String ccwType(SubchannelId id) {
        return subchannel(id) + "/mdev_supported_types/vfio_ccw-io";
    }

    /** The link to a mediated device of any type. */
    public static String mediatedDevice(MdevUuid uuid) {
        return MDEV_DEVICES + "/" + uuid;
    }
}
