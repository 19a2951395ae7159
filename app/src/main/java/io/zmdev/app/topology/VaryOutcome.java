package io.zmdev.app.topology;

import io.zmdev.model.Observed;
import io.zmdev.model.css.ChannelPath;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.css.SubchannelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What varying channel paths offline would cut off. */
final class VaryOutcome {

    private VaryOutcome() {}

    /**
     * The subchannels that would lose their last usable path, in the order of the machine. A subchannel that has none already loses
     * nothing.
     */
    static List<SubchannelId> cutOff(ChannelSubsystem css, Set<ChpId> varied) {
        Set<ChpId> offline = new HashSet<>();
        for (ChannelPath path : css.paths()) {
            if (!path.online().orElse(true)) {
                offline.add(path.id());
            }
        }
        return css.subchannels().stream()
                .filter(subchannel -> {
                    List<ChpId> usable = usable(subchannel, offline);
                    return !usable.isEmpty() && varied.containsAll(usable);
                })
                .map(Subchannel::id)
                .toList();
    }

    /** The paths that are available (PAM) and varied online; with masks that could not be read, all that are online. */
    private static List<ChpId> usable(Subchannel subchannel, Set<ChpId> offline) {
        List<ChpId> usable = new ArrayList<>();
        int index = 0;
        for (int bit = 0x80; bit > 0 && index < subchannel.chpids().size(); bit >>= 1) {
            if (installed(subchannel, bit)) {
                ChpId path = subchannel.chpids().get(index++);
                if (available(subchannel, bit) && !offline.contains(path)) {
                    usable.add(path);
                }
            }
        }
        return usable;
    }

    private static boolean installed(Subchannel subchannel, int bit) {
        return !(subchannel.masks() instanceof Observed.Known<PathMasks>(PathMasks masks)) || (masks.pim() & bit) != 0;
    }

    private static boolean available(Subchannel subchannel, int bit) {
        return !(subchannel.masks() instanceof Observed.Known<PathMasks>(PathMasks masks)) || (masks.pam() & bit) != 0;
    }
}
