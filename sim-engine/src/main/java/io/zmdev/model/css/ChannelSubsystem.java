package io.zmdev.model.css;

import java.util.List;
import java.util.Optional;

/** The channel paths and I/O subchannels of a machine, each list in the order of the ids. */
public record ChannelSubsystem(List<ChannelPath> paths, List<Subchannel> subchannels) {

    public static final ChannelSubsystem EMPTY = new ChannelSubsystem(List.of(), List.of());

    public ChannelSubsystem {
        paths = List.copyOf(paths);
        subchannels = List.copyOf(subchannels);
    }

    public Optional<Subchannel> subchannel(SubchannelId id) {
        return subchannels.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
