package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualTest {

    @Test
    void everyVerbHasAPageWithItsExamples(@TempDir Path folder) throws IOException {
        Cli manual = Cli.run("manual", folder.resolve("man1"));
        assertThat(manual.exitCode()).isZero();
        List<String> pages = manual.out().lines().toList();
        assertThat(pages).hasSize((int) MainTest.verbs().count());
        for (String page : pages) {
            assertThat(Path.of(page))
                    .content()
                    .startsWith(".TH ZMDEV")
                    .contains("\n.SH NAME\nzmdev", "\n.SH SYNOPSIS\nzmdev", "\n.SH EXAMPLES\n.nf\nzmdev");
        }
        assertThat(folder.resolve("man1/zmdev-host-show.1")).content().contains("\n.B \\-\\-host=URI\n");
    }

    @Test
    void groffHasNothingToSayAboutThePages(@TempDir Path folder) throws IOException {
        Tool.assumeInstalled("groff");
        Cli.run("manual", folder);
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-z"));
        try (Stream<Path> pages = Files.list(folder)) {
            pages.forEach(page -> command.add(page.toString()));
        }
        assertThat(Tool.run(folder, Map.of(), command)).isEqualTo(new Tool.Outcome(0, ""));
    }
}
