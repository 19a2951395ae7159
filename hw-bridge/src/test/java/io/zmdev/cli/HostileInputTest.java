package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

    private static final long TOO_LARGE = 100L << 20;

    private final Path folder;

    HostileInputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Cli run(String words, Path file) {
        return Cli.run((Object[]) words.replace("FILE", file.toString()).split(" +", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate FILE --host sim:few",
                "plan FILE --host sim:few",
                "apply FILE --host sim:few",
                "explain 05.0004 --config FILE --host sim:few",
                "nearest FILE --host sim:few",
                "rehearse FILE --host sim:few",
                "export FILE --to csv -o out",
                "import FILE --from csv -o out",
                "import FILE --from libvirt -o out",
                "host show --host sim:FILE",
                "host show --host bundle:FILE",
                "sysfs FILE --host sim:few",
                "sim io FILE",
                "sim ap FILE",
                "sim mmio FILE",
                "trace compare FILE FILE"
            })
    void aFileOfAHundredMegabytesIsRefused(String words) throws IOException {
        Path file = folder.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(TOO_LARGE);
        }
        Cli cli = run(words, file);
        assertThat(cli.exitCode()).as(cli.err()).isIn(64, 65);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("ZM-").contains("large.json").doesNotContain("Exception", "OutOfMemory");
    }

    @Test
    void noNameReachesATerminalAsACommand() throws IOException {
        Path script = Files.writeString(folder.resolve("a\u001b]0;title\u0007.sysfs"), "read /sys/\u001b[2J\u202e\n");
        for (Cli cli : List.of(
                run("validate FILE --host sim:few", folder.resolve("\u001b[2Jgone.json")),
                run("host show --host sim:\u001b[2J\u009b", folder),
                run("sysfs FILE --host sim:few", script))) {
            assertThat(cli.out() + cli.err())
                    .containsIgnoringCase("\\u001b")
                    .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
        }
    }

    @Test
    void aLinkWhereAFileWillBeWrittenIsReplacedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "as it was");
        for (String words : List.of(
                "host capture --host sim:few -o FILE",
                "sim io sense-id -o FILE",
                "sim mmio mmio-paths -o FILE",
                "demo --out DIR")) {
            Path out = Files.createDirectories(folder.resolve("out"));
            Path target = out.resolve("report.txt");
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, victim);
            Cli cli = run(words.replace("DIR", out.toString()), target);
            assertThat(cli.exitCode()).as(words + ": " + cli.err()).isZero();
            assertThat(target).as(words).isRegularFile().isNotEmptyFile();
            assertThat(Files.isSymbolicLink(target)).as(words).isFalse();
            assertThat(victim).as(words).content().isEqualTo("as it was");
        }
    }
}
