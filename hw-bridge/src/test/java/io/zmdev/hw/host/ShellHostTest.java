package io.zmdev.hw.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.shell.LocalShell;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot and single calls through the shells and the programs that hosts have. */
class ShellHostTest {

    private static final byte[] BINARY = {0, 1, 2, '\n', 0};

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @BeforeEach
    void tree() throws IOException {
        Files.createDirectories(folder.resolve("x y"));
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("x y/a'b $(touch evil)"), "1\n");
        Files.writeString(folder.resolve("x y/c"), "==> d <==\n\n==> ");
        Files.write(folder.resolve("x y/binary"), BINARY);
        Files.writeString(folder.resolve("x y/[b]"), "2\n");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("x y"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("no\nwhere"));
    }

    /** busybox with nothing beside it: every command is one of its own. */
    private List<String> command(String shell) throws IOException, InterruptedException {
        if (!shell.equals("busybox")) {
            return List.of(shell);
        }
        Path applets = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-applets"));
        new ProcessBuilder("busybox", "--install", "-s", applets.toString())
                .start()
                .waitFor();
        return List.of("env", "PATH=" + applets, applets.resolve("sh").toString());
    }

    /** A host behind a shell, or this machine without one. */
    private HostAccess host(String shell) throws IOException, InterruptedException {
        return shell.equals("none")
                ? new LocalHost()
                : new ShellHost(new HostUri.Local(), new LocalShell(command(shell)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox", "none"})
    void aSnapshotShowsEveryNameAndByte(String shell) throws IOException, InterruptedException {
        HostAccess host = host(shell);
        HostAccess view = host.view(List.of(
                Look.content(folder + "/nothing*"),
                Look.content(folder + "/x y/*"),
                Look.content(folder + "/empty"),
                Look.content(folder + "/missing"),
                Look.names(folder.toString()),
                Look.names(folder + "/*"),
                Look.names(folder + "/x y/c"),
                Look.target(folder + "/*")));
        assertThat(text(view, "/x y/a'b $(touch evil)")).isEqualTo("1\n");
        assertThat(text(view, "/x y/[b]")).isEqualTo("2\n");
        assertThat(text(host, "/x y/[b]")).isEqualTo("2\n");
        assertThat(text(view, "/x y/c")).isEqualTo("==> d <==\n\n==> ");
        assertThat(view.read(folder + "/x y/binary").asOptional().orElseThrow()).isEqualTo(BINARY);
        assertThat(view.read(folder + "/empty").refusal()).contains(Errno.EISDIR);
        assertThat(host.read("/proc/self/mem").refusal()).contains(Errno.EIO);
        assertThat(view.read(folder + "/missing")).isEqualTo(Answer.refused(Errno.ENOENT));
        assertThat(view.list(folder.toString())).isEqualTo(Answer.ok(List.of("dangling", "empty", "link", "x y")));
        assertThat(view.list(folder + "/x y")).isEqualTo(Answer.ok(List.of("[b]", "a'b $(touch evil)", "binary", "c")));
        assertThat(view.list(folder + "/empty")).isEqualTo(Answer.ok(List.of()));
        assertThat(view.list(folder + "/x y/c")).isEqualTo(Answer.refused(Errno.ENOTDIR));
        assertThat(view.link(folder + "/link")).isEqualTo(Answer.ok(folder + "/x y"));
        assertThat(view.link(folder + "/dangling")).isEqualTo(Answer.ok("no\nwhere"));
        assertThat(view.link(folder + "/empty")).isEqualTo(Answer.refused(Errno.EINVAL));
        assertThat(host.link(folder + "/link")).isEqualTo(Answer.ok("x y"));
    }

    /** Entries with names of every kind, more of them than a program takes at once. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox", "none"})
    void filesOfEntriesAreFoundInOtherFolders(String shell) throws IOException, InterruptedException {
        Path all = Files.createDirectories(folder.resolve("all"));
        Path drivers = Files.createDirectories(folder.resolve("drivers/one"));
        List<String> names = new ArrayList<>(List.of("a.Z", "a.x y", "a.$(touch evil)", "a.[0]", "a.*"));
        IntStream.range(0, 300).forEach(number -> names.add("b.%03x".formatted(number)));
        for (String name : names) {
            Path entry = Files.createDirectories(
                    folder.resolve("real/card" + name.charAt(name.length() - 1)).resolve(name));
            Files.writeString(entry.resolve("each"), name);
            if (!name.endsWith("7")) {
                Files.writeString(entry.resolve("some"), "some " + name);
            }
            if (name.endsWith("9")) {
                Files.writeString(entry.resolve("few"), "few " + name);
            }
            Files.createSymbolicLink(all.resolve(name), entry);
            Files.createSymbolicLink(drivers.resolve(name), entry);
        }
        String cards = folder + "/real/card*";
        HostAccess view = host(shell)
                .view(List.of(
                        Look.names(all.toString()),
                        Look.content(all + "/*.*/each").foundInAll(cards),
                        Look.content(all + "/*.*/none").foundInAll(cards),
                        Look.content(all + "/*.*/some").foundIn(cards),
                        Look.content(all + "/*.*/few").foundIn(cards),
                        Look.content(all + "/*.*/gone").foundIn(folder + "/nowhere/card*"),
                        Look.target(all + "/*.*/driver").foundIn(folder + "/drivers/*")));
        assertThat(view.list(all.toString()).asOptional().orElseThrow()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(text(view, "/all/" + name + "/each")).isEqualTo(name);
            assertThat(view.read(all + "/" + name + "/some").isOk()).isEqualTo(!name.endsWith("7"));
            assertThat(view.read(all + "/" + name + "/few").isOk()).isEqualTo(name.endsWith("9"));
            assertThat(view.read(all + "/" + name + "/none").refusal()).contains(Errno.ENOENT);
            assertThat(view.read(all + "/" + name + "/gone").refusal()).contains(Errno.ENOENT);
            assertThat(view.link(all + "/" + name + "/driver")).isEqualTo(Answer.ok(drivers.toString()));
        }
    }

    /** Among files that have a line each, one after the other is damaged. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox", "none"})
    void linesAreToldApartWhateverAFileHas(String shell) throws IOException, InterruptedException {
        Path all = Files.createDirectories(folder.resolve("all"));
        List<String> names =
                IntStream.range(0, 40).mapToObj("card%02x"::formatted).toList();
        for (String name : names) {
            Files.createDirectories(folder.resolve("real").resolve(name));
            Files.createSymbolicLink(all.resolve(name), folder.resolve("real").resolve(name));
        }
        HostAccess host = host(shell);
        List<Look> looks = Stream.of("type", "online")
                .map(attribute -> Look.line(all + "/card*/" + attribute).foundIn(folder + "/real"))
                .toList();
        for (String damage :
                List.of("1\n", "", "1", "1\n2\n", "\n", "\n\n", "1\0\n", "\0", "==> real/card07/online <==\n")) {
            for (String name : names) {
                Files.writeString(all.resolve(name).resolve("type"), "type of " + name + "\n");
                Files.writeString(all.resolve(name).resolve("online"), name.endsWith("5") ? damage : "0\n");
            }
            Files.delete(all.resolve("card09/online"));
            Files.delete(all.resolve("card0a/online"));
            Files.createDirectory(all.resolve("card0a/online"));
            HostAccess view = host.view(looks);
            for (String name : names) {
                String as = "'%s' in %s".formatted(damage, name);
                assertThat(text(view, "/all/" + name + "/type")).as(as).isEqualTo("type of " + name + "\n");
                Answer<byte[]> online = view.read(all + "/" + name + "/online");
                switch (name) {
                    case "card09" -> assertThat(online.refusal()).as(as).contains(Errno.ENOENT);
                    case "card0a" -> assertThat(online.refusal()).as(as).contains(Errno.EISDIR);
                    default -> {
                        String whole = name.endsWith("5") ? damage : "0\n";
                        assertThat(new String(online.asOptional().orElseThrow(), StandardCharsets.ISO_8859_1))
                                .as(as)
                                .isIn(whole, whole.substring(0, whole.indexOf('\n') + 1));
                    }
                }
            }
            Files.delete(all.resolve("card0a/online"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox", "none"})
    void aNameWithWildcardsIsThatNameAndNoOther(String shell) throws IOException, InterruptedException {
        for (String name : List.of("a*", "abc", "b?", "b1", "[c]", "c", "d\\*", "d*")) {
            Files.createDirectories(folder.resolve("odd/in " + name));
            Files.writeString(folder.resolve("odd/in " + name).resolve(name), name);
        }
        HostAccess host = host(shell);
        for (String name : List.of("a*", "b?", "[c]", "d\\*", "d*")) {
            assertThat(text(host, "/odd/in " + name + "/" + name)).isEqualTo(name);
            assertThat(host.list(folder + "/odd/in " + name)).isEqualTo(Answer.ok(List.of(name)));
        }
        for (String name : List.of("*", "a?c", "ab?", "[ab]*", "in*/abc")) {
            assertThat(host.read(folder + "/odd/" + name).refusal()).as(name).contains(Errno.ENOENT);
            assertThat(host.read(folder + "/odd/in abc/" + name).refusal())
                    .as(name)
                    .contains(Errno.ENOENT);
            assertThat(host.list(folder + "/odd/" + name).refusal()).as(name).contains(Errno.ENOENT);
        }
    }

    @Test
    void aShellThatComplainsALotIsHeardToTheEnd() {
        String complains = "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; echo end";
        List<ShellAnswer> answers = new LocalShell().run(List.of(complains, complains, complains));
        assertThat(answers).hasSize(3).allSatisfy(answer -> {
            assertThat(answer.errors()).hasSize(300_000);
            assertThat(answer.text()).endsWith("end\n").hasSize(300_004);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void aWriteTakesAnyByteAndAnswersTheErrno(String shell) throws IOException, InterruptedException {
        ShellHost host = new ShellHost(new HostUri.Local(), new LocalShell(command(shell)));
        assertThat(host.write(folder + "/x y/binary", new byte[] {(byte) 200, 0, '%', '\\', '\''}))
                .isEqualTo(Answer.ok(5));
        assertThat(folder.resolve("x y/binary")).hasBinaryContent(new byte[] {(byte) 200, 0, '%', '\\', '\''});
        assertThat(host.write("/dev/full", BINARY)).isEqualTo(Answer.refused(Errno.ENOSPC));
        assertThat(host.write(folder + "/missing", BINARY)).isEqualTo(Answer.refused(Errno.ENOENT));
        assertThat(host.write(folder.toString(), BINARY)).isEqualTo(Answer.refused(Errno.EISDIR));
        assertThat(host.write(folder + "/x y/c/d", BINARY)).isEqualTo(Answer.refused(Errno.ENOTDIR));
    }

    private String text(HostAccess view, String path) {
        return new String(view.read(folder + path).asOptional().orElseThrow(), StandardCharsets.UTF_8);
    }
}
