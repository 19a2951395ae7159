package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.service.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookingTest {

    private static SortedMap<String, String> content(Path folder) throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(file.toString(), Files.readString(file));
            }
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host show",
                "host show --json",
                "explain 05.0004",
                "validate SITE",
                "plan SITE",
                "rehearse SITE",
                "journal"
            })
    void whoLooksChangesNothing(String words, @TempDir Path folder) throws IOException {
        Path site = folder.resolve("site.json");
        ConfigurationDocument.write(site, ConfigurationDocument.create(Demo.configuration()), Demo.configuration());
        Path state = folder.resolve("state");
        assertThat(Cli.run("apply", site, "--disturb", "--host", "sim:lpar42", "--state", state)
                        .exitCode())
                .isZero();
        SortedMap<String, String> before = content(state);

        String all = words.replace("SITE", site.toString()) + " --host sim:lpar42 --state " + state;
        Cli cli = Cli.run((Object[]) all.split(" ", -1));

        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(content(state)).isNotEmpty().isEqualTo(before);
    }
}
