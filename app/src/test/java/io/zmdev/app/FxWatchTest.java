package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.FxGate;
import io.zmdev.app.fx.Toolkit;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** The watch that FxWatchdog keeps, on work that goes through a frame of the program. */
@ExtendWith(ApplicationExtension.class)
class FxWatchTest {

    @Test
    void whatComputesInOneTurnIsAddedUpAndItsPlaceNamed() throws InterruptedException {
        FxWatch watch = FxWatch.begin().orElseThrow();
        ownTurn(40);

        FxWatch.Turn longest = watch.finish();

        assertThat(longest.millis()).isBetween(20L, 45L);
        assertThat(longest.places()).contains("FxGate.run");
    }

    @Test
    void turnsAreNotAddedToEachOther() throws InterruptedException {
        FxWatch watch = FxWatch.begin().orElseThrow();
        for (int turn = 0; turn < 4; turn++) {
            ownTurn(20);
        }

        assertThat(watch.finish().millis()).isLessThan(45);
    }

    /** Has own code of the program compute for so long. */
    private static void ownTurn(long millis) {
        Toolkit.call(() -> {
            FxGate.run(() -> compute(millis));
            return millis;
        });
    }

    private static void compute(long millis) {
        var threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
