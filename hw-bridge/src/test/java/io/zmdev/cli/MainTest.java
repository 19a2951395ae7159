package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {

    /** Every verb, with the words that lead to it. */
    static Stream<List<String>> verbs() {
        return verbs(ZmdevCommand.whole().commandLine(), List.of());
    }

    private static Stream<List<String>> verbs(CommandLine command, List<String> path) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(entry -> verbs(
                                entry.getValue(),
                                Stream.concat(path.stream(), Stream.of(entry.getKey()))
                                        .toList())));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelpWithAnExample(List<String> verb) {
        Cli help = Cli.run(Stream.concat(verb.stream(), Stream.of("--help")).toArray());
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Usage: zmdev").containsPattern("Examples?:\n  zmdev ");
        assertThat(help.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                                   | 64 | ZM-USAGE:
            host show                                  | 64 | Missing required option: '--host=URI'
            host show --host nowhere                   | 64 | is not a host
            host show --host sim:nope                  | 64 | there is no built-in machine 'nope'
            host show --host sim:nope.json             | 65 | there is no such file
            host show --host bundle:nope.tar.gz        | 65 | ZM-BUNDLE: nope.tar.gz
            host show --host ssh://u@host.invalid      | 1  | ZM-HOST: ssh://u@host.invalid:22: there is no host of that name
            host show --host bundle:few --state x      | 64 | --state is for emulated machines
            plan nope.json --host sim:few              | 65 | ZM-FILE: nope.json
            apply nope.json --host sim:few             | 65 | ZM-FILE: nope.json
            sysfs nope.sysfs --host sim:few            | 65 | ZM-FILE: nope.sysfs
            sim io nope                                | 65 | there is no built-in scenario
            sim io nope.json                           | 65 | there is no such file
            sim ap nope.json                           | 65 | there is no such file
            sim mmio nope                              | 65 | there is no built-in MMIO scenario 'nope'
            sim mmio nope.json                         | 65 | there is no such file
            sim mmio mmio-paths --plots .              | 64 | there is nothing to draw
            decode orb 00                              | 64 | orb has 12 bytes, here are 1
            decode orb xx                              | 64 | hexadecimal
            decode thing 00                            | 64 | there is no structure 'thing'
            mask 0xfg                                  | 64 | the kernel answers EINVAL
            mask --chzdev 1,+2                         | 64 | '+2' in '1,+2'
            """)
    void whatIsWrongIsOneLineWithItsCode(String words, int exitCode, String message) {
        Cli cli = Cli.run((Object[]) words.split(" +", -1));
        assertThat(cli.exitCode()).isEqualTo(exitCode);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("ZM-").contains(message).doesNotContain("\tat ", "Exception");
        assertThat(cli.err().lines()).hasSize(1);
    }

    @Test
    void theVersionNamesProgramJavaAndSystem() {
        Cli version = Cli.run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out())
                .matches(
                        "zmdev( [0-9]+\\.[0-9]+\\.[0-9]+( \\([0-9a-f]{12}(-dirty)?\\))?|, not packed)\nJava 2[5-9].*\n.+\n")
                .contains(System.getProperty("java.version"), System.getProperty("os.arch"));
    }

    @Test
    void aMachineIsPrintedTheSameEveryTime() {
        Cli show = Cli.run("host", "show", "--host", "sim:gaps");
        assertThat(show.exitCode()).isZero();
        assertThat(show.out())
                .isEqualTo(Cli.run("host", "show", "--host", "sim:gaps").out());
        assertThat(show.out())
                .contains("  0a  CEX7C  CCA-Coproc   on      ok     yes\n")
                .contains("  41  CEX8P  EP11-Coproc  off     ok     no\n");
    }

    @Test
    void whatCouldNotBeReadIsListedWithItsFile(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sys/bus/ap"));
        Files.writeString(folder.resolve("sys/bus/ap/apmask"), "");
        Files.writeString(folder.resolve("MANIFEST.tsv"), "/sys/bus/ap/apmask\t0600\tEACCES\n");
        assertThat(Cli.run("host", "show", "--host", "bundle:" + folder).out())
                .contains("  apmask  unknown")
                .contains("  /sys/bus/ap/apmask                  Permission denied\n");
        assertThat(Cli.run("host", "show", "--json", "--host", "bundle:" + folder)
                        .out())
                .contains("\"unknown\": \"/sys/bus/ap/apmask\"");
    }

    @Test
    void aMaskIsPrintedInEveryNotation() {
        assertThat(Cli.run("mask", "--", "-5,-6").out()).isEqualTo("""
                KERNEL    0xf9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
                CHZDEV    0-4,7-255
                ADAPTERS  00-04 07-ff
                DOMAINS   0000-0004 0007-00ff
                COUNT     254 set, 2 clear
                """);
        assertThat(Cli.run("mask", "--chzdev", "0-4,7-255").out())
                .isEqualTo(Cli.run("mask", "--", "-5,-6").out());
        assertThat(Cli.run("mask", "0x41", "--json").out()).contains("\"ids\": [1, 7]");
    }

    @Test
    void aStructureIsDecodedFieldByField() {
        assertThat(Cli.run("decode", "ccw", "0xe4200100", "00002000").out())
                .contains("0     0-7    cmd_code  0xe4        command: sense ID\n")
                .contains("2     16-31  count     0x0100      bytes\n");
        assertThat(Cli.run("decode", "irb", "00".repeat(96)).exitCode()).isZero();
    }

    @Test
    void aConflictIsNamedWithCulpritAndFixes(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("bad.json"), """
                { "format": "zmdev.config/1", "name": "bad", "masks": { "freeAdapters": [5] }, "mediatedDevices": [
                  { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1", "type": "vfio_ap-passthrough",
                    "adapters": [5], "domains": [4] },
                  { "uuid": "c0ffee02-1111-4111-8111-000000000002", "name": "web2", "type": "vfio_ap-passthrough",
                    "adapters": [5], "domains": [4] } ] }
                """);
        Cli validate = Cli.run("validate", config, "--host", "sim:few");
        assertThat(validate.exitCode()).isEqualTo(3);
        assertThat(validate.out())
                .contains("web2 cannot take 05.0004: it belongs to web1")
                .contains("\n    fix: ");
        assertThat(Cli.run("validate", config, "--host", "sim:few", "--json").out())
                .contains("\"rule\": \"sharing\"");
        Cli plan = Cli.run("plan", config, "--host", "sim:few");
        assertThat(plan.exitCode()).isEqualTo(3);
        assertThat(plan.out()).isEmpty();
        assertThat(plan.err()).contains("    fix: ").contains("ZM-CONFLICT: bad is refused: web2");
    }

    @Test
    void aQueueAndASubchannelAreExplained() {
        assertThat(Cli.run("explain", "41.0047", "--host", "bundle:gaps").out())
                .startsWith("41.0047: adapter 65, domain 71, CEX8P\nowner: c0ffee02")
                .contains("/sys/bus/ap/devices/41.0047/driver");
        assertThat(Cli.run("explain", "0.0.0002", "--host", "bundle:gaps", "--json")
                        .out())
                .contains("\"topic\": \"driver\"");
        assertThat(Cli.run("explain", "x.y", "--host", "sim:few").exitCode()).isEqualTo(64);
    }

    @Test
    void theDemoNeedsNeitherHardwareNorADesktop(@TempDir Path folder) throws IOException {
        Cli demo = Cli.run("demo", "--out", folder.resolve("new/demo"));
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.err()).contains("pictures were skipped");
        assertThat(demo.out()).contains("web2 cannot take").contains("05.0004  CEX8P  vfio_ap    -       web1");
        assertThat(folder.resolve("new/demo/report.txt")).content().isEqualTo(demo.out());
    }

    @Test
    void theStudioSaysThatItIsNotInstalled() {
        Cli studio = Cli.run("studio");
        assertThat(studio.exitCode()).isEqualTo(1);
        assertThat(studio.err()).startsWith("ZM-UNSUPPORTED: the desktop is not installed here");
    }
}
