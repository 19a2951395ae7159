package io.zmdev.cli;

import java.io.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Says on a terminal how much of a long piece of work is done and about how long the rest takes; silent elsewhere. For any thread. */
final class Progress {

    private final Consumer<String> out;
    private final int total;
    private final boolean shown;
    private final Instant begun = Instant.now();
    private int worked;

    Progress(Consumer<String> out, int total) {
        this.out = out;
        this.total = total;
        this.shown = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
    }

    /**
     * One more part was worked on.
     *
     * @param done how many parts are done, also those that an earlier call did
     */
    synchronized void done(int done) {
        worked++;
        if (shown) {
            Duration left = Duration.between(begun, Instant.now())
                    .multipliedBy(total - done)
                    .dividedBy(worked);
            out.accept("%d of %d done, about %d s left".formatted(done, total, left.toSeconds()));
        }
    }
}
