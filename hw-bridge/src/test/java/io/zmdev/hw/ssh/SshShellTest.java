package io.zmdev.hw.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.testbed.InProcessSshServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts behind a server in this process. */
class SshShellTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    /** @param enter what each command of the server is started with */
    private InProcessSshServer server(String... enter) throws IOException, GeneralSecurityException {
        InProcessSshServer server = InProcessSshServer.start(folder, List.of(enter));
        opened.add(server);
        return server;
    }

    private SshShell connect(InProcessSshServer server) {
        SshShell shell =
                SshShell.connect(Optional.of("root"), "127.0.0.1", OptionalInt.of(server.port()), server.settings());
        opened.add(shell);
        return shell;
    }

    private Path program(String name, String text) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void aScriptLeavesItsBytesItsComplaintsAndItsStatus() throws Exception {
        SshShell shell = connect(server());
        ShellAnswer answer = shell.run("printf 'a\\0\\n\\377'; echo no >&2; exit 7");
        assertThat(answer.status()).isEqualTo(7);
        assertThat(answer.text()).isEqualTo("a\0\n\377");
        assertThat(answer.complaint()).isEqualTo("no\n");
        assertThat(shell.run("cat; pwd").text())
                .as("standard input is empty")
                .isEqualTo(shell.run("pwd").text());
        assertThat(shell.roundTrips()).isEqualTo(3);
    }

    /** As if each script began in a shell of its own, in which nothing happened before. */
    @Test
    void noScriptFeelsTheOneBefore() throws Exception {
        SshShell shell = connect(server());
        String look = "echo $$; pwd; echo \"<$left>\" /e*c axb; trap; ";
        String first = shell.run(look).text();
        shell.run("cd /tmp; left=over; set -f; exec 1>&2; trap 'echo trapped' EXIT; IFS=x");
        assertThat(shell.run(look).text()).isEqualTo(first).contains("<> /etc axb");
    }

    @Test
    void aScriptThatNoShellCanParseOrThatEndsItsShellDoesNotEndTheNextOne() throws Exception {
        SshShell shell = connect(server());
        for (String script :
                List.of("echo 'unterminated", "echo )", "{", "cat <<END\nno end", "exit 2", "kill -9 $$; sleep 1")) {
            assertThat(shell.run(script).status()).as(script).isIn(0, 2, 137);
            assertThat(shell.run("echo here").text()).isEqualTo("here\n");
        }
    }

    @Test
    void whatALoginPrintsIsNoAnswer() throws Exception {
        Path login = program("login", ": >%s/welcomed; echo Welcome; echo Beware >&2; exec \"$@\"\n".formatted(folder));
        SshShell shell = connect(server(login.toString()));
        ShellAnswer answer = shell.run("echo one; echo two >&2");
        assertThat(folder.resolve("welcomed")).exists();
        assertThat(answer.text()).isEqualTo("one\n");
        assertThat(answer.complaint()).isEqualTo("two\n");
    }

    @Test
    void whereSudoAsksForAPasswordItSaysSo() throws Exception {
        program("id", "echo 1000\n");
        program("sudo", "echo 'sudo: a password is required' >&2; exit 1\n");
        SshShell shell = connect(server("env", "PATH=" + folder + ":/usr/bin:/bin"));
        assertThatThrownBy(() -> shell.run("echo here"))
                .isInstanceOfSatisfying(
                        ZmdevException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE))
                .hasMessageContaining("no shell of root is to be had there (sudo: a password is required)");
    }

    @Test
    void scriptsOfManyThreadsGetTheirOwnAnswers() throws Exception {
        SshShell shell = connect(server());
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<List<ShellAnswer>>> answers = IntStream.range(0, 60)
                    .mapToObj(number -> threads.submit(() ->
                            shell.run(List.of("echo %d; exit 1".formatted(number), "echo -%d".formatted(number)))))
                    .toList();
            for (int number = 0; number < answers.size(); number++) {
                List<ShellAnswer> both = answers.get(number).get();
                assertThat(both.getFirst().text()).isEqualTo(number + "\n");
                assertThat(both.getFirst().status()).isEqualTo(1);
                assertThat(both.getLast().text()).isEqualTo("-" + number + "\n");
            }
        }
    }

    @Test
    void aConnectionThatEndsInTheMiddleIsNoAnswer() throws Exception {
        InProcessSshServer server = server();
        SshShell shell = connect(server);
        Path begun = folder.resolve("begun");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<ShellAnswer> answer = thread.submit(() -> shell.run("echo half; : >%s; sleep 30".formatted(begun)));
            while (!Files.exists(begun)) {
                Thread.onSpinWait();
            }
            server.hangUp();
            assertThatThrownBy(answer::get)
                    .hasCauseInstanceOf(ZmdevException.class)
                    .hasMessageContaining("the connection can't be used any more");
        }
        assertThatThrownBy(() -> shell.run("echo again")).isInstanceOf(ZmdevException.class);
    }

    @Test
    void bytesOfAllKindsComeThrough() throws Exception {
        SshShell shell = connect(server());
        byte[] bytes = new byte[3 << 20];
        new SplittableRandom(7).nextBytes(bytes);
        Files.write(folder.resolve("bytes"), bytes);
        ShellAnswer answer = shell.run("cat '%1$s/bytes'; cat '%1$s/bytes' >&2".formatted(folder));
        assertThat(answer.output()).isEqualTo(bytes);
        assertThat(answer.errors()).isEqualTo(bytes);
        assertThat(shell.run("printf %s é").output()).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anotherKeyThanTheKnownOneIsRefused() throws Exception {
        InProcessSshServer server = server();
        server.showsKey(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256).getPublic());
        assertThatThrownBy(() -> connect(server)).hasMessageContaining("its host key changed");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsNamed() throws Exception {
        InProcessSshServer server = server();
        InProcessSshServer other = InProcessSshServer.start(folder.resolve("other"), List.of());
        opened.add(other);
        Files.copy(
                folder.resolve("other/ssh/id_ecdsa"),
                folder.resolve("ssh/id_ecdsa"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> connect(server))
                .hasMessageContaining("none of the keys that were offered was accepted: ecdsa-sha2-nistp256 SHA256:");
    }
}
