package io.zmdev.cli;

import io.zmdev.io.MachineChangeDocument;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.Mask256;
import io.zmdev.plan.Drift;
import io.zmdev.plan.MachineChange;
import io.zmdev.service.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows a host. */
@Command(
        name = "watch",
        header = "Follow what changes on a host, with the likely cause.",
        description = {
            "Looks at a host again and again and prints a line for each change since the look before, causes before",
            "effects. What came and went between two looks is not seen. Ctrl+C ends it."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev host watch --host ssh://root@lpar42 --every 5s",
            "  zmdev host watch --host sim:lpar42 --state /tmp/lpar42 --json --for 1m"
        })
final class HostWatchCommand extends Verb {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    /** How long Ctrl+C waits for the connection to be closed. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "How long to wait between two looks; 2s without it.",
            converter = Seconds.class)
    private Duration every = Duration.ofSeconds(2);

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "End after this time, such as 10m; without it only Ctrl+C does.",
            converter = Seconds.class)
    private @Nullable Duration limit;

    @Option(names = "--json", description = "Print JSON Lines (zmdev.change/1).")
    private boolean json;

    @Override
    protected int run() {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> {
            stop.countDown();
            await(stopped, FAREWELL);
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (Session session = host.open(this::say)) {
            follow(session, stop);
        } finally {
            stopped.countDown();
            forget(onInterrupt);
        }
        return 0;
    }

    private void follow(Session session, CountDownLatch stop) {
        Machine known = session.machine(Mask256.NONE);
        say("Watching %s every %d s; Ctrl+C ends it.".formatted(host.uri(), every.toSeconds()));
        long begun = System.nanoTime();
        while (!await(stop, every)) {
            Machine seen = session.machine(Mask256.NONE);
            Instant now = Instant.now();
            for (MachineChange change : Drift.between(known, seen)) {
                print(line(now, change) + "\n");
            }
            known = seen;
            if (limit != null && System.nanoTime() - begun >= limit.toNanos()) {
                return;
            }
        }
    }

    private String line(Instant seen, MachineChange change) {
        return json
                ? MachineChangeDocument.line(seen.truncatedTo(ChronoUnit.MILLIS), change)
                : TIME.format(seen) + "  " + change.sentence();
    }

    /** Whether it was counted down; an interrupt ends the wait as if it was. */
    private static boolean await(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** It can't be taken back once the program ends: it runs then. */
    private static void forget(Thread onInterrupt) {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException ending) {
            // Ctrl+C was pressed
        }
    }
}
