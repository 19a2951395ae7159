package io.zmdev.app.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.MapMemory;
import io.zmdev.app.TestMachines;
import io.zmdev.app.edit.Command;
import io.zmdev.model.Configuration;
import io.zmdev.model.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFileTest {

    private final Session session = new Session(TestMachines.lpar42(), TestMachines.production());
    private final ProjectFile file = new ProjectFile(
            session, new Project("production", "sim:lpar42", session.configuration(), List.of("sense-id")), List.of());

    @Test
    void whatIsSavedIsOpenedAgain(@TempDir Path folder) {
        Path path = folder.resolve("production.zmdev.json");
        session.perform(new Command("rename", before -> Configuration.empty("other")));
        assertThat(session.history().dirtyProperty().get()).isTrue();

        file.save(path);
        assertThat(session.history().dirtyProperty().get()).isFalse();
        assertThat(file.titleProperty().get()).isEqualTo("production.zmdev.json");

        session.open(TestMachines.lpar42(), TestMachines.production());
        file.open(ProjectFile.load(path, uri -> TestMachines.lpar42()));
        assertThat(session.configuration()).isEqualTo(Configuration.empty("other"));
        assertThat(file.machineProperty().get()).isEqualTo("sim:lpar42");
        assertThat(file.scenariosProperty().get())
                .extracting(scenario -> scenario.name())
                .containsExactly("sense-id");
    }

    @Test
    void recentFilesAreListedOnceTheNewestFirst(@TempDir Path folder) {
        RecentFiles recent = new RecentFiles(new MapMemory());

        for (String name : List.of("a", "b", "a")) {
            recent.add(folder.resolve(name));
        }

        assertThat(recent.list()).containsExactly(folder.resolve("a"), folder.resolve("b"));
    }
}
