package io.zmdev.sim.host;

import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.SubchannelId;

/**
 * A channel report word about a channel path that vfio_ccw queued for the guest of a subchannel ({@code
 * vfio_ccw_queue_crw}).
 *
 * @param installed whether the path came back (error recovery code 2, initialized) or went (7, permanent error)
 */
public record ChannelReport(SubchannelId subchannel, ChpId path, boolean installed) {

    private static final int CHANNEL_PATH = 4;
    private static final int INITIALIZED = 2;
    private static final int PERMANENT_ERROR = 7;

    /** The CRW: reporting-source code 4 in bits 4-7, error-recovery code in bits 10-15, reporting-source id in bits 16-31. */
    public int word() {
        int recovery = installed ? INITIALIZED : PERMANENT_ERROR;
        return CHANNEL_PATH << 24 | recovery << 16 | path.cssid() << 8 | path.id();
    }
}
