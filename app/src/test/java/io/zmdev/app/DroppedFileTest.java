package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedFileTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aDocumentIsOpenedAsWhatItSaysItIs() throws IOException {
        Path configuration = folder.resolve("site.json");
        ConfigurationDocument.write(
                configuration, ConfigurationDocument.create(TestMachines.production()), TestMachines.production());

        assertThat(DroppedFile.read(configuration))
                .isEqualTo(new DroppedFile.OfConfiguration(configuration, TestMachines.production()));
        assertThat(DroppedFile.read(builtIn("sense-id"))).isInstanceOf(DroppedFile.OfChannelIo.class);
        assertThat(DroppedFile.read(builtIn("mmio/mmio-paths"))).isInstanceOf(DroppedFile.OfAccesses.class);
        assertThat(DroppedFile.read(builtIn("ap/ap-shared-cards"))).isInstanceOf(DroppedFile.OfRequests.class);
    }

    @Test
    void projectsAndTracesAreKnownByTheirNames() {
        Path project = folder.resolve("site.zmdev.json");
        Path trace = folder.resolve("run.jsonl");

        assertThat(DroppedFile.read(project)).isEqualTo(new DroppedFile.OfProject(project));
        assertThat(DroppedFile.read(trace)).isEqualTo(new DroppedFile.OfTrace(trace));
    }

    @Test
    void whatIsNothingOfTheKindIsRefusedWithItsName() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "hello");

        assertThatThrownBy(() -> DroppedFile.read(notes))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("notes.txt");
    }

    private Path builtIn(String name) throws IOException {
        String resource = "/io/zmdev/assets/scenarios/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(DroppedFileTest.class.getResourceAsStream(resource), resource)) {
            return Files.write(folder.resolve("scenario.json"), in.readAllBytes());
        }
    }
}
