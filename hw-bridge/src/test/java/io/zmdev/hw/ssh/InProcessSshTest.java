package io.zmdev.hw.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.apply.CompareState;
import io.zmdev.hw.apply.ScriptedTransaction;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.model.Machine;
import io.zmdev.plan.Planner;
import io.zmdev.service.Demo;
import io.zmdev.testbed.EmulatedLinux;
import io.zmdev.testbed.InProcessSshServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host behind a server in this process, with an emulated machine's /sys. */
@Tag("slow")
class InProcessSshTest {

    @Test
    void aHostIsDiscoveredChangedConfirmedAndRolledBack(@TempDir Path folder) throws Exception {
        try (EmulatedLinux linux = EmulatedLinux.boot("lpar42", folder.resolve("machine"));
                InProcessSshServer server = InProcessSshServer.start(folder, linux.enter());
                SshShell shell = SshShell.connect(
                        Optional.of("root"), "127.0.0.1", OptionalInt.of(server.port()), server.settings())) {
            ShellHost host = new ShellHost(new HostUri.Ssh("root@127.0.0.1"), shell);
            Map<String, String> before = CompareState.of(linux);
            Machine machine = Inventory.read(host);
            assertThat(machine.ap()).isEqualTo(CompareState.machine(linux).ap());
            assertThat(machine.css()).isEqualTo(CompareState.machine(linux).css());
            ScriptedTransaction transaction = new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER);
            transaction.apply(Planner.plan(machine, Demo.configuration()), Duration.ofSeconds(60));
            assertThat(transaction.confirm()).isEqualTo(1);
            assertThat(Planner.plan(Inventory.read(host), Demo.configuration()).steps())
                    .isEmpty();
            transaction.rollBack();
            assertThat(CompareState.of(linux)).isEqualTo(before);
        }
    }
}
