package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueBindingTest {

    private static final List<String> BOTH = List.of("vfio_ap", "zcrypt_cex4");
    private static final Optional<String> HOST = Optional.of("cex4queue");
    private static final Optional<String> VFIO_AP = Optional.of("vfio_ap");

    @Test
    void aQueueGoesToTheDriverThatTheMasksSay() {
        assertThat(QueueBinding.revised(HOST, false, BOTH)).isEqualTo(VFIO_AP);
        assertThat(QueueBinding.revised(VFIO_AP, true, BOTH)).isEqualTo(HOST);
        assertThat(QueueBinding.revised(HOST, true, BOTH)).isEqualTo(HOST);
        assertThat(QueueBinding.revised(VFIO_AP, false, BOTH)).isEqualTo(VFIO_AP);
    }

    @Test
    void aQueueWithoutDriverIsBoundOnlyWhenItIsReserved() {
        assertThat(QueueBinding.revised(Optional.empty(), true, BOTH)).isEqualTo(HOST);
        assertThat(QueueBinding.revised(Optional.empty(), false, BOTH)).isEmpty();
    }

    @Test
    void aDriverThatIsNotLoadedLeavesTheQueueWithoutOne() {
        assertThat(QueueBinding.revised(HOST, false, List.of("zcrypt_cex4"))).isEmpty();
        assertThat(QueueBinding.revised(VFIO_AP, true, List.of("vfio_ap"))).isEmpty();
    }
}
