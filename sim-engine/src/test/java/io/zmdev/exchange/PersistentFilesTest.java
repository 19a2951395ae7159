package io.zmdev.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.PersistentState;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.plan.FileChange;
import io.zmdev.testing.HostileConfigurations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A configuration in the files of a host. */
class PersistentFilesTest {

    private static void make(Map<String, String> files, List<FileChange> changes) {
        for (FileChange change : changes) {
            assertThat(Optional.ofNullable(files.get(change.path()))).isEqualTo(change.before());
            change.after().ifPresentOrElse(text -> files.put(change.path(), text), () -> files.remove(change.path()));
        }
    }

    @Test
    void theInverseOfTheChangesGivesTheOldFilesBack() {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<String, String> files = new HashMap<>(Map.of("/etc/fstab", "kept"));
            PersistentState state = PersistentState.NOTHING;
            for (int round = 0; round < 3; round++) {
                Configuration configuration = HostileConfigurations.next(random, "canary");
                Map<String, String> before = Map.copyOf(files);
                List<FileChange> changes =
                        PersistentFiles.changes(configuration, state, path -> Optional.ofNullable(before.get(path)));
                make(files, changes);
                Map<String, String> after = Map.copyOf(files);
                make(files, changes.reversed().stream().map(FileChange::inverse).toList());
                assertThat(files).as("seed %d", seed).isEqualTo(before);
                make(files, changes);
                state = PersistentFiles.desired(configuration, state);
                assertThat(PersistentFiles.changes(configuration, state, path -> Optional.ofNullable(after.get(path))))
                        .as("seed %d: written twice", seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsNotListedIsKept() {
        MdevDefinition other = new MdevDefinition(
                "matrix",
                new MdevUuid("00000000-0000-4000-8000-00000000000f"),
                MdevDefinition.PASSTHROUGH,
                true,
                List.of());
        PersistentState state = new PersistentState(
                Optional.of(Mask256.ALL.without(9)),
                Optional.empty(),
                new TreeSet<>(List.of("vfio_ap")),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(other),
                new TreeSet<>(),
                List.of());
        assertThat(PersistentFiles.changes(Configuration.empty("nothing"), state, path -> Optional.empty()))
                .isEmpty();
        assertThat(PersistentFiles.desired(Configuration.empty("nothing"), state))
                .isEqualTo(state);
    }
}
