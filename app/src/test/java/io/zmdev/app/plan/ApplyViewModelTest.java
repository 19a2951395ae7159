package io.zmdev.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.fx.Jobs;
import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.project.Session;
import io.zmdev.model.Machine;
import io.zmdev.model.Project;
import io.zmdev.plan.MachineChange;
import io.zmdev.service.Demo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** What the screen Apply does where a host does not answer, asks, or goes its own way. */
@ExtendWith(ApplicationExtension.class)
class ApplyViewModelTest {

    private static final int PATIENCE_S = 60;

    private final Jobs jobs = new Jobs();
    private ApplyViewModel model;

    @BeforeEach
    void open() {
        Machine machine;
        try (io.zmdev.service.Session host =
                io.zmdev.service.Session.open(Demo.MACHINE, Optional.empty(), notice -> {})) {
            machine = host.machine();
        }
        model = fx(() -> {
            Session session = new Session(machine, Demo.configuration());
            Project project = new Project("p", Demo.MACHINE.toString(), Demo.configuration(), List.of());
            return new ApplyViewModel(session, new ProjectFile(session, project, List.of()), jobs);
        });
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    private static <T> T fx(Callable<T> call) {
        try {
            return WaitForAsyncUtils.asyncFx(call).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE_S,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(condition).get());
    }

    private boolean isIdle() {
        return model.phaseProperty().get() instanceof Phase.Idle;
    }

    @Test
    void aCancelledJobLeavesNobodyWorking() throws IOException, TimeoutException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fx(() -> {
                model.connect("ssh://root@127.0.0.1:" + silent.getLocalPort());
                return true;
            });
            try (Socket connected = silent.accept()) {
                assertThat(connected.isConnected()).isTrue();
                assertThat(fx(this::isIdle)).isFalse();
                fx(() -> jobs.running().getFirst().cancel());
                await(this::isIdle);
            }
        }
        assertThat(fx(() -> model.messageProperty().get())).startsWith("Nobody waits here any more.");
    }

    @Test
    void closingAnswersTheQuestionAboutAKeyAndWaitsForNobody(@TempDir Path folder)
            throws IOException, TimeoutException {
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("key")));
            server.setPublickeyAuthenticator((user, key, session) -> false);
            server.start();
            fx(() -> {
                model.connect("ssh://root@127.0.0.1:" + server.getPort());
                return true;
            });
            await(() -> model.questionProperty().get().isPresent());
            KeyQuestion asked = fx(() -> model.questionProperty().get().orElseThrow());
            fx(() -> {
                model.close();
                return true;
            });
            assertThat(asked.answer()).isCompletedWithValue(false);
            await(this::isIdle);
        }
    }

    @Test
    void anInterruptedQuestionIsWithdrawn(@TempDir Path folder) throws IOException, TimeoutException {
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("key")));
            server.setPublickeyAuthenticator((user, key, session) -> false);
            server.start();
            fx(() -> {
                model.connect("ssh://root@127.0.0.1:" + server.getPort());
                return true;
            });
            await(() -> model.questionProperty().get().isPresent());
            KeyQuestion asked = fx(() -> model.questionProperty().get().orElseThrow());
            fx(() -> jobs.running().getFirst().cancel());
            await(() -> isIdle() && model.questionProperty().get().isEmpty());
            assertThat(asked.answer()).isNotCompletedExceptionally();
        }
    }

    @Test
    void whatOthersDidToTheHostSinceItWasReadIsTold() throws TimeoutException {
        fx(() -> {
            Machine now = model.session().machine();
            model.session()
                    .observe(new Machine(
                            now.name(),
                            now.kernel(),
                            Collections.emptySortedSet(),
                            now.ap(),
                            now.css(),
                            now.mediatedDevices(),
                            now.guests()));
            model.look();
            return true;
        });
        await(() -> !model.driftProperty().get().isEmpty());
        assertThat(fx(() -> model.driftProperty().get()))
                .allMatch(change -> change.kind() == MachineChange.Kind.MODULE);

        fx(() -> {
            model.look();
            return true;
        });
        await(() -> isIdle() && model.driftProperty().get().isEmpty());
    }

    @Test
    void whatNobodyKeepsIsUndoneByTheHost() throws TimeoutException {
        await(() -> model.mustAgree());
        fx(() -> {
            model.typedProperty().set(model.machineName());
            model.apply(Duration.ofSeconds(2));
            return true;
        });
        await(() -> model.phaseProperty().get() instanceof Phase.Waiting);
        await(() -> model.messageProperty().get().equals("Nobody kept it in time: the host undid it."));
        assertThat(fx(() -> model.lookProperty().get().orElseThrow().machine().mediatedDevices()))
                .isEmpty();
    }
}
