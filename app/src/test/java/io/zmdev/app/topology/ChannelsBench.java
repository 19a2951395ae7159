package io.zmdev.app.topology;

import io.zmdev.model.Observed;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.css.SubchannelId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The layout of a subchannel set that is full. */
public final class ChannelsBench {

    private static final int SUBCHANNELS = 0x10000;

    private final ChannelSubsystem css = new ChannelSubsystem(
            List.of(),
            IntStream.range(0, SUBCHANNELS).mapToObj(ChannelsBench::subchannel).toList());

    public void layout() {
        ChannelLayout.of(css);
    }

    private static Subchannel subchannel(int number) {
        return new Subchannel(
                new SubchannelId(0, 0, number),
                Observed.known(Optional.empty()),
                Observed.known(Optional.of("io_subchannel")),
                Optional.empty(),
                List.of(new ChpId(0, number % 128), new ChpId(0, 200)),
                Observed.known(new PathMasks(0xc0, 0xc0, 0xff)),
                Optional.empty(),
                Observed.known(Optional.empty()));
    }
}
