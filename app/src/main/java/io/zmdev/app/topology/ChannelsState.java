package io.zmdev.app.topology;

import io.zmdev.app.project.Holdings;
import io.zmdev.model.Guest;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.Situation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which guest has which subchannel once the configuration is applied. */
final class ChannelsState {

    private final Situation situation;
    private final ChannelLayout layout;
    private final List<String> guests;
    private final Map<SubchannelId, String> owners = new HashMap<>();

    ChannelsState(Situation situation, ChannelLayout layout) {
        this.situation = situation;
        this.layout = layout;
        guests = Holdings.of(situation).guests();
        for (MediatedDevice device : situation.machine().mediatedDevices()) {
            if (device instanceof MediatedDevice.Ccw ccw
                    && situation.configuration().mediatedDevice(ccw.uuid()).isEmpty()) {
                owners.put(
                        ccw.subchannel(),
                        situation
                                .machine()
                                .guestOf(ccw.uuid())
                                .map(Guest::name)
                                .orElse(ccw.uuid().text()));
            }
        }
        for (DesiredDevice device : situation.configuration().mediatedDevices()) {
            if (device instanceof DesiredDevice.Ccw ccw && ccw.state() == DesiredDevice.State.PRESENT) {
                owners.put(
                        ccw.subchannel(),
                        situation
                                .configuration()
                                .guestOf(ccw.uuid())
                                .map(Guest::name)
                                .orElse(ccw.name()));
            }
        }
    }

    Situation situation() {
        return situation;
    }

    ChannelLayout layout() {
        return layout;
    }

    /** The guest that has the subchannel. */
    Optional<String> owner(SubchannelId id) {
        return Optional.ofNullable(owners.get(id));
    }

    /** The hue of a guest; that of a device without one is the next. */
    int hue(String guest) {
        int place = guests.indexOf(guest);
        return place < 0 ? guests.size() : place;
    }

    /** The driver as people read it, empty when there is none or it could not be read. */
    static String driver(Subchannel subchannel) {
        return subchannel.driver().orElse(Optional.empty()).orElse("");
    }

    /** The device number as people read it, empty when there is none or it could not be read. */
    static String device(Subchannel subchannel) {
        return subchannel
                .device()
                .orElse(Optional.empty())
                .map(Object::toString)
                .orElse("");
    }
}
