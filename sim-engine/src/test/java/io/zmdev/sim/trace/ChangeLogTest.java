package io.zmdev.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

    private static final int STEPS = 200_000;
    private static final int CHECKPOINT_BYTES = 1 << 20;
    private static final int LARGEST_STEP = 4 * 1024;

    /** What a seek has to do is bounded: a checkpoint, and what was logged since. */
    @Test
    void noStepIsFarFromItsCheckpoint() {
        SplittableRandom random = new SplittableRandom(4);
        StateSpace space = new StateSpace();
        Area area = space.add("memory", 1 << 20);
        ChangeLog log = new ChangeLog(space);
        for (int step = 0; step < STEPS; step++) {
            int length = random.nextInt(10_000) == 0 ? 1024 : random.nextInt(1, 64);
            area.put(random.nextInt((1 << 20) - length), new byte[length]);
            log.endStep();
        }
        long farthest = 0;
        for (int step = 0; step <= STEPS; step++) {
            farthest = Math.max(farthest, log.distance(log.checkpointFor(step).steps(), step));
        }

        assertThat(farthest).isGreaterThan(CHECKPOINT_BYTES / 2).isLessThan(CHECKPOINT_BYTES + LARGEST_STEP);
    }
}
