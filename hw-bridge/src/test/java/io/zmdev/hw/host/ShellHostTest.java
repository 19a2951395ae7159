package io.zmdev.hw.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.shell.LocalShell;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void aSnapshotShowsEveryNameAndByte(String shell) throws IOException, InterruptedException {
        ShellHost host = new ShellHost(new HostUri.Local(), new LocalShell(command(shell)));
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
        assertThat(text(view, "/x y/c")).isEqualTo("==> d <==\n\n==> ");
        assertThat(view.read(folder + "/x y/binary").asOptional().orElseThrow()).isEqualTo(BINARY);
        assertThat(view.read(folder + "/empty").refusal()).contains(Errno.EISDIR);
        assertThat(host.read("/proc/self/mem").refusal()).contains(Errno.EIO);
        assertThat(view.read(folder + "/missing")).isEqualTo(Answer.refused(Errno.ENOENT));
        assertThat(view.list(folder.toString())).isEqualTo(Answer.ok(List.of("dangling", "empty", "link", "x y")));
        assertThat(view.list(folder + "/x y")).isEqualTo(Answer.ok(List.of("a'b $(touch evil)", "binary", "c")));
        assertThat(view.list(folder + "/empty")).isEqualTo(Answer.ok(List.of()));
        assertThat(view.list(folder + "/x y/c")).isEqualTo(Answer.refused(Errno.ENOTDIR));
        assertThat(view.link(folder + "/link")).isEqualTo(Answer.ok(folder + "/x y"));
        assertThat(view.link(folder + "/dangling")).isEqualTo(Answer.ok("no\nwhere"));
        assertThat(view.link(folder + "/empty")).isEqualTo(Answer.refused(Errno.EINVAL));
        assertThat(host.link(folder + "/link")).isEqualTo(Answer.ok("x y"));
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
