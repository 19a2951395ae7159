package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.bytes;
import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDocumentTest {

    private final Document<Configuration> document =
            ConfigurationDocument.parse("full.config.json", bytes(text("full.config.json")));

    @Test
    void readsEveryKindOfDevice() {
        Configuration configuration = document.value();
        assertThat(configuration.masks().freeAdapters()).isEqualTo(Mask256.of(5, 6));
        assertThat(configuration.mediatedDevices().get(0))
                .isEqualTo(new DesiredDevice.Matrix(
                        new MdevUuid("62177883-f1bb-47f0-914d-32a22e3a8804"),
                        "web1",
                        true,
                        DesiredDevice.State.PRESENT,
                        new ApMatrix(Mask256.of(5, 6), Mask256.of(4), Mask256.of(4))));
        assertThat(configuration.mediatedDevices().get(1))
                .isInstanceOfSatisfying(
                        DesiredDevice.Ccw.class,
                        ccw -> assertThat(ccw.subchannel()).isEqualTo(SubchannelId.parse("0.0.0313")));
        assertThat(configuration.mediatedDevices().get(2))
                .isInstanceOfSatisfying(DesiredDevice.VirtualMatrix.class, virtual -> {
                    assertThat(virtual.mapping().domains()).containsEntry(0, Mask256.of(8, 0x47));
                    assertThat(virtual.state()).isEqualTo(DesiredDevice.State.ABSENT);
                });
    }

    @Test
    void anUnchangedConfigurationKeepsKeyOrderUnknownKeysAndTheSpellingOfIds() {
        String written = ConfigurationDocument.text(document, document.value());
        assertThat(JsonInput.parse("written", bytes(written)).node())
                .isEqualTo(JsonInput.parse(
                                "lower case uuid",
                                bytes(text("full.config.json")
                                        .replace(
                                                "62177883-F1BB-47F0-914D-32A22E3A8804",
                                                "62177883-f1bb-47f0-914d-32a22e3a8804")))
                        .node());
        assertThat(written.indexOf("\"site\"")).isLessThan(written.indexOf("\"name\""));
        assertThat(written).contains("\"freeAdapters\": [\"0x05\", 6]").contains("\"adapters\": [6, 5]");
    }

    @Test
    void aChangedDeviceKeepsItsUnknownKeysAndARemovedOneTakesThemAlong() {
        DesiredDevice.Matrix web1 =
                (DesiredDevice.Matrix) document.value().mediatedDevices().get(0);
        Configuration changed = document.value()
                .withDevice(web1.withMatrix(web1.matrix().withDomains(Mask256.of(4, 71))))
                .withoutDevice(new MdevUuid("9a01bd31-0a7b-4a5a-8f0e-3a9a9a77c210"));
        String written = ConfigurationDocument.text(document, changed);
        assertThat(written).contains("\"domains\": [4, 71]", "\"x-note\": \"kept too\"", "\"contact\": \"team-a\"");
        assertThat(written).doesNotContain("web1-disk");
        assertThat(ConfigurationDocument.parse("again", bytes(written)).value()).isEqualTo(changed);
    }

    @Test
    void aConfigurationFromNowhereIsReadBackEqual(@TempDir Path folder) {
        Document<Configuration> created = ConfigurationDocument.create(document.value());
        Path file = folder.resolve("created.json");
        ConfigurationDocument.write(file, created, created.value());
        assertThat(ConfigurationDocument.read(file).value()).isEqualTo(document.value());
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void theTextIsTheSameEveryTime() {
        assertThat(ConfigurationDocument.text(document, document.value()))
                .isEqualTo(ConfigurationDocument.text(document, document.value()));
    }
}
