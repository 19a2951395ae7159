package io.zmdev.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Observed;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.css.SubchannelId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelLayoutTest {

    private static final ChpId A = new ChpId(0, 0x40);
    private static final ChpId B = new ChpId(0, 0x41);

    @Test
    void everySubchannelOfAFullSetHasARowOfItsOwnAndGroupsCoverThem() {
        ChannelSubsystem css = new ChannelSubsystem(
                List.of(),
                IntStream.range(0, 0x10000)
                        .mapToObj(number -> subchannel(number, 0xc0, new ChpId(0, number % 128), new ChpId(0, 200)))
                        .toList());

        ChannelLayout layout = ChannelLayout.of(css);

        assertThat(layout.rows()).hasSize(0x10000).doesNotHaveDuplicates();
        assertThat(layout.groups()).hasSize(128);
        assertThat(layout.groups().getLast().end()).isEqualTo(0x10000);
        assertThat(layout.row(layout.rows().get(777).id())).isEqualTo(OptionalInt.of(777));
        assertThat(ChannelLayout.of(css)).isEqualTo(layout);
    }

    @Test
    void aSubchannelIsCutOffOnlyByItsLastAvailablePath() {
        ChannelSubsystem css = new ChannelSubsystem(
                List.of(), List.of(subchannel(1, 0xc0, A, B), subchannel(2, 0x80, A, B), subchannel(3, 0x00, A, B)));

        assertThat(VaryOutcome.cutOff(css, Set.of(A))).containsExactly(new SubchannelId(0, 0, 2));
        assertThat(VaryOutcome.cutOff(css, Set.of(A, B)))
                .containsExactly(new SubchannelId(0, 0, 1), new SubchannelId(0, 0, 2));
    }

    private static Subchannel subchannel(int number, int pam, ChpId... chpids) {
        return new Subchannel(
                new SubchannelId(0, 0, number),
                Observed.known(Optional.empty()),
                Observed.known(Optional.of("io_subchannel")),
                Optional.empty(),
                List.of(chpids),
                Observed.known(new PathMasks(0xc0, pam, 0xff)),
                Optional.empty(),
                Observed.known(Optional.empty()));
    }
}
