package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import java.time.Duration;
import java.util.List;

/** Waits for what a write started: the kernel binds queues and registers devices in its own time. */
final class Settling {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Settling() {}

    /** What is still not as expected once the host had its time to settle. */
    static List<Difference> differences(HostAccess host, List<Expectation> expectations) {
        long end = System.nanoTime() + host.settlingTime().toNanos();
        List<Difference> differences = Expectations.differences(host, expectations);
        while (!differences.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return differences;
            }
            differences = Expectations.differences(host, expectations);
        }
        return differences;
    }
}
