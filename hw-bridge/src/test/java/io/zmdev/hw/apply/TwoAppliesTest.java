package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Configuration;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.testbed.EmulatedLinux;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people apply at the same moment: one plan is made as a whole, the other not at all, or after it. */
@Tag("slow")
class TwoAppliesTest {

    private static final int ROUNDS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void ofTwoPlansAtOnceOneIsMadeAndTheOtherIsRefused() {
        try (EmulatedLinux linux = EmulatedLinux.boot("lpar42", folder)) {
            int refused = 0;
            for (int seed = 0; seed < ROUNDS; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Configuration one = RandomConfigurations.next(random);
                Configuration other = RandomConfigurations.next(random);
                Supplier<Optional<String>> first = applying(linux, one, "dash");
                Supplier<Optional<String>> second = applying(linux, other, "busybox", "sh");
                CompletableFuture<Optional<String>> begun = CompletableFuture.supplyAsync(first);
                List<Configuration> made = new ArrayList<>();
                second.get().ifPresentOrElse(TwoAppliesTest::isRefusal, () -> made.add(other));
                begun.join().ifPresentOrElse(TwoAppliesTest::isRefusal, () -> made.add(one));
                refused += 2 - made.size();
                assertThat(made).as("seed %d", seed).isNotEmpty();
                assertThat(made)
                        .as("seed %d", seed)
                        .anySatisfy(configuration -> assertThat(Planner.plan(CompareState.machine(linux), configuration)
                                        .steps())
                                .isEmpty());
                assertThat(linux.locks().toFile().list()).isEmpty();
            }
            assertThat(refused).isPositive();
        }
    }

    private static void isRefusal(String message) {
        assertThat(message).containsAnyOf("the machine changed since", "is held by process", "was cut off");
    }

    /** Plans; applying then answers why it was refused. */
    private static Supplier<Optional<String>> applying(
            EmulatedLinux linux, Configuration configuration, String... command) {
        Shell shell = linux.shell(command);
        ShellHost host = linux.host(shell);
        Plan plan = Planner.plan(Inventory.read(host), configuration);
        return () -> {
            try {
                new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER).apply(plan, Duration.ZERO);
                return Optional.empty();
            } catch (ZmdevException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        };
    }
}
