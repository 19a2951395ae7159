package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zmdev.model.Configuration;
import io.zmdev.model.Project;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectDocumentTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aProjectIsReadBackEqualAndKeepsUnknownKeysOfItsConfiguration() throws IOException {
        Path file = folder.resolve("site.zmdev.json");
        Files.writeString(file, """
                { "format": "zmdev.project/1", "name": "site", "machine": "sim:few", "view": { "zoom": 2 },
                  "scenarios": ["sense-id"], "configuration": %s }
                """.formatted(text("full.config.json")));
        Document<Project> read = ProjectDocument.read(file);
        Configuration renamed =
                new Configuration("other", read.value().configuration().masks(), List.of(), List.of());
        Document<Project> written =
                ProjectDocument.write(file, read, read.value().withConfiguration(renamed));
        assertThat(ProjectDocument.read(file).value()).isEqualTo(written.value());
        assertThat(Files.readString(file)).contains("\"zoom\": 2", "\"ticket\": 4711");
    }

    @Test
    void anErrorInsideTheConfigurationNamesItsPlaceInTheProject() throws IOException {
        Path file = folder.resolve("site.zmdev.json");
        Files.writeString(file, """
                { "format": "zmdev.project/1", "name": "site", "machine": "sim:few",
                  "configuration": { "format": "zmdev.config/1", "name": "x", "guests": [{ "name": 7 }] } }
                """);
        ZmdevException e = catchThrowableOfType(ZmdevException.class, () -> ProjectDocument.read(file));
        assertThat(e.getMessage())
                .endsWith("site.zmdev.json: at /configuration/guests/0/name: a string is needed, here is 7");
    }
}
